"""MBPP, "Mostly Basic Python Problems" (Austin et al. 2021): original JSON Lines, sanitized array.

The split follows the paper: task ids 1-10 for prompts, 11-510 test, 511-600 validation, 601-974
training. Ten of the 974 reference solutions fail their own asserts; they are kept, for it is
evaluation that tells. The ``challenge_test_list`` is left out, as in the paper's own evaluation.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from codegarden.importers.asserts import arguments, case, loaded
from codegarden.importers.literals import LiteralError, dotted
from codegarden.importers.reading import (
    Bad,
    ImporterError,
    Row,
    attempt,
    flow,
    parse_python,
    read_rows,
    stop,
)
from codegarden.importers.statements import bound
from codegarden.program import Problem, Program, TestCase, TestKind

ORIGIN = "mbpp"
SPLITS = {
    "prompt": range(1, 11),
    "test": range(11, 511),
    "validation": range(511, 601),
    "train": range(601, 975),
}


def read(path: Path, ids: str | None = None, bad: Bad = stop) -> Iterator[Problem]:
    """Yield the problems of an MBPP file, in its order; ``ids`` (as "11-510,601") chooses some.

    Raises ``ImporterError`` that names the file, line and field of what cannot be used, and for
    ``ids`` of which the file has none.
    """
    wanted = parse_ids(ids) if ids else None
    found = False
    for row in read_rows(path, bad):
        for number in attempt(bad, row.field, "task_id", int):
            if wanted is None or any(number in span for span in wanted):
                found = True
                yield from attempt(bad, problem, row, number)
    if not found:
        reason = f"has no task ids {ids}: correct --ids" if ids else "is empty: give another file"
        raise ImporterError(reason, path)


def problem(row: Row, number: int) -> Problem:
    """Return the problem of one row."""
    name = f"{ORIGIN}/{number}"
    source = normalized(row.field("code", str))
    tree = parse_python(source, row.file, row.line, "code")
    given = [*row.texts("test_imports", []), row.field("test_setup_code", str, "")]
    setup = normalized("\n".join(given)).strip()
    lines = [line.strip() for line in row.texts("test_list")]
    if not lines:
        raise row.error("is empty: write at least one assert", "test_list")
    asserts = [parse_assert(line, row, place) for place, line in enumerate(lines)]
    entry_point = called(tree, asserts, row)
    tests = tuple(
        test_case(str(place), line, node, entry_point, setup)
        for place, (line, node) in enumerate(zip(lines, asserts, strict=True), 1)
    )
    program = Program(
        source=source,
        entry_point=entry_point,
        problem=name,
        is_correct=True,
        origin=ORIGIN,
        label="reference",
    )
    return Problem(
        name=name,
        description=flow(row.field("prompt" if "prompt" in row.values else "text", str)),
        entry_point=entry_point,
        programs=(program,),
        tests=tests,
        origin=ORIGIN,
        split=next((split for split, span in SPLITS.items() if number in span), ""),
    )


def parse_ids(text: str) -> list[range]:
    """Return the spans of "11-510,601".

    >>> parse_ids("1-10, 601")
    [range(1, 11), range(601, 602)]
    """
    spans = []
    for part in text.split(","):
        found = re.fullmatch(r"\s*(\d+)\s*(?:-\s*(\d+)\s*)?", part)
        if not found or int(found[2] or found[1]) < int(found[1]):
            raise ImporterError(f"--ids {text!r} is not understood: write it as 11-510 or 3,5,7-9")
        spans.append(range(int(found[1]), int(found[2] or found[1]) + 1))
    return spans


def normalized(code: str) -> str:
    r"""Return a program with ``\n`` line ends, four blanks for a tab of indentation, no blank ends.

    The syntax tree stays as it is: what stands inside of strings is left alone, and so is the
    indentation where blanks would change it.
    """
    code = code.replace("\r\n", "\n").replace("\r", "\n").strip("\n") + "\n"
    lines = (re.sub(r"^[ \t]+", lambda found: found[0].expandtabs(4), s) for s in code.split("\n"))
    tidy = "\n".join(line.rstrip() for line in lines)
    return tidy if same_tree(code, tidy) else code


def same_tree(one: str, other: str) -> bool:
    """Return whether two sources have the same syntax tree; not so where one has none."""
    try:
        return ast.dump(parse_python(one, "")) == ast.dump(parse_python(other, ""))
    except ImporterError:
        return False


def parse_assert(line: str, row: Row, place: int) -> ast.Assert:
    """Return the syntax tree of an assert line."""
    field = f"test_list[{place}]"
    body = parse_python(line, row.file, row.line, field).body
    if len(body) != 1 or not isinstance(body[0], ast.Assert):
        raise row.error("is not one assert: write assert f(...) == ...", field)
    return body[0]


def called(tree: ast.Module, asserts: list[ast.Assert], row: Row) -> str:
    """Return the function of the program that the asserts call."""
    own = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    functions = set().union(*map(bound, own))
    for line in asserts:
        for node in ast.walk(line):
            match node:
                case ast.Call(func=ast.Name(id=name)) if name in functions:
                    return name
    raise row.error("calls no function that the code defines: correct one of them", "test_list[0]")


def test_case(
    name: str, line: str, statement: ast.Assert, entry_point: str, setup: str
) -> TestCase:
    """Return an assert as a call with an expected value where it is one, else as it stands.

    Classes, and objects that a setup makes of them, exist in the sandbox alone: an assert that
    passes them to the program becomes an expression.
    """
    call = case(name, statement.test, entry_point, {})
    if call.kind is TestKind.CALL:
        return call
    if setup or not passes_data(statement, entry_point):
        return case(name, statement.test, entry_point, {}, setup or imports(statement))
    return TestCase(name=name, kind=TestKind.ASSERT, source=line, setup=imports(statement))


def passes_data(statement: ast.Assert, entry_point: str) -> bool:
    """Return whether all calls of the entry point have plain data as their arguments."""
    try:
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and dotted(node.func) == entry_point:
                arguments(node, entry_point, {})
    except LiteralError:
        return False
    return True


def imports(statement: ast.Assert) -> str:
    """Return imports of the standard library's modules whose attributes an assert uses."""
    owners = {
        node.value.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    modules = owners & loaded(statement) & sys.stdlib_module_names
    return "\n".join(f"import {module}" for module in sorted(modules))
