"""Tests as people write them in a file of Python: checks, test functions, assert lines.

A file is parsed and never run here.
"""

import ast
import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from codegarden.program import Program, TestCase, TestKind
from codegarden.syntax import dependencies
from codegarden.syntax.source import SourceError, read_source, split_lines, text_of

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class DefinitionsError(ValueError):
    """A file of test definitions that cannot be used; the message names file, line and remedy."""


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
        setup = [text_of(lines, one) for one in dependencies.needed(shared, node)]
        name = f"line {node.lineno}"
        if isinstance(node, ast.Assert):
            line, before = ast.unparse(node), "\n".join(setup)
            tests.append(TestCase(name, TestKind.ASSERT, source=line, setup=before))
        elif is_test(node, entry_point):
            call = f"def check_{node.name}(candidate):\n    return {node.name}()"
            tests.append(suite(f"check_{node.name}", [*setup, text_of(lines, node), call]))
        elif dependencies.asserts(node):
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
        if not (is_check(node) or dependencies.asserts(node))
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
        and entry_point in dependencies.used(node)
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
