"""Programs x tests -> verdicts, and the scores that follow from verdicts.

Runs nothing itself (the sandbox does) and stores nothing (a ``record`` callback may). The user's
own tests, functions ``check_<problem>(candidate)`` of a ``main_definitions.py``, become test cases
here.
"""

import ast
import math
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from codegarden import statements
from codegarden.program import Outcome, Program, TestCase, TestKind, Verdict
from codegarden.sandbox import Sandbox
from codegarden.source import SourceError, read_source, split_lines, text_of
from codegarden.unfinished import Known, Unfinished, missing

Record = Callable[[Program, Sequence[TestCase], Sequence[Verdict]], None]

COLUMNS = [
    *("problem", "program", "label", "origin", "operator", "is_correct", "parents"),
    *("test", "test_origin", "outcome", "passed", "cpu_s", "message", "returned", "stdout"),
]

# Le et al., "CodeRL: Mastering Code Generation through Pretrained Models and Deep Reinforcement
# Learning", NeurIPS 2022, equation 4: does not compile, does not run, is wrong, passes all.
REWARDS = {"compile": -1.0, "run": -0.6, "wrong": -0.3, "pass": 1.0}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
NO_PROGRAM = (Outcome.SYNTAX_ERROR, Outcome.MISSING_FUNCTION)


class DefinitionsError(ValueError):
    """A file of test definitions that cannot be used; the message names file, line and remedy."""


def evaluate(
    programs: Iterable[Program],
    tests_of: Callable[[Program], Sequence[TestCase]],
    sandbox: Sandbox,
    record: Record | None = None,
    known: Known | None = None,
) -> pd.DataFrame:
    """Run every program on its tests.

    Returns one row a verdict, with the columns ``COLUMNS``, in the order of the programs and their
    tests. ``record`` is called with each program as soon as its verdicts are there, in the order in
    which they finish, so that an interruption loses none that was recorded. ``known`` is asked for
    some programs with their tests at a time, and gives the verdicts that each has already, by the
    tests' names: these tests are not run again, nor recorded. Programs without tests give no row.
    """
    jobs = [(program, tests) for program in programs if (tests := tests_of(program))]
    todo = Unfinished(jobs, known)
    for place, verdicts in sandbox.map(todo):
        index, new = todo.places[place], iter(verdicts)
        before = todo.verdicts[index]
        if record:
            record(*missing(*jobs[index], before), verdicts)
        todo.verdicts[index] = [one or next(new) for one in before]
    rows = [
        (
            *(program.problem, program.sha256, program.label, program.origin, program.operator),
            *(program.is_correct, program.parents),
            *(verdict.test, test.origin, str(verdict.outcome), verdict.passed, verdict.cpu_s),
            *(verdict.message, verdict.returned, verdict.stdout),
        )
        for (program, tests), verdicts in zip(jobs, todo.verdicts, strict=True)
        for test, verdict in zip(tests, verdicts, strict=True)
    ]
    # the types are those of a table with rows, also where there is none
    return pd.DataFrame(rows, columns=COLUMNS).astype({"passed": bool, "cpu_s": float})


def summarize(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Return one row a program of a table as ``evaluate`` returns it.

    Columns: problem, program, label, origin, operator, is_correct, parents; ``tests`` (how many),
    ``fitness``, ``outcome`` (the first that is no pass, "pass" where there is none); ``first`` and
    ``second``, the fitness of the program's parents, NaN for a parent that is not in the table.
    """
    programs = verdicts.groupby(["problem", "program"], sort=False)
    table = programs[["label", "origin", "operator", "is_correct", "parents"]].first()
    table["tests"] = programs.size()
    table["fitness"] = programs["passed"].mean()
    failed = verdicts[~verdicts["passed"]].groupby(["problem", "program"])["outcome"].first()
    table["outcome"] = failed.reindex(table.index).fillna(str(Outcome.PASS))
    table = table.reset_index()
    known = dict(zip(table["program"], table["fitness"], strict=True))
    for number, name in enumerate(("first", "second")):
        table[name] = [
            known.get(parents[number], math.nan) if len(parents) > number else math.nan
            for parents in table["parents"]
        ]
    return table


def fitness(verdicts: Sequence[Verdict]) -> float:
    """Return the share of tests passed, in [0, 1]; 0 without a test."""
    return sum(verdict.passed for verdict in verdicts) / len(verdicts) if verdicts else 0.0


def stepwise_reward(verdicts: Sequence[Verdict]) -> float:
    """Return CodeRL's reward of a program, from -1 (does not compile) to 1 (passes every test)."""
    outcomes = {verdict.outcome for verdict in verdicts}
    if not outcomes or outcomes & set(NO_PROGRAM):
        return REWARDS["compile"]
    if outcomes == {Outcome.PASS}:
        return REWARDS["pass"]
    return REWARDS["wrong" if outcomes <= {Outcome.PASS, Outcome.WRONG} else "run"]


def mutation_score(verdicts: pd.DataFrame, by: str | None = None) -> float | pd.Series:
    """Return the share of programs that fail some test: of mutants, the share that is killed.

    ``verdicts`` is a table as ``evaluate`` returns it, of mutants of correct programs. With ``by``
    (a column name) there is a score for each of its values, lowest first.
    """
    survived = verdicts.groupby(["problem", "program"])["passed"].all()
    if by is None:
        return float(1 - survived.mean())
    group = verdicts.groupby(["problem", "program"])[by].first()
    return (1 - survived.groupby(group).mean()).rename("mutation_score").sort_values()


def pass_at_k(samples: int, correct: int, k: int) -> float:
    """Return the unbiased estimate of the chance that one of k samples is correct.

    ``1 - C(n - c, k) / C(n, k)``: Chen et al., "Evaluating Large Language Models Trained on Code",
    2021, equation 1. Raises ``ValueError`` unless ``0 <= correct <= samples`` and
    ``1 <= k <= samples``.

    >>> pass_at_k(samples=10, correct=1, k=1)
    0.1
    """
    if not 0 <= correct <= samples or not 1 <= k <= samples:
        raise ValueError(f"pass@{k} of {correct} correct in {samples} samples is not defined")
    return 1 - math.comb(samples - correct, k) / math.comb(samples, k)


def flaky(
    programs: Sequence[Program],
    tests_of: Callable[[Program], Sequence[TestCase]],
    sandbox: Sandbox,
) -> pd.DataFrame:
    """Evaluate twice and return the verdicts that differ, with both outcomes; empty when none does.

    A verdict that differs is reported, never averaged: neither outcome can be trusted.
    """
    first, second = (evaluate(programs, tests_of, sandbox) for _ in range(2))
    table = first.assign(second_outcome=second["outcome"])
    return table[table["outcome"] != table["second_outcome"]]


def load_definitions(path: Path) -> dict[str, TestCase]:
    """Return the user's tests of a ``main_definitions.py``: entry point -> a suite.

    Every top-level function ``check_<entry point>(candidate)`` is a suite of its own, together with
    the file's other top-level statements (imports, constants, functions that checks share), so that
    an edit of one check leaves the identity of the others as it was. The file is parsed, not run.

    Raises ``DefinitionsError`` for a file that is absent, is no Python or has no check.
    """
    source, tree = parsed(path)
    lines = split_lines(source)
    checks = {node.name: node for node in tree.body if is_check(node)}
    if not checks:
        raise DefinitionsError(f"{path} defines no test: write def check_<problem>(candidate): ...")
    for name, check in checks.items():
        if len(check.args.posonlyargs + check.args.args) != 1:
            raise DefinitionsError(
                f"{path}, line {check.lineno}: {name} takes one argument, the candidate"
            )
    shared = shared_statements(tree, [name.removeprefix("check_") for name in checks])
    texts = [text_of(lines, node) for node in shared]
    return {
        name.removeprefix("check_"): suite(name, [*texts, text_of(lines, check)], "definitions")
        for name, check in checks.items()
    }


def load_tests(path: Path, entry_point: str) -> list[TestCase]:
    """Return the tests of a file for one function, as people write them.

    They are its top-level asserts, those in a loop or another block, its check, and its functions
    ``test_...()`` that mention the function. Each has what it needs of the file's other statements.

    Raises ``DefinitionsError`` for a file that cannot be read or tests nothing of the function.
    """
    source, tree = parsed(path)
    lines = split_lines(source)
    shared = shared_statements(tree, [entry_point])
    tests = []
    for node in tree.body:
        setup = [text_of(lines, one) for one in statements.needed(shared, node)]
        name = f"line {node.lineno}"
        if isinstance(node, ast.Assert):
            line, before = ast.unparse(node), "\n".join(setup)
            tests.append(TestCase(name, TestKind.ASSERT, source=line, setup=before))
        elif is_test(node, entry_point):
            call = f"def check_{node.name}(candidate):\n    return {node.name}()"
            tests.append(suite(f"check_{node.name}", [*setup, text_of(lines, node), call]))
        elif statements.asserts(node):
            name = f"check_line_{node.lineno}"
            block = f"def {name}(candidate):\n{textwrap.indent(ast.unparse(node), '    ')}"
            tests.append(suite(name, [*setup, block]))
    if any(is_check(node) for node in tree.body):
        checks = load_definitions(path)
        tests += [checks[entry_point]] if entry_point in checks else []
    if not tests:
        raise DefinitionsError(
            f"{path} has no test of {entry_point}: write assert lines, "
            f"or def check_{entry_point}(candidate): ..."
        )
    return tests


def suite(name: str, parts: Sequence[str], origin: str = "stored") -> TestCase:
    """Return the suite of a function, with the statements before it that it needs."""
    source = "\n\n".join(parts) + "\n"
    return TestCase(name=name, kind=TestKind.SUITE, source=source, origin=origin)


def shared_statements(tree: ast.Module, entry_points: Sequence[str]) -> list[ast.stmt]:
    """Return the statements of a file that are no tests themselves.

    An import of what is tested is left out, for the program under test stands in its place.
    """
    return [
        node
        for node in tree.body
        if not (is_check(node) or statements.asserts(node))
        and not (
            isinstance(node, ast.ImportFrom)
            and any(alias.name in entry_points for alias in node.names)
        )
    ]


def parsed(path: Path) -> tuple[str, ast.Module]:
    """Return the text of a file and its tree; raises ``DefinitionsError`` with file and line."""
    try:
        source = read_source(path)
        return source, ast.parse(source)
    except SourceError as error:
        raise DefinitionsError(str(error)) from None
    except SyntaxError as error:
        raise DefinitionsError(f"{path}, line {error.lineno}: {error.msg}") from None
    except (ValueError, RecursionError, MemoryError) as error:  # null bytes, too deep a nesting
        raise DefinitionsError(f"{path} is not Python ({error}): correct it") from None


def is_check(node: ast.stmt) -> bool:
    """Whether a top-level statement is a check function."""
    return isinstance(node, FUNCTIONS) and node.name.startswith("check_")


def is_test(node: ast.stmt, entry_point: str) -> bool:
    """Whether a top-level statement is a test function, as pytest's are, of a function."""
    return (
        isinstance(node, FUNCTIONS)
        and node.name.startswith("test")
        and not ast.unparse(node.args)
        and entry_point in statements.used(node)
    )


def tests_with_definitions(
    stored: Mapping[str, Sequence[TestCase]], definitions: Mapping[str, TestCase]
) -> Callable[[Program], list[TestCase]]:
    """Return the function that ``evaluate`` asks for a program's tests.

    ``stored`` are the test cases of the database by problem, ``definitions`` the user's by entry
    point: a program is run on both.
    """

    def tests_of(program: Program) -> list[TestCase]:
        own = [definitions[program.entry_point]] if program.entry_point in definitions else []
        return [*stored.get(program.problem, ()), *own]

    return tests_of
