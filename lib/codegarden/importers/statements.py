"""What the statements before an assert do: which are data, which are needed, which can be inlined.

Works on syntax trees and runs nothing; knows nothing of test frameworks.
"""

import ast
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from codegarden.importers.asserts import loaded, mentions
from codegarden.importers.literals import LiteralError, Names, evaluate

Statements = list[ast.stmt]


def settle(statements: Sequence[ast.stmt], known: Names) -> tuple[dict[str, Any], Statements]:
    """Return the names with values known after the statements, and those that are more than data.

    A name that such a statement reads is not known afterwards, for its value may have changed.
    """
    data, pending = dict(known), []
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                try:
                    data[name] = evaluate(value, data)
                    continue
                except LiteralError:
                    data.pop(name, None)
        pending.append(statement)
        for name in loaded(statement) - set(known):
            data.pop(name, None)
    return data, pending


def needed(statements: Statements, condition: ast.AST, entry_point: str) -> Statements:
    """Return the statements without definitions and assignments that nothing after them reads."""
    wanted = loaded(condition)
    kept: Statements = []
    for statement in reversed(statements):
        names = bound(statement)
        if names and not names & wanted and not mentions(statement, entry_point):
            continue
        kept.insert(0, statement)
        wanted |= loaded(statement)
    return kept


def inlined(condition: ast.expr, before: Statements, known: Names) -> tuple[ast.expr, Statements]:
    """Put ``result = f(2)`` into ``result == 4``, where it is used once and nothing comes between.

    Assignments of plain data may come between: they change nothing.
    """
    for place in reversed(range(len(before))):
        match before[place]:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                rest = before[:place] + before[place + 1 :]
                if not settle([before[place]], settle(before[:place], known)[0])[1]:
                    continue
                if uses(condition, name) != 1 or any(mentions(s, name) for s in rest[place:]):
                    return condition, before
                return Inline(name, value).visit(deepcopy(condition)), rest
        return condition, before
    return condition, before


class Inline(ast.NodeTransformer):
    """Replace a name by an expression."""

    def __init__(self, name: str, value: ast.expr):
        self.name, self.value = name, value

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Return the expression for the name, and other names as they are."""
        return self.value if node.id == self.name else node


def bound(statement: ast.stmt) -> set[str]:
    """Return the names that a definition, an import or an assignment of names binds; else none."""
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            return {(alias.asname or alias.name).split(".")[0] for alias in aliases}
        case ast.Assign(targets=targets) if all(isinstance(t, ast.Name) for t in targets):
            return {target.id for target in targets}
    return set()


def uses(node: ast.AST, name: str) -> int:
    """Return how often a name stands in a piece of syntax tree."""
    return sum(isinstance(inner, ast.Name) and inner.id == name for inner in ast.walk(node))
