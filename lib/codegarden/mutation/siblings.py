"""Operators that make one change in several places at once.

A slip of understanding is repeated wherever the author writes the same thing: evolutionary siblings
(Saha et al. 2019, doi:10.1109/ICSE.2019.00020) are edited together.
"""

import ast
from collections.abc import Iterator
from types import MappingProxyType

from codegarden.mutation.operator import Change, Example, Operator, Subject
from codegarden.syntax.precedence import LAMBDA, Term, bracketed, fill
from codegarden.syntax.scopes import Kind

HERCULES = "Hercules, evolutionary siblings (Saha et al. 2019, doi:10.1109/ICSE.2019.00020)"
ARITHMETIC = [
    (ast.Div, "/", ("//",)),
    (ast.FloorDiv, "//", ("/", "%")),
    (ast.Mod, "%", ("//",)),
    (ast.Add, "+", ("-", "*")),
    (ast.Sub, "-", ("+",)),
    (ast.Mult, "*", ("**", "+")),
]
COMPARISONS = [
    (ast.Lt, "<", ("<=", ">")),
    (ast.LtE, "<=", ("<", ">=")),
    (ast.Gt, ">", (">=", "<")),
    (ast.GtE, ">=", (">", "<=")),
    (ast.Eq, "==", ("!=",)),
    (ast.Is, "is", ("==",)),
]
WHOLE = ("range", "chr", "islice", "randrange", "bin", "hex")


class ReplaceEverywhere(Operator):
    """Replaces an arithmetic sign or a comparison in all of its places."""

    name = "replace-everywhere"
    source = HERCULES

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for kind, old, others in ARITHMETIC:
            places = [n for n in code.of(ast.BinOp) if type(n.op) is kind]
            for new in others:
                yield from together([code.token(n.left, n.right, old, new) for n in places])
        for kind, old, others in COMPARISONS:
            pairs = [(n, n.left, n.comparators[0]) for n in code.of(ast.Compare)]
            places = [(left, right) for n, left, right in pairs if [*map(type, n.ops)] == [kind]]
            for new in others:
                yield from together([code.token(*place, old, new) for place in places])

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("x = a / 2 + b / 3", "x = a // 2 + b // 3"),
            Example("x = a < b and c < d", "x = a <= b and c <= d"),
        ]


class DivideWhole(Operator):
    """Divides without remainder wherever a whole number is asked for: an index, a range."""

    name = "divide-whole"
    source = "PEP 238; Pan et al. 2009, change of parameter (doi:10.1007/s10664-008-9077-5)"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        places = [
            node
            for node in code.of(ast.BinOp)
            if isinstance(node.op, ast.Div) and self.asks_for_whole(code, node)
        ]
        changes = [code.token(node.left, node.right, "/", "//") for node in places]
        if len(changes) == 1:
            yield from changes
        yield from together(changes)

    def asks_for_whole(self, code: Subject, node: ast.BinOp) -> bool:
        """Whether an index, a slice or a call that takes whole numbers is around a quotient."""
        below: ast.AST = node
        for ancestor in code.ancestors(node):
            field = code.places[below].field
            if isinstance(ancestor, ast.stmt | ast.Lambda):
                return False
            if isinstance(ancestor, ast.Subscript) and field == "slice":
                return True
            if isinstance(ancestor, ast.Call) and field == "args":
                return getattr(ancestor.func, "id", getattr(ancestor.func, "attr", "")) in WHOLE
            below = ancestor
        return False

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x = y[n / 2] + y[n / 2 - 1]", "x = y[n // 2] + y[n // 2 - 1]")]


def together(changes: list[Change]) -> Iterator[Change]:
    """Yield one change that makes several, if they are several."""
    if len(changes) > 1:
        edits = tuple(sorted(edit for change in changes for edit in change.edits))
        first = changes[0].sentence.rsplit(" in line", 1)[0]
        yield Change(edits, f"{first} in all {len(changes)} places")


class CompareNearly(Operator):
    """Compares numbers with a tolerance, or what they are rounded to."""

    name = "compare-nearly"
    source = "Goldberg 1991 (doi:10.1145/103162.103163); PEP 485; Python FAQ, floating point"
    # the tolerance of PEP 485: half of a float's digits
    TEXTS = MappingProxyType(
        {
            ast.Eq: "abs(_ - _) < 1e-09",
            ast.NotEq: "abs(_ - _) > 1e-09",
            ast.LtE: "_ <= _ + 1e-09",
            ast.Lt: "_ < _ - 1e-09",
            ast.GtE: "_ >= _ - 1e-09",
            ast.Gt: "_ > _ + 1e-09",
        }
    )

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Compare):
            if len(node.ops) != 1:
                continue
            left, right, sign = node.left, node.comparators[0], type(node.ops[0])
            kinds = {code.scopes.kind(side) for side in (left, right)}
            if kinds & {Kind.TEXT, Kind.LIST, Kind.SET, Kind.DICT, Kind.BOOLEAN}:
                continue
            if text := self.TEXTS.get(sign):
                near = fill(text, code.material(left), code.material(right))
                yield code.replace(node, near)

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x = a == b + c", "x = abs(a - (b + c)) < 1e-09")]


class CompareEach(Operator):
    """Compares with each value, where ``x == a or b`` compares with the first."""

    name = "compare-each"
    source = "pylint R1714 and W0130; Qian and Lehman 2017 (doi:10.1145/3077618)"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.BoolOp):
            first, *rest = node.values
            if not isinstance(first, ast.Compare) or len(first.ops) != 1:
                continue
            if any(isinstance(one, ast.Compare | ast.BoolOp) for one in rest):
                continue
            values = [code.material(one) for one in (first.comparators[0], *rest)]
            every = Term(f"({', '.join(bracketed(value, LAMBDA) for value in values)})")
            for text in ("_ in _", "_ not in _"):
                yield code.replace(node, fill(text, code.material(first.left), every))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x = y == 1 or 2", "x = y in (1, 2)")]


OPERATORS = (ReplaceEverywhere(), DivideWhole(), CompareNearly(), CompareEach())
