"""Operators on boundaries: off by one, the ends of ranges, clamps."""

import ast
from collections.abc import Iterator

from codegarden.mutation.operator import Change, Example, Operator, Subject
from codegarden.syntax.precedence import fill

TBAR = "TBar (Liu et al. 2019, doi:10.1145/3293882.3330577)"


def is_call_of(node: ast.AST | None, *names: str) -> bool:
    """Whether a node is a call of one of some plain names."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", None) in names


class OffByOne(Operator):
    """Adds 1 to a value, or subtracts it."""

    name = "off-by-one"
    source = f"PAR, off-by-one mutator; {TBAR} FP5"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.expressions:
            if not isinstance(
                node, ast.Name | ast.Call | ast.BinOp | ast.Subscript | ast.Attribute
            ):
                continue
            where = code.parent(node)
            if code.places[node].field in ("func", "iter") or isinstance(
                where, ast.Attribute | ast.BinOp | ast.BoolOp | ast.Expr | ast.Starred
            ):
                continue
            if isinstance(where, ast.Subscript) and node is where.value:
                continue
            if is_call_of(node, "range", "list", "set", "dict", "str", "sorted", "enumerate"):
                continue
            if isinstance(node, ast.Name) and node.id in code.scopes.functions(node):
                continue
            text = code.material(node)
            yield code.replace(node, fill("_ + 1", text))
            yield code.replace(node, fill("_ - 1", text))

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("for i in range(len(x)): pass", "for i in range(len(x) - 1): pass"),
            Example("y = x[i]", "y = x[i + 1]"),
        ]


class ChangeRange(Operator):
    """Moves the start, the end or the step of a ``range``."""

    name = "change-range"
    source = f"{TBAR} FP7; cosmic-ray NumberReplacer on ranges"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Call):
            if not is_call_of(node, "range") or node.keywords or not 1 <= len(node.args) <= 3:
                continue
            texts = [code.material(argument) for argument in node.args]
            if len(texts) == 1:
                (end,) = texts
                yield code.replace(node, fill("range(1, _)", end))
                yield code.replace(node, fill("range(2, _)", end))
                yield code.replace(node, fill("range(1, _ + 1)", end))
                yield code.replace(node, fill("range(_ - 1, -1, -1)", end))
                for name in code.scopes.variables(node):
                    yield code.replace(node, fill("range(_, _)", name, end))
                    yield code.replace(node, fill("range(_ + 1, _)", name, end))
            else:
                start, end = texts[:2]
                yield code.replace(node, fill("range(_)", end))
                if len(texts) == 2:
                    yield code.replace(node, fill("range(_ - 1, _ - 1, -1)", end, start))
                else:
                    yield code.replace(node, fill("range(_, _)", start, end))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("for i in range(n): pass", "for i in range(1, n + 1): pass")]


class Clamp(Operator):
    """Bounds a value from below or above with ``max`` or ``min``, or takes such a bound away."""

    name = "clamp"
    source = f"{TBAR} FP10 (method invocation); PAR, range checker"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.expressions:
            where = code.parent(node)
            if is_call_of(node, "min", "max"):
                if len(node.args) == 2:
                    for argument in node.args:
                        yield code.replace(node, code.material(argument))
            elif isinstance(node, ast.BinOp) or (
                isinstance(where, ast.Assign | ast.Return | ast.AugAssign)
                and isinstance(node, ast.Name | ast.Subscript | ast.Call)
            ):
                text = code.material(node)
                yield code.replace(node, fill("max(0, _)", text))
                yield code.replace(node, fill("max(1, _)", text))
                targets = [n for n in getattr(where, "targets", ()) if isinstance(n, ast.Name)]
                for target in targets:
                    yield code.replace(node, fill("max(_, _)", target.id, text))
                    yield code.replace(node, fill("min(_, _)", target.id, text))

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("x = a + b", "x = max(0, a + b)"),
            Example("x = min(a, b)", "x = b"),
        ]


class MoveBound(Operator):
    """Changes the sign of a comparison with a number, and the number, at once."""

    name = "move-bound"
    source = "PAR, range checker (Kim et al. 2013, doi:10.1109/ICSE.2013.6606626)"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Compare):
            number = node.comparators[-1]
            if len(node.ops) != 1 or not isinstance(number, ast.Constant):
                continue
            if type(number.value) is not int or isinstance(node.ops[0], ast.Is | ast.IsNot):
                continue
            if abs(number.value) >= 1e300:  # Python writes no number of over 4,300 digits
                continue
            left = code.material(node.left)
            for sign in ("<=", ">=", "<", ">", "==", "!="):
                for value in (number.value + 1, number.value - 1):
                    yield code.replace(node, fill(f"_ {sign} {value}", left))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("if len(x) == 0: pass", "if len(x) <= 1: pass")]


OPERATORS = (OffByOne(), ChangeRange(), Clamp(), MoveBound())
