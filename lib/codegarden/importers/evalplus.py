"""HumanEval+ and MBPP+ (Liu et al. 2023, EvalPlus): far more inputs, judged by the reference.

Read as EvalPlus publishes them, JSON Lines with ``base_input`` and ``plus_input``. What a program
has to return is not in the file: it is what the row's ``canonical_solution`` returns, which a test
computes beside it. JSON knows no tuples and sets: where a row has the original asserts
(``assertion``), the inputs take the types of the arguments there. EvalPlus itself has oracles of
its own for three problems of which more than one result is right; here the reference's counts.

Evaluation sets: never train, tune or design on them.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from codegarden.importers.asserts import arguments
from codegarden.importers.literals import LiteralError
from codegarden.importers.reading import (
    Bad,
    ImporterError,
    Row,
    attempt,
    parse_python,
    read_rows,
    stop,
)
from codegarden.program import Problem, Program, TestCase

ORIGIN = "evalplus"


def read(path: Path, bad: Bad = stop) -> Iterator[Problem]:
    """Yield the problems of a file, ``.jsonl`` or ``.jsonl.gz``; tests have no expected values.

    Their names are "base 0" and so on, and "plus 0" and so on. Raises ``ImporterError`` that names
    the file, line and field of what cannot be used.
    """
    for row in read_rows(path, bad):
        yield from attempt(bad, problem, row)


def problem(row: Row) -> Problem:
    """Return the problem of one row."""
    entry_point = row.field("entry_point", str)
    prompt = row.field("prompt", str)
    models = shapes(row, entry_point)
    tolerance = float(row.values.get("atol") or 0.0)
    tests = [
        TestCase(f"{part} {number}", args=like_arguments(models, args), tolerance=tolerance)
        for part in ("base", "plus")
        for number, args in enumerate(row.field(f"{part}_input", list, []))
    ]
    if not tests:
        raise row.error("is empty: the file is to be one of EvalPlus", "base_input")
    solution = row.field("canonical_solution", str)
    source = solution if is_whole(solution, entry_point) else prompt + solution
    program = Program(
        source, entry_point, row.field("task_id", str), is_correct=True, origin=ORIGIN,
        label="canonical",
    )  # fmt: skip
    return Problem(
        name=row.field("task_id", str),
        description=prompt,
        entry_point=entry_point,
        programs=(program,),
        tests=tuple(tests),
        origin=ORIGIN,
        split="test",
    )


def is_whole(solution: str, entry_point: str) -> bool:
    """Whether a solution defines the function itself, and is not only its body."""
    try:
        body = ast.parse(solution).body
    except SyntaxError:
        return False
    return any(getattr(node, "name", "") == entry_point for node in body)


def shapes(row: Row, entry_point: str) -> list[Any]:
    """Return the arguments of the row's first assert that holds plain data, else nothing."""
    try:
        tree = parse_python(row.field("assertion", str, ""), row.file, row.line, "assertion")
    except ImporterError:
        return []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == entry_point:
            try:
                return list(arguments(node, entry_point, {}))
            except LiteralError:
                continue
    return []


def like_arguments(models: list[Any], args: list[Any]) -> tuple[Any, ...]:
    """Return arguments, each in the types of its model, where there is one."""
    padded = [*models, *[None] * len(args)]
    return tuple(like(model, value) for model, value in zip(padded, args, strict=False))


def like(model: Any, value: Any) -> Any:
    """Return a JSON value in the types of a model.

    >>> like([(1, {2})], [[1, [2, 3]], [4, []]])
    [(1, {2, 3}), (4, set())]
    """
    if isinstance(model, tuple | list | set | frozenset) and isinstance(value, list):
        inside = list(model)
        if len(inside) != len(value):
            inside = inside[:1] * len(value) or [None] * len(value)
        return type(model)(like(*pair) for pair in zip(inside, value, strict=True))
    if isinstance(model, dict) and isinstance(value, dict):
        first = next(iter(model.values()), None)
        return {key: like(model.get(key, first), item) for key, item in value.items()}
    if isinstance(model, complex) and isinstance(value, str):
        return complex(value)
    return value
