"""Where an expression needs parentheses: the binding strength of expressions and of their places.

Levels follow the table at the end of the "Expressions" chapter of the Python language reference,
and the places its full grammar. A ``Term`` carries its level from the node that it was made of, so
that no fragment of a program is ever parsed to find out; only the templates written in this package
are, once each.
"""

import ast
from functools import lru_cache
from typing import NamedTuple

# what no parentheses help: it stands in its own places alone
BARE = -1
NAMED, YIELD, TUPLE, LAMBDA, CONDITIONAL, OR, AND, NOT, COMPARISON = range(9)
BIT_OR, BIT_XOR, BIT_AND, SHIFT, SUM, PRODUCT, SIGN, POWER, AWAIT, NUMBER, ATOM = range(9, 20)
HOLE = "_"

OPERATOR_LEVELS = {
    ast.BitOr: BIT_OR,
    ast.BitXor: BIT_XOR,
    ast.BitAnd: BIT_AND,
    ast.LShift: SHIFT,
    ast.RShift: SHIFT,
    ast.Add: SUM,
    ast.Sub: SUM,
    ast.Mult: PRODUCT,
    ast.Div: PRODUCT,
    ast.FloorDiv: PRODUCT,
    ast.Mod: PRODUCT,
    ast.MatMult: PRODUCT,
    ast.Pow: POWER,
}
_LEVELS = {
    ast.Starred: BARE,
    ast.Slice: BARE,
    ast.NamedExpr: NAMED,
    ast.Yield: YIELD,
    ast.YieldFrom: YIELD,
    ast.Tuple: TUPLE,
    ast.Lambda: LAMBDA,
    ast.IfExp: CONDITIONAL,
    ast.Compare: COMPARISON,
    ast.Await: AWAIT,
}
# what each place asks of the expression in it; the others ask for LAMBDA
_PLACES = {
    (ast.Expr, "value"): YIELD,
    (ast.Assign, "value"): YIELD,
    (ast.AugAssign, "value"): YIELD,
    (ast.AnnAssign, "value"): YIELD,
    (ast.Return, "value"): TUPLE,
    (ast.Yield, "value"): TUPLE,
    (ast.For, "iter"): TUPLE,
    (ast.AsyncFor, "iter"): TUPLE,
    (ast.Subscript, "slice"): TUPLE,
    # a lambda's or a walrus's colon would begin the format
    (ast.FormattedValue, "value"): CONDITIONAL,
    (ast.IfExp, "body"): OR,
    (ast.IfExp, "test"): OR,
    (ast.comprehension, "iter"): OR,
    (ast.comprehension, "ifs"): OR,
    (ast.Compare, "left"): BIT_OR,
    (ast.Compare, "comparators"): BIT_OR,
    (ast.Starred, "value"): BIT_OR,
    (ast.Await, "value"): NUMBER,
    (ast.Call, "func"): NUMBER,
    (ast.Subscript, "value"): NUMBER,
    # the full stop after a number would be its decimal point
    (ast.Attribute, "value"): ATOM,
}


class Term(str):
    """The text of an expression that knows how tightly it binds."""

    __slots__ = ("level",)

    def __new__(cls, text: str, level: int = ATOM) -> "Term":  # noqa: D102
        term = super().__new__(cls, text)
        term.level = level
        return term


def level(node: ast.expr) -> int:
    """Return how tightly an expression binds, as it is written without brackets around it."""
    if isinstance(node, ast.BoolOp):
        return OR if isinstance(node.op, ast.Or) else AND
    if isinstance(node, ast.BinOp):
        return OPERATOR_LEVELS[type(node.op)]
    if isinstance(node, ast.UnaryOp):
        return NOT if isinstance(node.op, ast.Not) else SIGN
    if isinstance(node, ast.Constant):
        return NUMBER if type(node.value) in (int, float, complex) else ATOM
    if isinstance(node, ast.Tuple) and any(isinstance(one, ast.Slice) for one in node.elts):
        return BARE
    return _LEVELS.get(type(node), ATOM)


def place(parent: ast.AST, field: str, index: int | None = None) -> int:
    """Return the level that an expression needs at least, to stand in a place unbracketed."""
    if isinstance(parent, ast.BinOp):
        own = OPERATOR_LEVELS[type(parent.op)]
        if own == POWER:
            return AWAIT if field == "left" else SIGN
        return own if field == "left" else own + 1
    if isinstance(parent, ast.BoolOp):
        return (OR if isinstance(parent.op, ast.Or) else AND) + 1
    if isinstance(parent, ast.UnaryOp):
        return NOT if isinstance(parent.op, ast.Not) else SIGN
    if isinstance(parent, ast.Dict) and field == "values" and parent.keys[index or 0] is None:
        return BIT_OR  # {**this}
    return _PLACES.get((type(parent), field), LAMBDA)


def bracketed(term: str, needed: int) -> str:
    """Return a term in parentheses if it binds more loosely than ``needed``.

    A text without a level is an atom, as a name is.

    >>> bracketed(Term("a + b", SUM), PRODUCT), bracketed(Term("a * b", PRODUCT), SUM)
    ('(a + b)', 'a * b')
    """
    return f"({term})" if BARE < getattr(term, "level", ATOM) < needed else term


class _Template(NamedTuple):
    """A written expression: the texts around its holes, what each hole needs, and its level."""

    texts: tuple[str, ...]
    needed: tuple[int, ...]
    level: int


@lru_cache(maxsize=4096)
def _template(text: str) -> _Template:
    expression = ast.parse(text, mode="eval")
    holes: list[tuple[int, int]] = []
    for parent in ast.walk(expression):
        for field, value in ast.iter_fields(parent):
            for index, child in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(child, ast.Name) and child.id == HOLE:
                    holes.append((child.col_offset, place(parent, field, index)))
    holes.sort()
    ends = [0]
    for start, _ in holes:
        ends += [start, start + len(HOLE)]
    texts = [text[a:b] for a, b in zip(ends[::2], [*ends[1::2], len(text)], strict=True)]
    return _Template(tuple(texts), tuple(needed for _, needed in holes), level(expression.body))


def written(text: str) -> Term:
    """Return a name or an expression that is written in this package, as it stands.

    >>> written("_").level == ATOM, written("-1").level == SIGN
    (True, True)
    """
    return Term(text, _template(text).level)


def fill(template: str, *terms: str) -> Term:
    """Return an expression with terms in the places of its ``_``, bracketed where need be.

    >>> fill("_ * _", Term("a + b", SUM), "c"), fill("-_", Term("a ** b", POWER))
    ('(a + b) * c', '-a ** b')
    """
    texts, needed, own = _template(template)
    pieces = [texts[0]]
    for term, strength, text in zip(terms, needed, texts[1:], strict=True):
        pieces += (bracketed(term, strength), text)
    return Term("".join(pieces), own)
