"""Records <-> rows of the tables, and the checks that keep what is stored what was given.

Nothing here talks to a database.
"""

import ast
import json
import math
import re
import warnings
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, String, Table

from codegarden.plain import PlainDataError, from_text, to_text
from codegarden.program import (
    Outcome,
    Problem,
    Program,
    TestCase,
    TestKind,
    Verdict,
)
from codegarden.store.errors import StoreError


def checked(table: Table, row: dict[str, Any], what: str) -> dict[str, Any]:
    """Return the row, if both engines give it back as it is.

    NaN and infinite numbers, which MySQL lacks, become None where the column allows it. Raises
    ``StoreError`` that begins with ``what`` for text with lone surrogates (it is no UTF-8, so it
    cannot be a program either), text longer than its column, and numbers that do not fit.
    """
    fitted = dict(row)
    for name, value in row.items():
        column = table.columns[name]
        problem = None
        if isinstance(value, str):
            problem = _text_problem(value, column.type)
        elif isinstance(value, float) and not math.isfinite(value):
            fitted[name] = None
            problem = None if column.nullable else f"is {value}: store a finite number"
        elif type(value) is int and abs(value) >= 2**63:
            problem = "does not fit into 64 bits"
        if problem:
            raise StoreError(f"{what}: {name} {problem}")
    return fitted


def _text_problem(text: str, kind: Any) -> str | None:
    if type(kind) is String and len(text) > kind.length:
        return f"has {len(text)} characters: shorten it to {kind.length}"
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return (
            f"holds a lone surrogate {text[error.start]!r} at character {error.start}: it is no "
            "Unicode text, read the file with its right encoding"
        )
    return None


def checked_name(name: str, what: str) -> str:
    """Return the name, if MySQL tells it from every other name.

    Raises ``StoreError`` for a space at its end, which comparisons of text keys pass over.
    """
    if name != name.rstrip():
        raise StoreError(f"{what}: the name ends in a space: remove it")
    return name


def problem_row(problem: Problem) -> dict[str, Any]:
    """Return the row of a problem, without its programs and tests."""
    return {
        "name": checked_name(problem.name, f"problem {problem.name!r}"),
        "description": problem.description,
        "entry_point": problem.entry_point,
        "origin": problem.origin,
        "split": problem.split,
        "topics": json.dumps(problem.topics),
    }


def program_row(program: Program) -> dict[str, Any]:
    """Return the row of a program, without its problem."""
    return {
        "code": program.source,
        "is_correct": program.is_correct,
        "entry_point": program.entry_point,
        "origin": program.origin,
        "operator": program.operator,
        "label": program.label,
        "parents": " ".join(program.parents),
        "sha256": program.sha256,
    }


def read_program(row: Row, problem: str) -> Program:
    """Return the program of a row of ``code_examples``."""
    return Program(
        source=row.code,
        entry_point=row.entry_point,
        problem=problem,
        is_correct=row.is_correct,
        origin=row.origin,
        operator=row.operator,
        parents=tuple(row.parents.split()),
        label=row.label,
    )


def test_row(test: TestCase, position: int, what: str) -> dict[str, Any]:
    """Return the row of a test case, without its problem.

    Raises ``StoreError`` for arguments or an expected value that are not plain data.
    """
    try:
        return {
            "position": position,
            "name": test.name,
            "kind": test.kind.value,
            "arguments": to_text(tuple(test.args)),
            "expected": to_text(test.expected),
            "source": test.source,
            "setup": test.setup,
            "tolerance": float(test.tolerance),
            "origin": test.origin,
            "sha256": identity(test),
        }
    except (PlainDataError, StoreError) as error:
        raise StoreError(f"{what}: test {test.name!r}: {error}") from None


def identity(test: TestCase) -> str:
    """Return the SHA-256, in hexadecimal, of what a test tests; its name does not count.

    Raises ``StoreError`` for arguments or an expected value that are not plain data.
    """
    try:
        return test.sha256
    except PlainDataError as error:
        raise StoreError(str(error)) from None


def read_test(row: Row) -> TestCase:
    """Return the test case of a row of ``test_cases``."""
    try:
        arguments, expected = from_text(row.arguments), from_text(row.expected)
    except PlainDataError as error:
        raise StoreError(f"test_cases, id {row.id}: {error}: import the problem again") from None
    return TestCase(
        name=row.name,
        kind=TestKind(row.kind),
        args=arguments,
        expected=expected,
        source=row.source,
        setup=row.setup,
        tolerance=row.tolerance,
        origin=row.origin,
    )


def verdict_row(verdict: Verdict, test: TestCase, run: str) -> dict[str, Any]:
    """Return the row of a verdict, without its program.

    What a program printed or raised may hold lone surrogates; they are kept as escapes.
    """
    return {
        "test": verdict.test,
        "test_sha256": identity(test),
        "outcome": verdict.outcome.value,
        "message": _escaped(verdict.message),
        "cpu_s": float(verdict.cpu_s),
        "returned": _escaped(verdict.returned),
        "stdout": _escaped(verdict.stdout),
        "run": run,
    }


def _escaped(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def read_verdict(row: Row, test: str) -> Verdict:
    """Return the verdict of a row of ``verdicts``, under the test's present name."""
    return Verdict(test, Outcome(row.outcome), row.cpu_s, row.message, row.returned, row.stdout)


def example_program(
    row: Mapping[str, Any], number: int, entry_points: Mapping[str, str]
) -> Program:
    """Return the program of a row of the user's own query; ``number`` counts from 1.

    ``entry_points`` are those of the problems that are stored. Raises ``StoreError`` that names
    the row for a ``code`` or ``is_correct`` that cannot be read.
    """
    where = f"row {number}"
    code = example_code(row, where)
    problem = str(row.get("problem") or "")
    entry_point = row.get("entry_point") or entry_points.get(problem) or last_function(code)
    return Program(
        source=code,
        entry_point=entry_point,
        # functions of one name are programs for one problem, as far as anybody knows
        problem=problem or f"query/{entry_point}",
        is_correct=_truth(row.get("is_correct"), where),
        origin=str(row.get("origin") or "query"),
        label=str(row.get("label") or ""),
    )


def example_code(row: Mapping[str, Any], where: str) -> str:
    """Return the code of a row, which ``where`` names; raise ``StoreError`` if it is no text."""
    code = row["code"]
    if isinstance(code, bytes | bytearray | memoryview):
        try:
            return bytes(code).decode()
        except UnicodeDecodeError as error:
            raise StoreError(f"{where}: code is not UTF-8 at byte {error.start}") from None
    if not isinstance(code, str):
        kind = "NULL" if code is None else type(code).__name__
        raise StoreError(f"{where}: code is {kind}, not text: leave such rows out with WHERE")
    return code


def require_python(code: str, where: str) -> None:
    """Raise ``StoreError`` for code, of the row that ``where`` names, that does not compile."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what its author wrote
            compile(code, "<row>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        line = getattr(error, "lineno", None) or 1
        reason = getattr(error, "msg", None) or str(error)
        raise StoreError(f"{where}: code is not Python at line {line}: {reason}") from None


def _truth(value: Any, where: str) -> bool | None:
    if value is None:
        return None
    text = str(value).strip().lower()
    if text in ("1", "true", "t", "yes", "y"):
        return True
    if text in ("0", "false", "f", "no", "n"):
        return False
    raise StoreError(f"{where}: is_correct is {value!r}: give 1, 0 or NULL")


def last_function(code: str) -> str:
    """Return the name of the last function at the top level, "" where there is none.

    Code that Python cannot parse is searched by its lines.

    >>> last_function("def add(a, b): return a + b")
    'add'
    """
    try:
        body = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        names = re.findall(r"^(?:async\s+)?def\s+(\w+)", code, re.MULTILINE)
    else:
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        names = [node.name for node in body if isinstance(node, functions)]
    return names[-1] if names else ""


def to_json(value: Any) -> str:
    """Return JSON text, in which surrogates are escapes and numbers of NumPy plain ones."""

    def plain(number: Any) -> Any:
        if hasattr(number, "item"):
            return number.item()
        raise StoreError(f"a {type(number).__name__} cannot be stored as JSON: convert it first")

    return json.dumps(value, default=plain)
