"""Operators on comparisons."""

import ast
from collections.abc import Iterator

from codegarden.mutation.operator import Change, Example, Operator, Subject
from codegarden.syntax.precedence import fill

SIGNS = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
# the nearest slip first: a boundary, then the direction, then the opposite
SLIPS = {
    "<": ("<=", ">", ">=", "!=", "=="),
    "<=": ("<", ">=", ">", "==", "!="),
    ">": (">=", "<", "<=", "!=", "=="),
    ">=": (">", "<=", "<", "==", "!="),
    "==": ("!=", "<=", ">=", "<", ">", "in", "is"),
    "!=": ("==", "<", ">", "<=", ">=", "not in", "is not"),
    "is": ("is not", "=="),
    "is not": ("is", "!="),
    "in": ("not in", "=="),
    "not in": ("in", "!="),
}


class ReplaceComparison(Operator):
    """Replaces a comparison's sign by another."""

    name = "replace-comparison"
    source = "ROR of Offutt et al. 1996 (doi:10.1145/227607.227610); cosmic-ray ReplaceComparison"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Compare):
            operands = [node.left, *node.comparators]
            for index, sign in enumerate(node.ops):
                old = SIGNS[type(sign)]
                for new in SLIPS[old]:
                    yield code.token(operands[index], operands[index + 1], old, new)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("a = b <= c", "a = b < c"),
            Example("a = b is not c", "a = b is c"),
            Example("if x in(1, 2): y = 3", "if x not in(1, 2): y = 3"),
        ]


class DropComparison(Operator):
    """Replaces a comparison by one of its operands, for its truth."""

    name = "drop-comparison"
    source = "TBar FP5.3 (Liu et al. 2019, doi:10.1145/3293882.3330577)"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Compare):
            if len(node.ops) == 1:
                for operand in (node.left, node.comparators[0]):
                    if not isinstance(operand, ast.Constant):
                        yield code.replace(node, code.material(operand))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("while len(q) != 0: pass", "while len(q): pass")]


class AddComparison(Operator):
    """Compares a value, that was used for its truth or returned as it is, with a usual constant."""

    name = "add-comparison"
    source = "PAR, expression replacer (Kim et al. 2013, doi:10.1109/ICSE.2013.6606626)"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.If, ast.While, ast.IfExp):
            test = node.test
            if isinstance(test, ast.Name | ast.Attribute | ast.Call | ast.Subscript | ast.BinOp):
                text = code.material(test)
                for constant in ("> 0", "> 1", "== 0", "is not None", "is None"):
                    yield code.replace(test, fill(f"_ {constant}", text))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("if n % 2: x = 1", "if n % 2 == 0: x = 1")]


OPERATORS = (ReplaceComparison(), DropComparison(), AddComparison())
