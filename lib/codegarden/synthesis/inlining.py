"""Names that are read once, replaced by the value that they are given.

A term has no names for what it computes on the way, so that in a program that has them, what is
read is what they hold.
"""

import ast
from collections import Counter, defaultdict

LOOPS = ast.For | ast.While


def inlined(tree: ast.Module) -> ast.Module:
    r"""Return a program with each value where it is read, if that is one place.

    >>> print(ast.unparse(inlined(ast.parse("def f(x):\n    y = x + 1\n    return 2 * y"))))
    def f(x):
        return 2 * (x + 1)
    """
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            _Versions(function).rename()
            _inline(function)
    return tree


class _Versions:
    """Gives each value of a name that only whole statements of a function assign a name of its own.

    ``x = f(x)`` is ``x'1 = f(x)``, and what follows reads ``x'1``.
    """

    def __init__(self, function: ast.FunctionDef | ast.AsyncFunctionDef):
        self.function = function
        self.own = {id(each) for each in map(assigned, function.body) if each is not None}
        stores: dict[str, list[ast.Name]] = defaultdict(list)
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                stores[node.id].append(node)
        self.names = {
            name for name, nodes in stores.items() if all(id(each) in self.own for each in nodes)
        }

    def rename(self) -> None:
        """Rename in the order of the statements."""
        versions: Counter[str] = Counter()

        def named(node: ast.Name) -> str:
            count = versions[node.id]
            return f"{node.id}'{count}" if count else node.id

        for statement in self.function.body:
            target = assigned(statement)
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and node is not target and node.id in self.names:
                    node.id = named(node)
            if target is not None and target.id in self.names:
                versions[target.id] += 1
                target.id = named(target)


def _inline(function: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """Put values where they are read, in a function whose names have been given versions.

    A name in the body of a loop must be read there, in the same round.
    """
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    reads = Counter(node.id for node in names if isinstance(node.ctx, ast.Load))
    stores = Counter(node.id for node in names if not isinstance(node.ctx, ast.Load))
    values: dict[str, ast.expr] = {}
    for loop in (node for node in ast.walk(function) if isinstance(node, LOOPS)):
        nodes = (node for statement in loop.body for node in ast.walk(statement))
        inside = Counter(node.id for node in nodes if isinstance(node, ast.Name))
        for statement in loop.body:
            target = assigned(statement)
            is_read_once = target is not None and stores[target.id] == reads[target.id] == 1
            if is_read_once and inside[target.id] == 2:
                values[target.id] = statement.value
    for statement in function.body:
        target = assigned(statement)
        if target is not None and "'" in target.id and reads[target.id] < 2:
            values[target.id] = statement.value
    if values:
        _Put(values).visit(function)


class _Put(ast.NodeTransformer):
    """Puts each value where it is read, and takes the statement away that assigned it."""

    def __init__(self, values: dict[str, ast.expr]):
        self.names = frozenset(values)
        self.values = values

    def visit_Assign(self, node: ast.Assign) -> ast.stmt | None:
        target = assigned(node)
        if target is None or target.id not in self.names:
            return self.generic_visit(node)
        return None

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self.values.pop(node.id, None)  # once, so that no two names wait for each other
        return node if value is None else self.visit(value)


def assigned(statement: ast.stmt) -> ast.Name | None:
    """Return the one name that a statement assigns a value, None where it does something else."""
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        return target if isinstance(target, ast.Name) else None
    return None
