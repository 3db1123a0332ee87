"""Programs and tests as files: what ``repair``, ``mutate`` and ``evaluate`` are given."""

import ast
import json
from pathlib import Path

import typer

from codegarden import evaluation
from codegarden.importers import examples
from codegarden.importers.reading import ImporterError, read_text
from codegarden.program import Program, TestCase
from codegarden.syntax.dependencies import bound
from codegarden.syntax.source import read_source

KINDS = (ast.FunctionDef, ast.AsyncFunctionDef)


def program_in(file: Path, function: str = "", must_parse: bool = True) -> Program:
    """Return the program of a file; its entry point is ``function``, else the file's last one.

    Raises ``DefinitionsError`` for a file that cannot be read, and where it has to, does not parse,
    and ``BadParameter`` for a function that it does not define.
    """
    try:
        source, tree = evaluation.parsed(file)
    except evaluation.DefinitionsError:
        if must_parse or not file.is_file():
            raise
        return Program(read_source(file), function, label=file.name)
    names = [node.name for node in tree.body if isinstance(node, KINDS)]
    if function and function not in bound(tree):
        raise typer.BadParameter(f"{file} defines no {function}")
    return Program(source, function or (names[-1] if names else ""), label=file.name)


def tests_in(file: Path, entry_point: str) -> list[TestCase]:
    """Return the tests of a file: asserts, test or check functions, or JSON as in data/examples.

    Raises ``DefinitionsError`` or ``ImporterError`` for a file without a test of the entry point.
    """
    if file.suffix == ".json":
        return list(examples.problem(file, []).tests)
    return evaluation.load_tests(file, entry_point)


def entry_point_of(tests: Path) -> str:
    """Return the function that a JSON file of tests is for, "" for another kind of file."""
    if tests.suffix != ".json":
        return ""
    try:
        return str(json.loads(read_text(tests)).get("entry_point", ""))
    except (ValueError, AttributeError):
        raise ImporterError("write one JSON object with entry_point and tests", tests) from None
