"""Productions compiled for the inner loops of the search: on whole columns, and over elements.

A production's text is evaluated for all rows in one comprehension, without a call for each; a
function of elements is read off a list of what it gives, without a look-up for each.
"""

import ast
from collections.abc import Callable, Iterable
from functools import cache
from types import FunctionType
from typing import Any

from codegarden.synthesis.production import Production

NUMBERS = frozenset({"int", "float", "n"})


def too_large() -> None:
    """Raise ``OverflowError``: the size of an argument is out of the bounds."""
    raise OverflowError("too large")


@cache
def on_columns(production: Production) -> Callable[..., tuple]:
    """Return what evaluates a production on columns of values: a tuple of one value a row."""
    function, names = production.function, production.names
    is_text = type(production) is Production and production.tree is not None
    if not is_text or not isinstance(function, FunctionType):
        if len(names) == 1:
            return lambda column: tuple(map(function, column))
        return lambda *columns: tuple(map(function, *columns))
    text = production.text
    if production.at_most:
        text = f"({text}) if {bounds(production)} else too_large_()"
    columns = [f"column{place}_" for place in range(len(names))]
    rows = columns[0] if len(names) == 1 else f"zip({', '.join(columns)})"
    source = f"lambda {', '.join(columns)}: tuple([{text} for {', '.join(names)} in {rows}])"
    return eval(source, {**production.modules, "too_large_": too_large})  # our own text


def bounds(production: Production) -> str:
    """Return the condition that a production's arguments are within its bounds, as Python."""
    found = []
    kinds = dict(zip(production.names, production.types, strict=True))
    for name, most in production.at_most.items():
        low, high = (0, most[0]) if isinstance(most, tuple) else (-most, most)
        kind = kinds[name]
        if kind.name in NUMBERS:
            size = name
        elif len(kind.name) > 1:
            size = f"len({name})"
        else:  # of any type
            size = f"({name} if isinstance({name}, int | float) else len({name}))"
        found.append(f"{low} <= {size} <= {high}")
    return " and ".join(found)


@cache
def over_values(production: Production) -> Callable[[Iterable, Iterable, Callable | None], Any]:
    """Return what evaluates a production with a function of elements that is known by its values.

    It is called with the elements, with what the function gives for each, and with what makes the
    elements hashable (None where they are).
    """
    source = production.names[0]
    tree = ast.parse(f"def meaning({source}, values_): pass").body[0]
    inside = [ast.Return(production.tree)] if production.tree is not None else production.statements
    in_order = _InOrder(*production.names)
    tree.body = [in_order.visit(_copied(each)) for each in inside]
    if in_order.calls != 1 or in_order.left or type(production) is not Production:
        return lambda elements, values, freeze: production.function(
            elements, by_key(elements, values, freeze)
        )
    if in_order.is_lambda:
        tree.body.insert(0, ast.parse("next_ = iter(values_).__next__").body[0])
    space = dict(production.modules)
    exec(compile(ast.fix_missing_locations(ast.Module([tree], [])), "production", "exec"), space)
    meaning = space["meaning"]
    return lambda elements, values, freeze: meaning(elements, values)


def by_key(elements: Iterable, values: Iterable, freeze: Callable | None) -> Callable[[Any], Any]:
    """Return a function of elements with such values."""
    if freeze is None:
        return dict(zip(elements, values, strict=True)).__getitem__
    meaning = dict(zip(map(freeze, elements), values, strict=True))
    return lambda element: meaning[freeze(element)]


def _copied(node: ast.AST) -> ast.AST:
    return ast.parse(ast.unparse(ast.fix_missing_locations(node))).body[0]


class _InOrder(ast.NodeTransformer):
    """Puts the next value for a function's call, where elements are gone through once in order.

    ``for x in xs`` with ``f(x)`` becomes ``for x, value_ in zip(xs, values_)`` with ``value_``;
    ``lambda x: f(x)`` for the elements of ``xs`` becomes ``lambda x: next_()``.
    """

    def __init__(self, source: str, function: str):
        self.source, self.function = source, function
        self.calls = self.left = 0
        self.is_lambda = False
        self.loops: set[str] = set()
        self.of_elements: set[int] = set()

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        return self._loop(node)

    def visit_For(self, node: ast.For) -> ast.AST:
        return self._loop(node)

    def _loop(self, node: ast.For | ast.comprehension) -> ast.AST:
        if _is_name(node.iter, self.source) and isinstance(node.target, ast.Name):
            self.loops.add(node.target.id)
            value = ast.Name("value_", ast.Store())
            node.target = ast.Tuple([node.target, value], ast.Store())
            node.iter = ast.parse(f"zip({self.source}, values_)", mode="eval").body
        return self.generic_visit(node)

    def visit(self, node: ast.AST) -> ast.AST:
        """Visit a node; the loops of a comprehension come before what they give."""
        if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            node.generators = [super(_InOrder, self).visit(each) for each in node.generators]
        return super().visit(node)

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        in_order = id(node) in self.of_elements and self._is_call(node.body)
        if in_order and _is_name(node.body.args[0], node.args.args[0].arg):
            self.calls += 1
            self.is_lambda = True
            node.body = ast.parse("next_()", mode="eval").body
            return node
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if self._is_call(node) and getattr(node.args[0], "id", "") in self.loops:
            self.calls += 1
            return ast.Name("value_", ast.Load())
        if any(_is_name(each, self.source) for each in node.args):
            self.of_elements |= {
                id(each) for each in (*node.args, *(k.value for k in node.keywords))
            }
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        self.left += node.id == self.function
        return node

    def _is_call(self, node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and _is_name(node.func, self.function)


def _is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
