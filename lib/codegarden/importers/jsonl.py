"""Problems as JSON Lines, written and read back exactly: the project's own exchange format.

One problem a line, with the fields of the records in ``codegarden.program``. Arguments and expected
values are texts of Python expressions, because JSON knows no tuples, sets, bytes or NaN.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from codegarden.files import replaced
from codegarden.importers.reading import Bad, ImporterError, Row, attempt, read_rows, stop
from codegarden.plain import PlainDataError, from_text, to_text
from codegarden.program import Problem, Program, TestCase, TestKind


def write(problems: Iterable[Problem], path: Path) -> int:
    """Write problems to a file, which appears only when all are there; return their number.

    Raises ``ImporterError`` for a value that is not plain data, and if the file cannot be written.
    """
    count = 0
    try:
        with replaced(path) as new, new.open("w", encoding="ascii", newline="\n") as file:
            for problem in problems:
                file.write(json.dumps(to_values(problem)) + "\n")
                count += 1
    except OSError as error:
        raise ImporterError(f"cannot be written ({error.strerror}): correct it", path) from None
    return count


def read(path: Path, bad: Bad = stop) -> Iterator[Problem]:
    """Yield the problems of a file.

    Raises ``ImporterError`` that names the file, line and field of what cannot be used.
    """
    for row in read_rows(path, bad):
        yield from attempt(bad, to_problem, row)


def to_problem(row: Row) -> Problem:
    """Return the problem of one object."""
    return Problem(
        name=row.field("name", str),
        description=row.field("description", str),
        entry_point=row.field("entry_point", str),
        programs=tuple(map(to_program, inner(row, "programs"))),
        tests=tuple(map(to_test, inner(row, "tests"))),
        origin=row.field("origin", str, ""),
        split=row.field("split", str, ""),
        topics=tuple(row.texts("topics", [])),
    )


def to_values(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON values."""
    values = asdict(problem)
    try:
        values["tests"] = [
            asdict(test) | {"args": to_text(test.args), "expected": to_text(test.expected)}
            for test in problem.tests
        ]
    except PlainDataError as error:
        raise ImporterError(f"problem {problem.name} cannot be written: {error}") from None
    return values


def inner(row: Row, field: str) -> Iterator[Row]:
    """Yield the objects in a field."""
    for values in row.field(field, list, []):
        if not isinstance(values, dict):
            raise row.error("write a list of objects", field)
        yield Row(row.file, row.line, values)


def to_program(row: Row) -> Program:
    """Return the program of one object."""
    is_correct = row.values.get("is_correct")
    if is_correct not in (True, False, None):
        raise row.error("write true, false or null", "is_correct")
    return Program(
        source=row.field("source", str),
        entry_point=row.field("entry_point", str),
        problem=row.field("problem", str, ""),
        is_correct=is_correct,
        origin=row.field("origin", str, ""),
        operator=row.field("operator", str, ""),
        parents=tuple(row.texts("parents", [])),
        label=row.field("label", str, ""),
    )


def to_test(row: Row) -> TestCase:
    """Return the test case of one object."""
    kind = row.field("kind", str, TestKind.CALL)
    if kind not in set(TestKind):
        raise row.error(f"{kind!r}: write one of {', '.join(TestKind)}", "kind")
    args = value(row, "args", "()")
    if not isinstance(args, tuple):
        raise row.error("write the text of a tuple", "args")
    return TestCase(
        name=row.field("name", str),
        kind=TestKind(kind),
        args=args,
        expected=value(row, "expected", "None"),
        source=row.field("source", str, ""),
        setup=row.field("setup", str, ""),
        tolerance=row.field("tolerance", float, 0.0),
        origin=row.field("origin", str, "stored"),
    )


def value(row: Row, field: str, default: str) -> Any:
    """Return the plain data whose text a field holds."""
    try:
        return from_text(row.field(field, str, default))
    except PlainDataError as error:
        raise row.error(f"{error}: write the repr of plain data", field) from None
