"""Test cases as inputs and expected outputs, for a search that needs values.

The verdict on a candidate never comes from here: the sandbox judges the tests as they were given.
"""

import ast
from collections.abc import Sequence
from typing import Any

from codegarden.program import TestCase, TestKind

COMPARED_AS = (
    "set",
    "sorted",
    "tuple",
    "list",
    "str",
    "int",
    "float",
    "round",
    "abs",
    "dict",
    "bool",
)


class TestTextError(ValueError):
    """A test that cannot be read; the message shows it and the forms that can."""

    __test__ = False


def as_test(test: TestCase | str | tuple[Sequence[Any], Any], number: int) -> TestCase:
    """Return a test case for what a user may write as one.

    A ``TestCase``; a line ``assert f(1) == 2`` or ``f(1) == 2``; or a pair of arguments and result.
    Raises ``TestTextError`` for anything else.
    """
    if isinstance(test, TestCase):
        return test
    if isinstance(test, str):
        line = test.strip()
        line = line if line.startswith("assert ") else f"assert {line}"
        try:
            body = ast.parse(line).body
        except SyntaxError as error:
            raise TestTextError(
                f"test {number}, {test[:60]!r}: {error.msg}; write f(1) == 2"
            ) from None
        if len(body) != 1 or not isinstance(body[0], ast.Assert):
            raise TestTextError(f"test {number}, {test[:60]!r}: write one test as f(1) == 2")
        return TestCase(str(number), TestKind.ASSERT, source=line)
    try:
        args, expected = test
        return TestCase(str(number), args=tuple(args), expected=expected)
    except (TypeError, ValueError):
        raise TestTextError(
            f"test {number}, {test!r:.60}: write f(1) == 2, or a pair of arguments and result"
        ) from None


def call_of(test: TestCase) -> tuple[str, tuple, Any] | None:
    """Return a test's function, arguments and expected result; None where it is not of that form.

    >>> call_of(TestCase("1", TestKind.ASSERT, source="assert set(f([1, 2])) == {1, 2}"))
    ('f', ([1, 2],), {1, 2})
    """
    if test.kind is TestKind.CALL:
        return "", test.args, test.expected
    try:
        if test.kind is TestKind.EXPRESSION and not test.setup:
            node, expected = ast.parse(test.source, mode="eval").body, test.expected
        elif test.kind is TestKind.ASSERT:
            node, expected = _sides(ast.parse(test.source.strip()).body[0].test)
        else:
            return None
        while node.func.id in COMPARED_AS and isinstance(node.args[0], ast.Call):
            node = node.args[0]
        return node.func.id, tuple(map(ast.literal_eval, node.args)), expected
    except (AttributeError, IndexError, SyntaxError, ValueError, TypeError, MemoryError):
        return None


def _sides(node: ast.expr) -> tuple[ast.Call, Any]:
    """Return the call and the expected value of an asserted expression."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand, False
    if isinstance(node, ast.Call):
        if getattr(node.func, "attr", "") == "isclose":
            return node.args[0], ast.literal_eval(node.args[1])
        return node, True
    left, right = node.left, node.comparators[0]
    if not isinstance(node.ops[0], ast.Eq | ast.Is):
        raise ValueError("not an equality")
    if not isinstance(left, ast.Call):
        left, right = right, left
    if isinstance(right, ast.Call) and getattr(right.func, "id", "") in COMPARED_AS:
        right = right.args[0]
    return left, ast.literal_eval(right)


def calls_of(tests: Sequence[TestCase]) -> tuple[str, list[tuple[tuple, Any]]]:
    """Return the function that the tests call, and arguments and result of each readable test."""
    found = [call for test in tests if (call := call_of(test)) is not None]
    name = next((call[0] for call in found if call[0]), "") or _called(tests)
    pairs = [call[1:] for call in found]
    arity = max((len(args) for args, _ in pairs), default=0)
    return name, [pair for pair in pairs if len(pair[0]) == arity]


def _called(tests: Sequence[TestCase]) -> str:
    """Return the first name that the asserts call and that Python does not know."""
    import builtins

    for test in tests:
        try:
            tree = ast.parse(test.source)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if name and not hasattr(builtins, name):
                return name
    return ""
