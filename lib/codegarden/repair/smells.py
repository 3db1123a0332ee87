"""What looks wrong in a program without running it: a patch that brings this is seldom right.

The reverse of the anti-patterns that Tan et al. 2016 ("Anti-patterns in search-based program
repair", doi:10.1145/2950290.2950295) found in wrong patches that pass all tests.
"""

import ast

from codegarden.syntax.code import Code, CodeError
from codegarden.syntax.identity import tokens
from codegarden.syntax.scopes import Scopes

EMPTY_CALLS = ("set", "list", "dict", "deque", "defaultdict", "Queue")
LOOKING = ("pop", "popleft", "get", "count", "index", "copy", "keys", "values", "items")
LEAVES = (ast.Return, ast.Break, ast.Continue, ast.Raise)


def smells(source: str) -> list[str]:
    r"""Return what smells, in words; empty for a source that does not parse.

    >>> smells("def f(x):\n    seen = set()\n    return x in seen\n")
    ['seen is never filled']
    """
    try:
        code = Code(source)
    except CodeError:
        return []
    return [*unread(code), *unfilled(code), *idle(code)]


def unread(code: Code) -> list[str]:
    """Return the variables that are bound and never read."""
    read = {n.id for n in code.of(ast.Name) if isinstance(n.ctx, ast.Load)}
    read |= {n.target.id for n in code.of(ast.AugAssign) if isinstance(n.target, ast.Name)}
    bound = Scopes(code).data_names
    return [f"{name} is never read" for name in sorted(bound - read) if not name.startswith("_")]


def unfilled(code: Code) -> list[str]:
    """Return the variables that are looked into but are always empty: nothing is ever put in."""
    found = []
    for node in code.of(ast.Assign):
        target = node.targets[0]
        if not isinstance(target, ast.Name) or not is_empty(node.value):
            continue
        uses = [n for n in code.of(ast.Name) if n.id == target.id and n is not target]
        if uses and all(only_looks(code, use) for use in uses):
            found.append(f"{target.id} is never filled")
    return found


def is_empty(value: ast.expr) -> bool:
    """Whether an expression is an empty container."""
    if isinstance(value, ast.Call):
        return getattr(value.func, "id", "") in EMPTY_CALLS and not value.args
    literal = isinstance(value, ast.List | ast.Dict)
    return literal and not (getattr(value, "elts", ()) or getattr(value, "keys", ()))


def only_looks(code: Code, use: ast.Name) -> bool:
    """Whether a use of a container cannot put anything into it, nor hand it to who might."""
    where = code.parent(use)
    if isinstance(where, ast.Compare | ast.If | ast.While | ast.UnaryOp | ast.BoolOp):
        return True
    if isinstance(where, ast.Subscript):
        return where.value is use and isinstance(where.ctx, ast.Load)
    if isinstance(where, ast.Attribute):
        return where.attr in LOOKING
    return isinstance(where, ast.Call) and getattr(where.func, "id", "") == "len"


def alike(code: Code, one: ast.expr, other: ast.expr) -> bool:
    """Whether two expressions have the same tokens."""
    first, second = (tokens(code.source(node)) for node in (one, other))
    return [token.text for token in first] == [token.text for token in second]


def idle(code: Code) -> list[str]:
    """Return the statements without effect, and those that are never reached."""
    found = []
    for node in code.of(ast.Expr):
        plain = ast.Compare | ast.Name | ast.BinOp | ast.Subscript | ast.BoolOp | ast.UnaryOp
        if isinstance(node.value, plain | ast.ListComp | ast.GeneratorExp):
            found.append(f"line {node.lineno} has no effect")
    for node in code.of(ast.Assign):
        if len(node.targets) == 1 and alike(code, node.targets[0], node.value):
            found.append(f"line {node.lineno} assigns a variable to itself")
    for node in code.of(ast.Compare):
        if len(node.ops) == 1 and alike(code, node.left, node.comparators[0]):
            found.append(f"line {node.lineno} compares a value with itself")
    for node in code.of(ast.If, ast.While, ast.IfExp):
        loop = isinstance(node, ast.While)
        if isinstance(node.test, ast.Constant) and not (loop and node.test.value):
            found.append(f"the condition of line {node.lineno} never changes")
    for block in code.blocks:
        for first in block.statements[:-1]:
            if isinstance(first, LEAVES):
                found.append(f"nothing after line {first.lineno} of its block is reached")
                break
    return found
