"""Operators on names: another variable, another element of what a name stands for."""

import ast
from collections.abc import Iterator

from codegarden.mutation.operator import Change, Example, Operator, Subject
from codegarden.syntax.precedence import fill


class ReplaceVariable(Operator):
    """Reads another variable in the place of this one."""

    name = "replace-variable"
    source = "TBar FP13, mutate variable; PAR, parameter replacer; SVR of Offutt et al. 1996"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.expressions:
            if not isinstance(node, ast.Name) or code.places[node].field == "func":
                continue
            if node.id not in code.scopes.data_names:
                continue
            for other in code.scopes.variables(node):
                if other != node.id:
                    yield code.replace(node, other)

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("def f(a, b):\n    return a\n", "def f(a, b):\n    return b\n")]


class ReplaceTarget(Operator):
    """Assigns to another variable, attribute or element than this one."""

    name = "replace-target"
    source = "TBar FP13, mutate variable"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Name):
            if not isinstance(node.ctx, ast.Store):
                continue
            where = code.parent(node)
            if not isinstance(where, ast.Assign | ast.AugAssign | ast.Tuple):
                continue
            for other in code.scopes.variables(node):
                if other != node.id:
                    yield code.replace(node, other)
        for node in code.of(ast.Subscript):
            if not isinstance(node.ctx, ast.Store):
                continue
            if isinstance(node.value, ast.Name):
                for other in code.scopes.variables(node):
                    if other != node.value.id:
                        yield code.replace(node.value, other)
            for other in code.of(ast.Subscript):
                text = code.material(other)
                if text != code.material(node):
                    yield code.replace(node, text)
            for element in self.elements(node):
                yield code.replace(node.slice, code.material(element))

    def elements(self, node: ast.Subscript) -> list[ast.expr]:
        """Return the parts of an index like ``[i, j]``."""
        return node.slice.elts if isinstance(node.slice, ast.Tuple) else []

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("def f(a, b):\n    a = 1\n", "def f(a, b):\n    b = 1\n"),
            Example("def f(a, b, i):\n    a[i] = 1\n", "def f(a, b, i):\n    b[i] = 1\n"),
        ]


class ReplaceAttribute(Operator):
    """Reads another attribute that the program knows, or the object itself."""

    name = "replace-attribute"
    source = "PAR, method replacer; TBar FP13.2"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        nodes = code.of(ast.Attribute)
        methods = {n.func.attr for n in code.of(ast.Call) if isinstance(n.func, ast.Attribute)}
        fields = list(dict.fromkeys(n.attr for n in nodes if n.attr not in methods))
        for node in nodes:
            if node.attr in methods:
                continue
            text = code.material(node.value)
            for other in fields:
                if other != node.attr:
                    yield code.replace(node, fill(f"_.{other}", text))
            if isinstance(node.ctx, ast.Load):
                yield code.replace(node, text)
                for other in fields:
                    yield code.replace(node, fill(f"_.{other}", code.material(node)))
        for node in code.of(ast.Name):
            if isinstance(node.ctx, ast.Load) and not isinstance(code.parent(node), ast.Attribute):
                for other in fields:
                    if node.id in code.scopes.variables(node):
                        yield code.replace(node, fill(f"_.{other}", node.id))

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("x = a.left\ny = b.right", "x = a.right\ny = b.right"),
            Example("x = a.left.left", "x = a.left"),
        ]


OPERATORS = (ReplaceVariable(), ReplaceTarget(), ReplaceAttribute())
