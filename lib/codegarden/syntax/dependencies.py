"""What the statements of a file of tests need of one another: names that one binds and one uses.

Works on syntax trees alone, and takes a name for one thing wherever it stands.
"""

import ast
from collections.abc import Iterable, Sequence

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
BINDING = (*DEFINITIONS, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)


def needed(shared: Sequence[ast.stmt], node: ast.AST) -> list[ast.stmt]:
    """Return those of the statements that another one needs, in their order.

    A statement is needed that binds a name in use, or that works on one without binding it, such
    as ``DATA.append(3)``.

    >>> shared = ast.parse("import math; DATA = [1]; DATA.append(2); OTHER = 3").body
    >>> [ast.unparse(one) for one in needed(shared, ast.parse("f(DATA) == 1"))]
    ['DATA = [1]', 'DATA.append(2)']
    """
    names = used(node)
    found: set[int] = set()
    while True:
        more = {
            place
            for place, one in enumerate(shared)
            if place not in found and affected(one) & names
        }
        if not more:
            return [shared[place] for place in sorted(found)]
        found |= more
        names |= {name for place in more for name in used(shared[place])}


def affected(statement: ast.stmt) -> set[str]:
    """Return the names that stand for something else after a statement, as far as it may be."""
    names = bound(statement)
    return names if names and isinstance(statement, BINDING) else names | used(statement)


def used(node: ast.AST) -> set[str]:
    """Return the names that a piece of syntax tree mentions."""
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def bound(statement: ast.stmt) -> set[str]:
    """Return the names that a statement binds where it stands."""
    names: set[str] = set()
    for node in outside_functions([statement]):
        if isinstance(node, DEFINITIONS):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def outside_functions(nodes: Iterable[ast.AST]) -> Iterable[ast.AST]:
    """Yield the nodes below some, but for what is inside of functions and classes."""
    for node in nodes:
        yield node
        if not isinstance(node, (*DEFINITIONS, ast.Lambda)):
            yield from outside_functions(ast.iter_child_nodes(node))


def asserts(statement: ast.stmt) -> bool:
    """Return whether a statement asserts something where it stands."""
    return any(isinstance(node, ast.Assert) for node in outside_functions([statement]))
