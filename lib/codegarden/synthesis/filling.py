"""Arguments put into the places of a production's text, and what its names become."""

import ast
import copy
import re
from collections.abc import Sequence
from typing import Any, Protocol

from codegarden.synthesis.polish import with_context
from codegarden.synthesis.production import PLACE, Production
from codegarden.synthesis.terms import Apply, Lambda, Term, Var


class Writer(Protocol):
    """What writes terms as Python, for those that write parts of them.

    ``before`` are the statements that come before the expression that is being written, and
    ``known`` is what variables of terms are written as.
    """

    before: list[ast.stmt]
    known: dict[str, Any]

    def fresh(self, wish: str) -> str:
        """Return a name that nothing has."""

    def expression(self, term: Term) -> ast.expr:
        """Return a term as an expression; what it needs before it is added to ``before``."""

    def apart(self, term: Term, known: dict[str, Any] | None = None) -> tuple[list, ast.expr]:
        """Return the statements that a term needs, and its expression."""

    def function(self, body: Term, known: dict[str, Any], given: list[ast.expr]) -> ast.expr:
        """Return the body of a function that is called with some expressions, in their place."""

    def filled(self, term: Apply) -> ast.expr:
        """Return a production's text with its arguments in their places."""

    def element(self, uses: Sequence[tuple[Term, str]], wish: str) -> ast.expr:
        """Return a name, or a tuple of names, for an element that some bodies use."""


def uses_of(production: Production, name: str, functions: dict):
    """Yield the bodies of the functions that are called with a name, and what they call it."""
    for tree in trees(production):
        for node in ast.walk(tree):
            function = functions.get(getattr(getattr(node, "func", None), "id", None))
            if function is not None:
                for argument, variable in zip(node.args, function.names, strict=True):
                    if getattr(argument, "id", None) == name:
                        yield function.body, variable


def trees(production: Production) -> list[ast.AST]:
    """Return the trees of a production's text."""
    return [production.tree] if production.tree is not None else production.statements


class Filler(ast.NodeTransformer):
    """Puts arguments into the places of a production's text."""

    def __init__(self, writer: Writer, values: dict, functions: dict, places: dict):
        self.writer = writer
        self.values = values
        self.functions = functions
        self.places = places

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Put a term, or a name that is free, in a name's place."""
        if node.id in self.values:
            return copy.deepcopy(self.values[node.id])
        place = self.places.get(node.id)
        return with_context(place, node.ctx) if place is not None else node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        """Name the argument of a lambda."""
        place = self.places.get(node.arg)
        return ast.arg(place.id) if isinstance(place, ast.Name) else node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        """Give a lambda one argument, since it takes no tuple apart."""
        place = self.places.get(node.args.args[0].arg) if node.args.args else None
        if isinstance(place, ast.Tuple):
            name = ast.Name(self.writer.fresh("x"), ast.Load())
            self.places[node.args.args[0].arg] = name
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Put the body of a function in the place of its call."""
        function = self.functions.get(getattr(node.func, "id", None))
        if function is None:
            return self.generic_visit(node)
        given = [with_context(self.visit(argument), ast.Load()) for argument in node.args]
        known = {name: taken_apart(each) for name, each in zip(function.names, given, strict=True)}
        return self.writer.function(function.body, known, given)


def taken_apart(value: ast.expr) -> Any:
    """Return a tuple of names as what a variable is written as."""
    return tuple(value.elts) if isinstance(value, ast.Tuple) else value


def bound(production: Production) -> list[str]:
    """Return the names that a production's text binds itself."""
    found: dict[str, None] = {}
    for tree in trees(production):
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found[node.id] = None
            elif isinstance(node, ast.arg):
                found[node.arg] = None
    return [name for name in found if name != "_"]


def width(term: Term, name: str) -> int:
    """Return how many places of a tuple a term uses, 0 where it uses the tuple otherwise."""
    widest = 0
    stack = [term]
    while stack:
        each = stack.pop()
        if isinstance(each, Var):
            if each.name == name:
                return 0
        elif isinstance(each, Apply):
            if each.production.about == PLACE and each.arguments[0] == Var(name):
                widest = max(widest, len(each.production.types[0].args))
            else:
                stack += each.arguments
        elif isinstance(each, Lambda):
            stack.append(each.body)
    return widest


def singular(name: str) -> str:
    """Return the name of an element: ``words`` -> ``word``; ``x`` where the name tells none."""
    if re.fullmatch(r"[a-z]\w*[a-z]s", name) and len(name) > 3 and not name.endswith("ss"):
        return name[:-1]
    return "x"


def as_expression(value: Any) -> ast.expr:
    """Return what a variable is written as, a tuple as a tuple."""
    if isinstance(value, tuple):
        return ast.Tuple([as_expression(each) for each in value], ast.Load())
    return copy.deepcopy(value)


def elements_of(term: Term) -> tuple[Term, ...]:
    """Return the terms of which a term makes a tuple, or itself."""
    is_tuple = isinstance(term, Apply) and term.production.text in ("(x, y)", "(x, y, z)")
    return term.arguments if is_tuple else (term,)


def parts_of(value: ast.expr, term: Term) -> list[ast.expr]:
    """Return the arguments of a call for a term that may be a tuple of them."""
    return value.elts if len(elements_of(term)) > 1 and isinstance(value, ast.Tuple) else [value]
