"""Where an expression needs parentheses: the binding strength of expressions and of their places.

Levels follow the table at the end of the "Expressions" chapter of the Python language reference.
Works on texts, so that the author's own way of writing an operand survives.
"""

import ast
from functools import lru_cache

LOOSE, LAMBDA, CONDITIONAL, OR, AND, NOT, COMPARISON = range(7)
BIT_OR, BIT_XOR, BIT_AND, SHIFT, SUM, PRODUCT, SIGN, POWER, AWAIT, ATOM = range(7, 17)

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
    ast.Yield: LOOSE,
    ast.YieldFrom: LOOSE,
    ast.NamedExpr: LOOSE,
    ast.Starred: LOOSE,
    ast.Slice: LOOSE,
    ast.Lambda: LAMBDA,
    ast.IfExp: CONDITIONAL,
    ast.Compare: COMPARISON,
    ast.Await: AWAIT,
}
# what each place asks of the expression in it; other places take anything but LOOSE
_PLACES = {
    (ast.Call, "func"): ATOM,
    (ast.Attribute, "value"): ATOM,
    (ast.Subscript, "value"): ATOM,
    (ast.Subscript, "slice"): LOOSE,
    (ast.Compare, "left"): BIT_OR,
    (ast.Compare, "comparators"): BIT_OR,
    (ast.IfExp, "body"): OR,
    (ast.IfExp, "test"): OR,
    (ast.comprehension, "iter"): OR,
    (ast.comprehension, "ifs"): OR,
    (ast.Starred, "value"): BIT_OR,
    (ast.Assign, "value"): LOOSE,
    (ast.AugAssign, "value"): LOOSE,
    (ast.Return, "value"): LOOSE,
    (ast.Expr, "value"): LOOSE,
    (ast.For, "iter"): LOOSE,
    (ast.Await, "value"): ATOM,
}


def level(node: ast.expr) -> int:
    """Return how tightly an expression binds, from ``LOOSE`` to ``ATOM``."""
    if isinstance(node, ast.BoolOp):
        return OR if isinstance(node.op, ast.Or) else AND
    if isinstance(node, ast.BinOp):
        return OPERATOR_LEVELS[type(node.op)]
    if isinstance(node, ast.UnaryOp):
        return NOT if isinstance(node.op, ast.Not) else SIGN
    return _LEVELS.get(type(node), ATOM)


@lru_cache(maxsize=65536)
def level_of(text: str) -> int:
    """Return how tightly an expression, given as text, binds."""
    node = ast.parse(f"({text}\n)", mode="eval").body
    if isinstance(node, ast.Tuple | ast.GeneratorExp):
        # column 0 is the bracket added here: the text has none of its own around it
        return ATOM if node.col_offset else LOOSE
    return level(node)


def place(parent: ast.AST, field: str) -> int:
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
    return _PLACES.get((type(parent), field), LAMBDA)


def bracketed(text: str, needed: int) -> str:
    """Return the text in parentheses if it binds more loosely than ``needed``.

    >>> bracketed("a + b", PRODUCT), bracketed("a * b", SUM)
    ('(a + b)', 'a * b')
    """
    return f"({text})" if level_of(text) < needed else text
