"""Operators on arithmetic: signs, operands, augmented assignments."""

import ast
from collections.abc import Iterator

from codegarden.mutation.operator import Change, Example, Operator, Subject
from codegarden.syntax.precedence import OPERATOR_LEVELS, Term, fill

SIGNS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
}
LEVELS = {SIGNS[kind]: level for kind, level in OPERATOR_LEVELS.items()}
SLIPS = {
    "+": ("-", "*"),
    "-": ("+", "*"),
    "*": ("+", "**", "//", "/", "-"),
    "/": ("//", "*", "%"),
    "//": ("/", "%", "*"),
    "%": ("//", "/", "*"),
    "**": ("*", "^"),
    "@": ("*",),
    "<<": (">>",),
    ">>": ("<<",),
    "&": ("|", "^"),
    "|": ("&", "^"),
    "^": ("&", "|", "**"),
}
COMMUTATIVE = ("*", "&", "|", "^")


class ReplaceArithmetic(Operator):
    """Replaces an arithmetic or bitwise sign by another."""

    name = "replace-arithmetic"
    source = "AOR of Offutt et al. 1996; cosmic-ray ReplaceBinaryOperator; MutPy AOR"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.BinOp):
            old = SIGNS[type(node.op)]
            if old == "%" and isinstance(node.left, ast.Constant | ast.JoinedStr):
                continue  # string formatting
            for new in SLIPS[old]:
                if LEVELS[new] == LEVELS[old]:
                    yield code.token(node.left, node.right, old, new)
                    continue
                left, right = code.material(node.left), code.material(node.right)
                yield code.replace(node, joined(left, new, right))

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("x = a + b  # sum", "x = a - b  # sum"),
            Example("x = (a + 1) / 2", "x = (a + 1) // 2"),
            Example("x = a - b * c", "x = a - (b + c)"),
        ]


class ReplaceAugmented(Operator):
    """Replaces the sign of an augmented assignment, or makes it a plain one."""

    name = "replace-augmented"
    source = "mutmut operator mutations; cosmic-ray ReplaceBinaryOperator; MutPy ASR"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.AugAssign):
            sign = SIGNS[type(node.op)]
            for new in (*SLIPS[sign], ""):
                yield code.token(node.target, node.value, f"{sign}=", f"{new}=")
        for node in code.of(ast.Assign):
            target = node.targets[0]
            if len(node.targets) == 1 and isinstance(target, ast.Name | ast.Subscript):
                for sign in ("+", "-"):
                    yield code.token(target, node.value, "=", f"{sign}=")

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x ^= y", "x &= y"), Example("x += 1", "x = 1"), Example("x = 1", "x += 1")]


class DropTerm(Operator):
    """Replaces ``a + b`` by ``a`` or by ``b``, and takes a sign away."""

    name = "drop-term"
    source = "MutPy AOD; SDL on expressions (Deng et al. 2013, doi:10.1109/ICSTW.2013.18)"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.BinOp):
            if isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant):
                continue
            for side in (node.left, node.right):
                yield code.replace(node, code.material(side))
        for node in code.of(ast.UnaryOp):
            if isinstance(node.op, ast.USub | ast.Invert):
                yield code.replace(node, code.material(node.operand))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x = 1 + min(a, b)", "x = min(a, b)"), Example("x = -y", "x = y")]


class SwapTerms(Operator):
    """Swaps the operands of an operator that does not commute."""

    name = "swap-terms"
    source = "TBar FP5 (Liu et al. 2019, doi:10.1145/3293882.3330577); IPS of MutPy's family"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.BinOp):
            sign = SIGNS[type(node.op)]
            left, right = code.material(node.left), code.material(node.right)
            numeric = all(isinstance(s, ast.Constant) for s in (node.left, node.right))
            if sign in COMMUTATIVE or numeric or left == right:
                continue
            yield code.replace(node, joined(right, sign, left))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x = a - (b + c)", "x = b + c - a")]


class RegroupTerms(Operator):
    """Moves the brackets of an operation on three operands, in either order of the inner two."""

    name = "regroup-terms"
    source = "TBar FP11.2, change of precedence (Liu et al. 2019, doi:10.1145/3293882.3330577)"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.BinOp):
            outer = SIGNS[type(node.op)]
            for inner, other in ((node.left, node.right), (node.right, node.left)):
                if not isinstance(inner, ast.BinOp):
                    continue
                sign = SIGNS[type(inner.op)]
                first, second = code.material(inner.left), code.material(inner.right)
                third = code.material(other)
                for a, b in ((first, second), (second, first)):
                    # the other operand goes with one of the inner ones alone
                    yield code.replace(node, joined(a, sign, joined(b, outer, third)))
                    yield code.replace(node, joined(a, sign, joined(third, outer, b)))
                    yield code.replace(node, joined(joined(a, outer, third), sign, b))
                    yield code.replace(node, joined(joined(third, outer, a), sign, b))

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("x = a * (b + c)", "x = b + a * c"),
            Example("x = a * b + c", "x = a * (b + c)"),
        ]


def joined(left: str, sign: str, right: str) -> Term:
    """Return an operation on two operands, with the brackets that they need."""
    return fill(f"_ {sign} _", left, right)


class ChangeSign(Operator):
    """Puts a minus before a value: one returned or assigned, or one that is sorted by."""

    name = "change-sign"
    source = "UOI of Offutt et al. 1996 (doi:10.1145/227607.227610); MutPy AOI"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Return, ast.Assign):
            value = node.value
            if isinstance(value, ast.Name | ast.Call | ast.BinOp):
                yield code.replace(value, fill("-_", code.material(value)))
        for node in code.of(ast.Lambda):
            parts = node.body.elts if isinstance(node.body, ast.Tuple) else [node.body]
            for part in parts:
                if isinstance(part, ast.Name | ast.Call | ast.BinOp | ast.Subscript):
                    yield code.replace(part, fill("-_", code.material(part)))

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("x = a + b", "x = -(a + b)"),
            Example("x = max(y, key=lambda z: (z[0], z))", "x = max(y, key=lambda z: (-z[0], z))"),
        ]


OPERATORS = (
    ReplaceArithmetic(),
    ReplaceAugmented(),
    DropTerm(),
    SwapTerms(),
    RegroupTerms(),
    ChangeSign(),
)
