"""Operators that plant expressions of the program itself, or of donors, in another place.

The plastic surgery hypothesis (Barr et al. 2014, doi:10.1145/2635868.2635898): most of what a fix
needs is already in the program.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from codegarden.mutation.operator import Change, Example, Operator, Subject
from codegarden.syntax.precedence import fill
from codegarden.syntax.scopes import Kind

LONGEST = 60


class ReplaceExpression(Operator):
    """Replaces an expression by another of the program whose names the place can see."""

    name = "replace-expression"
    source = "PAR, expression replacer; plastic surgery (Barr et al. 2014)"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        material: dict[str, frozenset[str]] = {}
        for node in code.expressions:
            if isinstance(node, ast.Constant | ast.Name) or code.places[node].field == "func":
                continue
            if isinstance(code.parent(node), ast.Expr):
                continue
            text = code.material(node)
            if len(text) <= LONGEST:
                material.setdefault(text, code.scopes.names(node))
        for node in code.expressions:
            field, where = code.places[node].field, code.parent(node)
            if field == "func" or isinstance(where, ast.Expr):
                continue
            if isinstance(node, ast.Name) and node.id not in code.scopes.data_names:
                continue
            own, known = code.material(node), code.scopes.known(node)
            for text, needed in material.items():
                if text != own and needed <= known and text not in own:
                    yield code.replace(node, text)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(n):\n    a = n // 2\n    return n\n",
                "def f(n):\n    a = n // 2\n    return n // 2\n",
            )
        ]


class CombineExpressions(Operator):
    """Joins a value and a variable or subscripted value of the program by an arithmetic sign."""

    name = "combine-expressions"
    source = "PAR, expression adder; TBar FP5"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        kinds = code.scopes.kinds
        elements = {code.material(one): code.scopes.names(one) for one in code.of(ast.Subscript)}
        for node in code.expressions:
            where = code.parent(node)
            if isinstance(node, ast.Compare | ast.BoolOp | ast.Lambda | ast.Tuple):
                continue
            if isinstance(node, ast.Constant) and not is_result(node, where):
                continue
            if code.places[node].field in ("func", "test", "iter") or isinstance(
                where, ast.Expr | ast.Attribute | ast.BoolOp | ast.BinOp
            ):
                continue
            if isinstance(where, ast.Subscript) and node is where.value:
                continue
            if isinstance(node, ast.Name) and node.id not in code.scopes.data_names:
                continue
            own = code.material(node)
            kind = code.scopes.kind(node) or kinds.get(own)
            known = code.scopes.known(node)
            seen = (text for text, needed in elements.items() if needed <= known)
            for text in (*code.scopes.variables(node), *seen):
                other = kinds.get(text)
                if text == own or (kind and other and kind is not other):
                    continue
                yield code.replace(node, fill("_ + _", own, text))
                if kind is not Kind.NUMBER and other is not Kind.NUMBER:
                    yield code.replace(node, fill("_ + _", text, own))
                if kind not in (Kind.LIST, Kind.TEXT) and other not in (Kind.LIST, Kind.TEXT):
                    yield code.replace(node, fill("_ - _", own, text))

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(rest):\n    return [1]\n",
                "def f(rest):\n    return rest + [1]\n",
            ),
            Example(
                "def f(rest):\n    return 1\n",
                "def f(rest):\n    return 1 + rest\n",
            ),
        ]


def is_result(node: ast.Constant, where: ast.AST) -> bool:
    """Whether a constant is a number or a text that is returned or assigned as it is."""
    kinds = (int, float, str)
    return isinstance(where, ast.Return | ast.Assign) and type(node.value) in kinds


class SwapParts(Operator):
    """Swaps two names of the program everywhere within one statement."""

    name = "swap-names"
    source = "TBar FP13, mutate variable, in both directions at once"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for _, _, statement in code.statements:
            if hasattr(statement, "body"):
                continue
            found = defaultdict(list)
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and node in code.places:
                    found[node.id].append(node)
            used = [name for name in found if name in code.scopes.data_names]
            for first, second in combinations(used, 2):
                edits = [code.put(node, second) for node in found[first]]
                edits += [code.put(node, first) for node in found[second]]
                sentence = f"swapped `{first}` and `{second}`{code.where(statement)}"
                yield Change(tuple(sorted(edits)), sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("def f(a, b):\n    a = b[a]\n", "def f(a, b):\n    b = a[b]\n"),
        ]


OPERATORS = (ReplaceExpression(), CombineExpressions(), SwapParts())
