"""One asserted condition -> one test case that is compared outside the sandbox.

``f([3, 1]) == [1, 3]`` is a call with literal arguments; ``list(f(2)) == [1, 2]`` an expression
with an expected value; ``abs(f(2) - 1.41) <= 0.1`` and ``f(2) == pytest.approx(1.41)`` a call with
a tolerance; any other condition ``c`` the expression ``bool(c)``, expected to be True.
"""

import ast
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from codegarden.importers.literals import (
    LiteralError,
    Names,
    evaluate,
    is_plain,
    plain,
)
from codegarden.plain import to_text
from codegarden.program import TestCase, TestKind


@dataclass(frozen=True)
class Approx:
    """What ``pytest.approx(expected, rel=..., abs=...)`` stands for in an assert."""

    expected: Any
    rel: float | None = None
    abs: float | None = None

    @property
    def tolerance(self) -> float:
        """The larger of the two tolerances; pytest's 1e-6 where neither is given."""
        given = [value for value in (self.rel, self.abs) if value is not None]
        return float(max(given, default=1e-6))


def case(name: str, condition: ast.expr, entry_point: str, names: Names, setup="") -> TestCase:
    """Return the test case of an asserted condition.

    ``names`` are names whose values are known (``literals.evaluate`` reads them), ``setup`` is what
    runs before; with a setup there is no ``CALL``, for its arguments may be more than data.
    """
    actual, expected, tolerance = sides(condition, entry_point, names)
    test = TestCase(name=name, expected=expected, tolerance=tolerance)
    if not setup:
        try:
            return replace(test, args=arguments(actual, entry_point, names))
        except LiteralError:
            pass  # it is an expression
    source = ast.unparse(Known(names, actual).visit(deepcopy(actual)))
    return replace(test, kind=TestKind.EXPRESSION, source=source, setup=setup)


def sides(condition: ast.expr, entry_point: str, names: Names) -> tuple[ast.expr, Any, float]:
    """Return what the program computes, the expected value, and the tolerance."""
    try:
        match condition:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return truth(operand), False, 0.0
            case ast.Compare(
                left=ast.Call(
                    func=ast.Name(id="abs"),
                    args=[ast.BinOp(left=one, op=ast.Sub(), right=other)],
                ),
                ops=[ast.Lt() | ast.LtE()],
                comparators=[epsilon],
            ):
                actual, value = in_order(one, other, entry_point)
                return actual, plain(evaluate(value, names)), float(evaluate(epsilon, names))
            case ast.Compare(left=one, ops=[ast.Eq()], comparators=[other]):
                actual, value = in_order(one, other, entry_point)
                expected = evaluate(value, names)
                if isinstance(expected, Approx):
                    return actual, plain(expected.expected), expected.tolerance
                return actual, plain(expected), 0.0
    except LiteralError:
        pass  # compared in the sandbox, then
    return truth(condition), True, 0.0


def in_order(one: ast.expr, other: ast.expr, entry_point: str) -> tuple[ast.expr, ast.expr]:
    """Return the side that calls the program first."""
    if mentions(other, entry_point) and not mentions(one, entry_point):
        return other, one
    return one, other


def arguments(node: ast.expr, entry_point: str, names: Names) -> tuple[Any, ...]:
    """Return the arguments of a direct call of the entry point, all of them plain data.

    Raises ``LiteralError`` for anything else.
    """
    match node:
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name == entry_point:
            return plain(evaluate(ast.Tuple(elts=args, ctx=ast.Load()), names))
    raise LiteralError("not a call of the entry point with positional arguments")


def truth(node: ast.expr) -> ast.expr:
    """Return the expression ``bool(node)``."""
    return ast.Call(func=ast.Name(id="bool", ctx=ast.Load()), args=[node], keywords=[])


def mentions(node: ast.AST, name: str) -> bool:
    """Return whether a name is read anywhere in a piece of syntax tree."""
    return name in loaded(node)


def loaded(node: ast.AST) -> set[str]:
    """Return the names that a piece of syntax tree reads."""
    return {
        inner.id
        for inner in ast.walk(node)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load)
    }


class Known(ast.NodeTransformer):
    """Write the known plain values in the place of their names: ``f(*row)`` -> ``f(1, [2])``."""

    def __init__(self, names: Names, scope: ast.expr):
        stored = {
            node.id
            for node in ast.walk(scope)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        self.names = {
            name: value for name, value in names.items() if name not in stored and is_plain(value)
        }

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Return the value of a known name as a piece of syntax tree."""
        if node.id not in self.names:
            return node
        return ast.parse(to_text(self.names[node.id]), mode="eval").body

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Spread ``*[1, 2]`` into the call's arguments."""
        self.generic_visit(node)
        args: list[ast.expr] = []
        for arg in node.args:
            match arg:
                case ast.Starred(value=ast.List(elts=items) | ast.Tuple(elts=items)):
                    args.extend(items)
                case _:
                    args.append(arg)
        node.args = args
        return node
