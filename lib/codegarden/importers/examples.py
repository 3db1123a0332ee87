"""The examples that the project ships: real ``.py`` files, and one file of tests a problem.

``correct/NAME.APPROACH.py``, ``incorrect/NAME.BUG.py`` and ``tests/NAME.json``; anyone's own
problems in the same layout are read as well. The description is the docstring of the entry point,
the same in all programs of a problem.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from codegarden.importers.asserts import arguments
from codegarden.importers.literals import LiteralError, value_of
from codegarden.importers.reading import (
    Bad,
    ImporterError,
    Row,
    attempt,
    flow,
    folder,
    parse_json,
    parse_python,
    read_program,
    read_text,
    stop,
)
from codegarden.program import Problem, Program, TestCase

ORIGIN = "examples"


def read(path: Path, bad: Bad = stop) -> Iterator[Problem]:
    """Yield the problems of a folder, by name.

    Raises ``ImporterError`` that names the file, line and field of what cannot be used.
    """
    folder(path, "correct", "incorrect", "tests")
    files: dict[str, list[Path]] = defaultdict(list)
    for file in sorted(path.glob("*correct/*.py")):
        files[file.name.split(".")[0]].append(file)
    tables = sorted((path / "tests").glob("*.json"))
    for name in sorted(files.keys() - {table.stem for table in tables}):
        bad(ImporterError(f"has no tests: write tests/{name}.json", files[name][0]))
    if not tables:
        raise ImporterError("has no file of tests: write one a problem", path / "tests")
    for table in tables:
        yield from attempt(bad, problem, table, files[table.stem])


def problem(table: Path, files: list[Path]) -> Problem:
    """Return the problem of one file of tests and its programs."""
    text = read_text(table)
    values = parse_json(text, table)
    if not isinstance(values, dict):
        raise ImporterError("write one JSON object with entry_point and tests", table, 1)
    row = Row(str(table), 1, values)
    entry_point = row.field("entry_point", str)
    name = f"{ORIGIN}/{table.stem}"
    programs, descriptions = [], {}
    for file in files:
        source = read_program(file)
        programs.append(
            Program(
                source=source,
                entry_point=entry_point,
                problem=name,
                is_correct=file.parent.name == "correct",
                origin=ORIGIN,
                label=file.name.removesuffix(".py").partition(".")[2].replace("_", " "),
            )
        )
        descriptions[file] = description(source, file, entry_point)
    first = descriptions[files[0]] if files else ""
    for file, text_there in descriptions.items():
        if text_there != first:
            raise ImporterError(
                f"its docstring differs from that of {files[0].name}: make them the same", file
            )
    return Problem(
        name=name,
        description=first,
        entry_point=entry_point,
        programs=tuple(programs),
        tests=tuple(tests(row, text, entry_point)),
        origin=ORIGIN,
        topics=tuple(row.texts("topics", [])),
    )


def description(source: str, file: Path, entry_point: str) -> str:
    """Return the docstring of a program's entry point, on one line."""
    for node in parse_python(source, file).body:
        if isinstance(node, ast.FunctionDef) and node.name == entry_point:
            if docstring := ast.get_docstring(node):
                return flow(docstring)
            raise ImporterError("has no docstring: describe the task in it", file, node.lineno)
    raise ImporterError(f"defines no function {entry_point}: correct one of them", file)


def tests(row: Row, text: str, entry_point: str) -> Iterator[TestCase]:
    """Yield the test cases of a file of tests, whose text serves to name lines."""
    for number, values in enumerate(row.field("tests", list), 1):
        field = f"tests[{number - 1}]"
        if not isinstance(values, dict):
            raise row.error("write an object with call and expected", field)
        if unknown := sorted(values.keys() - {"call", "expected", "tolerance", "note"}):
            raise row.error(f"is unknown: remove it from {field}", unknown[0])
        own = Row(row.file, line_of(text, values.get("call")), values)
        note = own.field("note", str, "")
        yield TestCase(
            name=f"{number}: {note}" if note else str(number),
            args=literal(own, "call", entry_point),
            expected=literal(own, "expected"),
            tolerance=own.field("tolerance", float, 0.0),
        )


def literal(row: Row, field: str, entry_point: str = "") -> Any:
    """Return the value of a field's text, or the arguments of the call that it is."""
    text = row.field(field, str)
    try:
        if not entry_point:
            return value_of(text)
        tree = parse_python(text, row.file, row.line, field)
        return arguments(getattr(tree.body[0], "value", tree), entry_point, {})
    except (LiteralError, IndexError) as error:
        wanted = f"{entry_point}(...) with plain data" if entry_point else "the repr of plain data"
        raise row.error(f"{text[:60]!r}: write {wanted} ({error})", field) from None


def line_of(text: str, call: Any) -> int:
    """Return the number of the line on which a call stands as it was written, else 1."""
    if not isinstance(call, str):
        return 1
    lines = text.split("\n")
    return next((number for number, line in enumerate(lines, 1) if call in line), 1)
