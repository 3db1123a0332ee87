"""QuixBugs (Lin et al. 2017) in its original layout: one-line bugs, twins and tests.

``python_programs/NAME.py`` is the incorrect program, ``correct_python_programs/NAME.py`` its
correct twin. ``json_testcases/NAME.json`` holds one ``[arguments, expected]`` a line; how it is
compared (generators are listed, floats have a tolerance, lists become tuples) is told by
``python_testcases/test_NAME.py``, which is read for it, and which alone holds the tests of programs
that take objects. Rows that the test file skips as slow are left out.

The string at the end of a program names the algorithm and shows examples: it becomes the problem's
description and is taken out of the programs.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from codegarden.importers.asserts import case
from codegarden.importers.reading import (
    Bad,
    ImporterError,
    attempt,
    flow,
    folder,
    parse_json,
    parse_python,
    read_lines,
    read_program,
    stop,
)
from codegarden.importers.unrolled import unroll
from codegarden.program import Problem, Program, TestCase

ORIGIN = "quixbugs"
# the whole of it is a benchmark: never train on it
SPLIT = "test"
# before a line such as "Input:", with which the sections of a description begin
BEFORE_SECTION = re.compile(r"\n(?=[A-Z]\w*(?:\(s\))?:[ \t]*(?:\n|$))")


def read(path: Path, bad: Bad = stop) -> Iterator[Problem]:
    """Yield the problems of a QuixBugs folder, each with an incorrect and a correct program.

    Raises ``ImporterError`` that names the file and line of what cannot be used.
    """
    folder(path, "python_programs", "correct_python_programs")
    found = False
    for file in sorted((path / "python_programs").glob("*.py")):
        for source in attempt(bad, read_program, file):
            for tree in attempt(bad, parse_python, source, file):
                if defines(tree, file.stem):  # no class that programs share, and no test
                    found = True
                    yield from attempt(bad, problem, path, file.stem, source, tree)
    if not found:
        raise ImporterError(
            "has no program NAME.py with a function NAME: give the folder of the original layout",
            path / "python_programs",
        )


def problem(path: Path, name: str, source: str, tree: ast.Module) -> Problem:
    """Return one problem of the folder ``path``."""
    twin = path / "correct_python_programs" / f"{name}.py"
    correct = read_program(twin)
    correct_tree = parse_python(correct, twin)
    if not defines(correct_tree, name):
        raise ImporterError(f"defines no function {name}: correct it", twin)
    full_name = f"{ORIGIN}/{name}"
    programs = tuple(
        Program(
            source=without_strings(text, parsed),
            entry_point=name,
            problem=full_name,
            is_correct=is_correct,
            origin=ORIGIN,
            label="correct" if is_correct else "one-line bug",
        )
        for text, parsed, is_correct in ((source, tree, False), (correct, correct_tree, True))
    )
    return Problem(
        name=full_name,
        description=description(tree, name),
        entry_point=name,
        programs=programs,
        tests=tuple(tests(path, name)),
        origin=ORIGIN,
        split=SPLIT,
    )


def tests(path: Path, name: str) -> Iterator[TestCase]:
    """Yield the test cases of one program."""
    table = path / "json_testcases" / f"{name}.json"
    file = path / "python_testcases" / f"test_{name}.py"
    if file.is_file():
        modules = {
            beside.stem: read_program(beside)
            for beside in sorted(file.parent.glob("*.py"))
            if beside.stem != "load_testdata" and not beside.stem.startswith("test_")
        }
        rows = list(json_rows(table)) if table.is_file() else []
        known = {"load_json_testcases": lambda _: rows, f"{name}.__name__": name}
        yield from unroll(read_program(file), name, file, known, modules)
    elif table.is_file():
        direct = ast.parse(f"{name}(*arguments) == expected", mode="eval").body
        for number, (arguments, expected) in enumerate(json_rows(table), 1):
            known = {"arguments": arguments, "expected": expected}
            yield case(str(number), direct, name, known)
    else:
        raise ImporterError("has no tests: add this file or its python_testcases", table)


def json_rows(path: Path) -> Iterator[list[Any]]:
    """Yield the ``[arguments, expected]`` of a file of test cases."""
    for number, line in read_lines(path):
        if not line.strip():
            continue
        row = parse_json(line, path, number)
        if not isinstance(row, list) or len(row) != 2:
            raise ImporterError("write [[argument, ...], expected]", path, number)
        arguments, expected = row
        yield [arguments if isinstance(arguments, list) else [arguments], expected]


def defines(tree: ast.Module, name: str) -> bool:
    """Return whether a module has a function of this name."""
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in tree.body)


def without_strings(source: str, tree: ast.Module) -> str:
    """Return a module's text without the strings that stand between its statements."""
    lines = source.split("\n")
    for node in tree.body:
        if is_string(node):
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    return "\n".join(lines).strip("\n") + "\n"


def is_string(node: ast.stmt) -> bool:
    """Return whether a statement is nothing but a string."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def description(tree: ast.Module, name: str) -> str:
    """Return a program's title, what is said of it, and its output, on one line.

    The line under the title is left out: it is the title again, as a file's name.
    """
    text = next((node.value.value for node in reversed(tree.body) if is_string(node)), "")
    head, *sections = BEFORE_SECTION.split(text.strip())
    title, *said = (flow(part) for part in re.split(r"\n\s*\n", head))
    title = flow(head.split("\n")[0]) or name.replace("_", " ")
    output = next((flow(s) for s in sections if s.startswith("Output:")), "")
    parts = (part.rstrip(".") for part in (title, *said, output) if part)
    return ". ".join(parts) + "."
