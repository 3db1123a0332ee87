"""Statements read as the expressions that they are: loops that collect, branches that return.

A term has no statements, so that in a program that has them, what is read is the expression that
gives the same.
"""

import ast

BLOCKS = ("body", "orelse")


def expressed(tree: ast.Module) -> ast.Module:
    r"""Return a program with the statements that are expressions written as such.

    >>> source = "def f(xs):\\n    for x in xs:\\n        if x: return True\\n    return False"
    >>> print(ast.unparse(expressed(ast.parse(source))))
    def f(xs):
        return any((x for x in xs))
    """
    for node in [*ast.walk(tree)][::-1]:  # what is inside first
        for name in BLOCKS:
            block = getattr(node, name, None)
            if isinstance(block, list):
                setattr(node, name, _read(block))
    return tree


def _read(block: list[ast.stmt]) -> list[ast.stmt]:
    """Return a block with its loops and branches written as expressions, from its end on."""
    found: list[ast.stmt] = []
    for statement in reversed(_flat(block)):
        following = found[0] if found else None
        made = None
        if isinstance(statement, ast.For) and not statement.orelse:
            made = _of_loop(statement, following)
        elif isinstance(statement, ast.If):
            made = _of_branch(statement, following)
        if isinstance(made, ast.Return):
            found = []  # nothing comes after it
        found.insert(0, made or statement)
    return found


def _flat(block: list[ast.stmt]) -> list[ast.stmt]:
    """Return a block in which what stands behind a branch that returns needs no ``else``."""
    found: list[ast.stmt] = []
    for statement in block:
        found.append(statement)
        if isinstance(statement, ast.If) and isinstance(statement.body[-1], ast.Return):
            found += _flat(statement.orelse)
            statement.orelse = []
    return found


def _of_branch(branch: ast.If, following: ast.stmt | None) -> ast.stmt | None:
    """Return what a branch returns, or gives a name on both sides; None for any other."""
    if len(branch.body) != 1 or len(branch.orelse) > 1:
        return None
    [yes] = branch.body
    no = branch.orelse[0] if branch.orelse else following
    if isinstance(yes, ast.Return) and isinstance(no, ast.Return) and yes.value and no.value:
        return ast.Return(_either(branch.test, yes.value, no.value))
    names = [getattr(getattr(each, "targets", [None])[0], "id", None) for each in (yes, no)]
    if branch.orelse and names[0] is not None and names[0] == names[1]:
        return ast.Assign(yes.targets, _either(branch.test, yes.value, no.value))
    return None


def _either(test: ast.expr, yes: ast.expr, no: ast.expr) -> ast.expr:
    """Return ``yes if test else no``; the test itself, or its negation, for truth values."""
    if not _is_truth(yes) or not _is_truth(no):
        return ast.IfExp(test, yes, no)
    negation = ast.UnaryOp(ast.Not(), test)
    match getattr(yes, "value", None), getattr(no, "value", None):
        case True, False:
            return test
        case False, True:
            return negation
        case (True, _):
            return ast.BoolOp(ast.Or(), [test, no])
        case (False, _):
            return ast.BoolOp(ast.And(), [negation, no])
        case (_, True):
            return ast.BoolOp(ast.Or(), [negation, yes])
        case (_, False):
            return ast.BoolOp(ast.And(), [test, yes])
    return ast.IfExp(test, yes, no)


def _is_truth(node: ast.expr) -> bool:
    """Return whether an expression gives a truth value, as far as it shows."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, bool)
    if isinstance(node, ast.BoolOp):
        return all(map(_is_truth, node.values))
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Not)
    is_call = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("any", "all")
    return is_call or isinstance(node, ast.Compare)


def _of_loop(loop: ast.For, following: ast.stmt | None) -> ast.stmt | None:
    """Return the comprehension that a loop around one statement is, None where it is none.

    It is given to the name that the loop collects in: what that held before is taken for nothing.
    """
    conditions: list[ast.expr] = []
    body = loop.body
    while len(body) == 1 and isinstance(body[0], ast.If) and not body[0].orelse:
        conditions.append(body[0].test)
        body = body[0].body
    if len(body) != 1:
        return None
    [statement] = body
    value = getattr(statement, "value", None)
    function = getattr(value, "func", None)
    if isinstance(statement, ast.Expr) and getattr(function, "attr", "") == "append":
        loops = [ast.comprehension(loop.target, loop.iter, conditions, 0)]
        return _given(function.value, ast.ListComp(value.args[0], loops)) if value.args else None
    if isinstance(statement, ast.AugAssign) and isinstance(statement.op, ast.Add):
        loops = [ast.comprehension(loop.target, loop.iter, conditions, 0)]
        return _given(statement.target, _call("sum", ast.GeneratorExp(value, loops)))
    if isinstance(statement, ast.Return) and conditions and isinstance(following, ast.Return):
        return _decided(loop, conditions, value, following.value)
    return None


def _decided(loop: ast.For, conditions: list, found: ast.expr | None, otherwise) -> ast.stmt | None:
    """Return ``any`` or ``all`` for a loop that returns a truth value, and another after it."""
    values = getattr(found, "value", None), getattr(otherwise, "value", None)
    if not all(isinstance(each, bool) for each in values) or values[0] == values[1]:
        return None
    *others, last = conditions
    test = last if values[0] else ast.UnaryOp(ast.Not(), last)
    loops = [ast.comprehension(loop.target, loop.iter, others, 0)]
    return ast.Return(_call("any" if values[0] else "all", ast.GeneratorExp(test, loops)))


def _call(name: str, argument: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), [argument], [])


def _given(target: ast.expr, value: ast.expr) -> ast.stmt:
    """Return what gives a name a value, or only the value where the target is no name."""
    if isinstance(target, ast.Name):
        return ast.Assign([ast.Name(target.id, ast.Store())], value)
    return ast.Expr(value)
