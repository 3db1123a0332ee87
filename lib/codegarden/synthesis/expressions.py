"""Expressions with their values on every row, and how they are written down.

A row is one given input or, inside a comprehension, one element of one input. An expression holds
its values on all rows, so that building on it costs one function call a row and no parsing.
"""

import ast
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from codegarden.description.types import Type
from codegarden.synthesis.operations.operation import MODULES

RAISED = "(ArithmeticError, LookupError, TypeError, ValueError)"


class Expression:
    """A leaf, an operation over operands, or a form (comprehension, key function) over operands.

    ``text`` is the source of a leaf. ``whole`` is its source where the comprehension's variable
    is not unpacked, ``x[0]`` for ``a``, and ``says`` the operations that it stands for, ``first``.
    """

    __slots__ = ("cost", "operands", "operation", "says", "text", "type", "values", "whole")

    def __init__(self, type_: Type, values: list, cost: int, operation=None, operands=(), text=""):
        self.type = type_
        self.values = values
        self.cost = cost
        self.operation = operation
        self.operands = operands
        self.text = text
        self.whole = text
        self.says: tuple[str, ...] = ()

    def write(self, whole: bool = False) -> str:
        """Return the source; ``whole`` names the innermost variable's parts by index."""
        if self.operation is None:
            return self.whole if whole else self.text
        if isinstance(self.operation, Form):
            return self.operation.write(self.operands, whole)
        return self.operation.write([each.write(whole) for each in self.operands])

    def leaves(self) -> set[str]:
        """Return the texts of all leaves below, those inside comprehensions too."""
        if self.operation is None:
            return {self.text}
        return set().union(*(each.leaves() for each in self.operands))

    def operations(self) -> list[str]:
        """Return the names of all operations and forms below, in reading order."""
        if self.operation is None:
            return list(self.says)
        return [self.operation.name, *(n for each in self.operands for n in each.operations())]

    def preludes(self) -> set[str]:
        """Return the sources that must stand before the program's own function."""
        below = (
            set().union(*(each.preludes() for each in self.operands)) if self.operands else set()
        )
        own = getattr(self.operation, "prelude", "")
        return below | {own} if own else below


@dataclass(frozen=True, eq=False)
class Form:
    """How an expression binds a variable over a source: the operands are source, then bodies.

    ``prelude`` is source that must stand before its use.
    """

    name: str
    writer: Callable[[str, str, str, list[str]], str]
    variables: "Variables"
    unpacks: bool = True
    prelude: str = ""

    def write(self, operands: tuple[Expression, ...], outer_whole: bool) -> str:
        """Return the form's source."""
        source, *bodies = operands
        used = set().union(*(body.leaves() for body in bodies)) if bodies else set()
        names = self.variables
        indexed = names.index in used and self.unpacks
        whole = not self.unpacks or names.element in used or not names.parts
        target = names.element if whole else ", ".join(names.parts)
        text = source.write(outer_whole)
        bound = target if whole else f"({target})"
        if indexed:
            target = f"{names.index}, {target}" if whole else f"{names.index}, ({target})"
            text = f"enumerate({text})"
        return self.writer(target, bound, text, [body.write(whole) for body in bodies])


@dataclass(frozen=True)
class Variables:
    """The names that a comprehension binds: the element, its parts, and its index."""

    element: str
    parts: tuple[str, ...]
    index: str


def mapped(target: str, _: str, source: str, bodies: list[str]) -> str:
    """Return the source of a map."""
    return f"[{bodies[0]} for {target} in {source}]"


def filtered(target: str, element_text: str, source: str, bodies: list[str]) -> str:
    """Return the source of a filter."""
    return f"[{element_text} for {target} in {source} if {bodies[0]}]"


def mapped_where(target: str, _: str, source: str, bodies: list[str]) -> str:
    """Return the source of a map of what a filter keeps."""
    return f"[{bodies[0]} for {target} in {source} if {bodies[1]}]"


def runs_written(target: str, _: str, source: str, bodies: list[str]) -> str:
    """Return the source of the runs of neighbours that a condition joins."""
    return f"runs_while(lambda {target}: {bodies[0]}, {source})"


class _Polish(ast.NodeTransformer):
    """Write as people do: ``sum([...])`` -> ``sum(...)``, ``lambda x: len(x)`` -> ``len``."""

    takers = frozenset(
        {"sum", "all", "any", "max", "min", "sorted", "set", "tuple", "dict", "list"}
    )

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Rewrite a call whose only argument is a list comprehension."""
        self.generic_visit(node)
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if node.args and not node.keywords and name in self.takers | {"join", "Counter"}:
            first = node.args[0]
            if isinstance(first, ast.ListComp) and len(node.args) == 1:
                if name == "list":
                    return first
                node.args[0] = ast.GeneratorExp(first.elt, first.generators)
            elif _calls_list(first) and name not in ("dict", "Counter"):  # they read a mapping so
                node.args[0] = first.args[0] if len(first.args) == 1 else first
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        """Name a function rather than wrap it: ``lambda x: len(x)`` -> ``len``."""
        self.generic_visit(node)
        call, names = node.body, [arg.arg for arg in node.args.args]
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and not call.keywords:
            given = [getattr(arg, "id", "") for arg in call.args]
            return call.func if given == names and call.func.id not in names else node
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        """Loop over an iterable itself rather than over a list of it."""
        self.generic_visit(node)
        call = node.iter
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "list" and call.args:
            node.iter = call.args[0]
        return node


def _calls_list(node: ast.expr) -> bool:
    """Return whether an expression is ``list(...)``."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "list"


def write_program(
    body: str,
    entry_point: str,
    params: list[str],
    preludes: list[str],
    branches: Sequence[tuple[str, str]] = (),
    failure: str = "",
) -> str:
    """Return the source of a module with one function that returns an expression.

    ``branches`` are conditions with what is returned where they hold, before all else; ``failure``
    is what is returned where the expression raises an exception.
    """
    direct = "" if branches or failure else renamed(body, entry_point, params, preludes)
    body, preludes = apart(body, [entry_point, *params], preludes)
    lines = [f"def {entry_point}({', '.join(params)}):"]
    for condition, result in branches:
        lines += [f"    if {condition}:", f"        return {result}"]
    result = f"    return {body}"
    if failure:
        result = f"    try:\n        return {body}\n    except {RAISED}:\n        return {failure}"
    function = "\n".join([*lines, result])
    if direct:
        function, preludes = direct, []
    tree = _Polish().visit(ast.parse("\n\n".join([*preludes, function])))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    imports = [f"import {name}" for name in sorted(names & set(MODULES) - set(params))]
    text = ast.unparse(ast.fix_missing_locations(tree))
    return "\n".join(imports) + ("\n\n\n" if imports else "") + text + "\n"


def apart(body: str, taken: Sequence[str], preludes: Sequence[str]) -> tuple[str, list[str]]:
    """Return a body and its helpers with other names for helpers whose names are taken."""
    texts = [body, *preludes]
    for name in taken:
        if any(re.search(rf"^def {name}\(", text, re.M) for text in preludes):
            texts = [re.sub(rf"\b{name}\(", f"{name}_(", text) for text in texts]
    return texts[0], texts[1:]


def renamed(body: str, entry_point: str, params: list[str], preludes: list[str]) -> str:
    """Return a helper under the program's own name where all else would be a call of it, or ""."""
    if len(preludes) != 1 or body != f"{(name := body.partition('(')[0])}({', '.join(params)})":
        return ""
    *others, function = ast.parse(preludes[0]).body
    own = [arg.arg for arg in function.args.args]
    if others or function.name != name or len(own) != len(params):
        return ""
    names = dict(zip([name, *own], [entry_point, *params], strict=True))
    bound = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)} - set(own) - {name}
    if bound & set(params) or entry_point in bound | set(own):
        return ""
    function.name = entry_point
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
        elif isinstance(node, ast.arg):
            node.arg = names.get(node.arg, node.arg)
    return ast.unparse(function)


def key_of(values: list[Any], type_: Type) -> Any:
    """Return what tells two expressions of a type apart: equal keys, same behaviour on the rows."""
    name = type_.name
    if name in ("int", "str", "bool", "float"):
        return tuple(values)
    if name == "list" and type_.args[0].name in ("int", "str", "bool", "float"):
        return tuple(map(tuple, values))
    return repr(values)
