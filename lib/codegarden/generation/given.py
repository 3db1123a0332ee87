"""The tests that a user gives: read, bounded, judged as they stand, and as rows for a search."""

import ast
import builtins
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from codegarden.generation.header import Header
from codegarden.program import TestCase, TestKind
from codegarden.sandbox import wire
from codegarden.synthesis.examples import TestTextError, as_test, calls_of

# Python's parser takes about 300 bytes for a character of a list of numbers: 30 MB for such a test
LONGEST, LONGEST_ALL = 100_000, 1_000_000
FORM = "write f(1) == 2"


class BudgetError(ValueError):
    """A time to search that there is none of; the message shows it."""


def checked_seconds(seconds: float) -> float:
    """Return the seconds; raise ``BudgetError`` for what is no number above 0."""
    if not (isinstance(seconds, int | float) and 0 < seconds < math.inf):
        raise BudgetError(f"seconds is {seconds!r}: give a number above 0")
    return seconds


def tests_in(text: str) -> list[str]:
    """Return the tests of a text: one a line, or several in a line with semicolons between them.

    >>> tests_in("f('a;b') == 3; f('') == 0")
    ["f('a;b') == 3", "f('') == 0"]

    Raises ``TestTextError`` that names the line for what is not Python.
    """
    if len(text) > LONGEST_ALL:
        raise TestTextError(f"the tests have over {LONGEST_ALL:,} characters: give fewer")
    try:
        body = ast.parse(text).body
    except SyntaxError as error:
        lines = text.split("\n")
        line = lines[error.lineno - 1] if 0 < (error.lineno or 0) <= len(lines) else ""
        raise TestTextError(f"line {error.lineno}, {line[:60]!r}: {error.msg}; {FORM}") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise TestTextError(f"the tests are not Python ({reason(error)}); {FORM}") from None
    return [ast.get_source_segment(text, statement) for statement in body]


def given_tests(tests: Sequence[TestCase | str | tuple] | str) -> list[TestCase]:
    """Return the test cases for what a user may write as tests.

    Raises ``TestTextError`` for a test that cannot be read, is too long, or tests nothing.
    """
    if isinstance(tests, str):
        tests = tests_in(tests)
    found, length = [], 0
    for number, test in enumerate(tests, 1):
        length += length_of(test, number)
        if length > LONGEST_ALL:
            raise TestTextError(f"the tests have over {LONGEST_ALL:,} characters: give fewer")
        found.append(checked(test, number) if isinstance(test, str) else as_test(test, number))
    return found


def length_of(test: Any, number: int) -> int:
    """Return how many characters a test has.

    Raises ``TestTextError`` for too many, and for values that the sandbox cannot be sent.
    """
    try:
        length = len(test) if isinstance(test, str) else len(repr(test))
        if length <= LONGEST and not isinstance(test, str):
            wire.pack(tuple(vars(test).values()) if isinstance(test, TestCase) else test)
    except (ValueError, RecursionError) as error:  # as of a number of over 4,300 digits
        raise TestTextError(f"test {number} has {reason(error)}: give plain data") from None
    if length > LONGEST:
        raise TestTextError(f"test {number} has {length:,} characters: give {LONGEST:,} at most")
    return length


def checked(line: str, number: int) -> TestCase:
    """Return the test of a line that compares what a function of the user's own returns."""
    try:
        line.encode()
        test = as_test(line, number)
        tree = ast.parse(test.source)
    except TestTextError:
        raise
    except (ValueError, RecursionError, MemoryError) as error:
        said = f"test {number}, {line[:60]!r}: {reason(error)}; {FORM}"
        raise TestTextError(said) from None
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    if not any(is_own(name) for name in names):
        raise TestTextError(f"test {number}, {line[:60]!r}: calls no function; {FORM}")
    compares = any(isinstance(n, ast.Compare | ast.Not) for n in ast.walk(tree))
    if not compares and not line.lstrip().startswith("assert "):
        said = f"test {number}, {line[:60]!r}: compares nothing; {FORM}, or assert f(1) for true"
        raise TestTextError(said)
    return test


def reason(error: Exception) -> str:
    """Return why a text cannot be read, in a few words."""
    if isinstance(error, UnicodeError):
        return f"it holds half a surrogate pair, {error.object[error.start : error.end]!r}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)[:80]


def is_own(name: str) -> bool:
    """Return whether a name is neither Python's nor a module of its library."""
    return not hasattr(builtins, name) and name not in sys.stdlib_module_names


def called_in(tests: Sequence[TestCase]) -> Header | None:
    """Return the function that tests call, with what a call tells of it: method, async.

    >>> called_in([as_test("Solution().twice(2) == 4", 1)])
    Header(name='twice', text='', owner='Solution', is_async=False)
    """
    for test in tests:
        try:
            nodes = list(ast.walk(ast.parse(test.source)))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        awaited = any(isinstance(n, ast.Await) or is_run(n) for n in nodes)
        for node in nodes:
            owner = owner_of(node)
            if owner:
                return Header(node.func.attr, "", owner, awaited)
            if isinstance(node, ast.Call) and is_own(getattr(node.func, "id", "int")):
                return Header(node.func.id, "", "", awaited)
    return None


def owner_of(node: ast.AST) -> str:
    """Return the class of a call ``Class().method(...)``, "" for any other node."""
    made = getattr(getattr(node, "func", None), "value", None)
    name = getattr(getattr(made, "func", None), "id", "") if isinstance(made, ast.Call) else ""
    return name if name and is_own(name) else ""


def is_run(node: ast.AST) -> bool:
    """Return whether a node is a call ``asyncio.run(...)``."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "asyncio.run"


class Calls(ast.NodeTransformer):
    """Writes the calls of one function anew, each as ``write`` says for its row of values."""

    def __init__(self, header: Header, write: Any):
        self.header, self.write = header, write

    def visit_Await(self, node: ast.Await) -> ast.AST:
        """Leave the waiting to ``write``."""
        return self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Write a call of the function with its row; a run of one is that call."""
        if is_run(node) and node.args:
            return self.visit(node.args[0])
        name = getattr(node.func, "id", "") or (owner_of(node) and node.func.attr)
        if name != self.header.name:
            return self.generic_visit(node)
        args = tuple(map(ast.literal_eval, node.args))
        keywords = {k.arg: ast.literal_eval(k.value) for k in node.keywords}
        row = self.header.row(args, keywords)
        return node if row is None else ast.parse(self.write(row), mode="eval").body


@dataclass(frozen=True)
class Given:
    """Tests for one header: ``tests`` as they are judged, ``pairs`` of rows and results to find.

    A row has a value for every parameter.
    """

    tests: list[TestCase]
    pairs: list[tuple[tuple, Any]]


def given_for(header: Header, tests: Sequence[TestCase]) -> Given:
    """Return tests for the function of a header."""
    rows = [as_row(header, test) for test in tests]
    _, pairs = calls_of(rows)
    return Given([as_judged(header, test) for test in tests], pairs)


def as_row(header: Header, test: TestCase) -> TestCase:
    """Return a test with a value for every parameter; as it is where its calls are not so plain."""
    if test.kind is TestKind.CALL:
        return replace(test, args=row_of(header, test) or test.args)
    plain = Header(header.name)
    return rewritten(test, Calls(header, plain.call))


def row_of(header: Header, test: TestCase) -> tuple | None:
    """Return the values of all parameters for a call, None for one that does not fit the header."""
    row = header.row(test.args, {})
    if row is None and len(test.args) == len(header.searched):
        return test.args  # a pair may give what goes by keyword in its place
    return row


def as_judged(header: Header, test: TestCase) -> TestCase:
    """Return a test as the sandbox runs it: a method is called on an object, a coroutine run."""
    if test.kind is TestKind.CALL:
        row = row_of(header, test)
        if header.is_plain and (row is None or header.row(test.args, {}) is not None):
            return test
        source = header.call(row) if row else replace(header, text="").call(test.args)
        return replace(test, kind=TestKind.EXPRESSION, source=source, setup=SETUP)
    if header.is_plain or test.kind is not TestKind.ASSERT:
        return test
    source = rewritten(test, Calls(header, header.call)).source
    try:
        compared = ast.parse(source).body[0].test
    except (SyntaxError, ValueError, LookupError, AttributeError, RecursionError, MemoryError):
        return test  # the sandbox says what is wrong with it
    try:
        [equals], [right] = compared.ops, compared.comparators
        left, expected = ast.unparse(compared.left), ast.literal_eval(right)
        assert isinstance(equals, ast.Eq)
    except (AttributeError, ValueError, AssertionError):
        left, expected = f"bool({ast.unparse(compared)})", True
    return replace(test, kind=TestKind.EXPRESSION, source=left, expected=expected, setup=SETUP)


SETUP = "import asyncio"


def rewritten(test: TestCase, calls: Calls) -> TestCase:
    """Return a test with its calls written anew; as it is where one has no plain arguments."""
    try:
        tree = calls.visit(ast.parse(test.source))
        return replace(test, source=ast.unparse(ast.fix_missing_locations(tree)))
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return test
