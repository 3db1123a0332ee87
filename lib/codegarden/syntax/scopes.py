"""Which names a place of a program can see, and what kind of value each seems to hold.

The kinds are guesses from the way a name is assigned and used; they order candidates, and decide
nothing.
"""

import ast
from collections import defaultdict
from enum import StrEnum
from functools import cached_property

from codegarden.syntax.code import COMPREHENSIONS, DEFINITIONS, FUNCTIONS, Code


class Kind(StrEnum):
    """What a value seems to be."""

    NUMBER = "number"
    TEXT = "text"
    LIST = "list"
    SET = "set"
    DICT = "dict"
    BOOLEAN = "boolean"
    FUNCTION = "function"
    UNKNOWN = "unknown"


_CALLS = {
    **dict.fromkeys(("len", "int", "abs", "sum", "ord", "round", "float", "pow"), Kind.NUMBER),
    **dict.fromkeys(("list", "sorted", "range", "deque", "Queue", "tuple"), Kind.LIST),
    **dict.fromkeys(("set", "frozenset"), Kind.SET),
    **dict.fromkeys(("dict", "defaultdict", "Counter", "OrderedDict"), Kind.DICT),
    **dict.fromkeys(("str", "chr", "input", "repr"), Kind.TEXT),
    **dict.fromkeys(("bool", "isinstance", "any", "all"), Kind.BOOLEAN),
}
_METHODS = {
    **dict.fromkeys(("append", "extend", "pop", "insert", "sort", "reverse", "popleft"), Kind.LIST),
    **dict.fromkeys(("add", "discard", "union", "update"), Kind.SET),
    **dict.fromkeys(("items", "keys", "values", "get", "setdefault"), Kind.DICT),
    **dict.fromkeys(("upper", "lower", "strip", "split", "join", "rfind", "find"), Kind.TEXT),
}
_LITERALS = {
    ast.List: Kind.LIST,
    ast.ListComp: Kind.LIST,
    ast.Tuple: Kind.LIST,
    ast.Set: Kind.SET,
    ast.SetComp: Kind.SET,
    ast.Dict: Kind.DICT,
    ast.DictComp: Kind.DICT,
    ast.JoinedStr: Kind.TEXT,
    ast.Compare: Kind.BOOLEAN,
    ast.Lambda: Kind.FUNCTION,
}


class Scopes:
    """The names of a program, by the place that sees them."""

    def __init__(self, code: Code):
        self.code = code
        # scope -> name -> the nodes that bind it there
        self.bound: dict[ast.AST, dict[str, list[ast.AST]]] = defaultdict(dict)
        for node in code.nodes:
            self._bind(node)

    def _bind(self, node: ast.AST) -> None:
        """Note the name that a node binds, with the scope that it is bound in."""
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            self._note(self.scope(node), node.id, node)
        elif isinstance(node, ast.arg):
            self._note(self.scope(node), node.arg, node)
        elif isinstance(node, DEFINITIONS):
            self._note(self.scope(node), node.name, node)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                name = (alias.asname or alias.name).split(".")[0]
                self._note(self.scope(node), name, node)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            self._note(self.scope(node), node.name, node)

    def _note(self, scope: ast.AST, name: str, node: ast.AST) -> None:
        self.bound[scope].setdefault(name, []).append(node)

    def scope(self, node: ast.AST) -> ast.AST:
        """Return the function, comprehension, class or module whose names a node is resolved in."""
        below = node
        for ancestor in self.code.ancestors(node):
            field = self.code.places[below].field
            if isinstance(ancestor, FUNCTIONS) and field in ("body", "args"):
                return ancestor
            if isinstance(ancestor, COMPREHENSIONS) and not isinstance(node, ast.NamedExpr):
                outermost = below is ancestor.generators[0] and self._in_iter(node, below)
                if not outermost:
                    return ancestor
            if isinstance(ancestor, ast.ClassDef | ast.Module):
                return ancestor
            below = ancestor
        return self.code.tree

    def _in_iter(self, node: ast.AST, generator: ast.comprehension) -> bool:
        """Whether a node is in what a comprehension's first loop goes over: the scope around it."""
        while node is not generator and self.code.parent(node) is not generator:
            node = self.code.parent(node)
        return node is generator.iter

    def visible(self, node: ast.AST) -> list[str]:
        """Return the names that a place can see, the nearest scope first, without builtins."""
        names: dict[str, None] = {}
        scope: ast.AST | None = self.scope(node)
        first = True
        while scope is not None:
            if first or not isinstance(scope, ast.ClassDef):
                names.update(dict.fromkeys(self.bound[scope]))
            first = False
            scope = self.scope(scope) if scope is not self.code.tree else None
        return list(names)

    def variables(self, node: ast.AST) -> list[str]:
        """Return the visible names that hold data: no function, class or module.

        A name whose every binding comes later in the text is left out, unless a loop goes round.
        """
        return [name for name in self.visible(node) if name in self.data_names]

    def functions(self, node: ast.AST) -> list[str]:
        """Return the visible names of functions that the program defines."""
        return [name for name in self.visible(node) if name in self.function_names]

    @cached_property
    def function_names(self) -> set[str]:
        """The functions that the program defines, methods left out."""
        return {
            node.name
            for node in self.code.of(ast.FunctionDef, ast.AsyncFunctionDef)
            if not isinstance(self.code.parent(node), ast.ClassDef)
        }

    @cached_property
    def data_names(self) -> set[str]:
        """The names that hold data somewhere."""
        return {
            name
            for names in self.bound.values()
            for name, nodes in names.items()
            if any(isinstance(node, ast.Name | ast.arg | ast.ExceptHandler) for node in nodes)
        }

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """The kind of value that each name seems to hold; names without a hint are left out."""
        hints: dict[str, Kind] = dict.fromkeys(self.function_names, Kind.FUNCTION)
        for node in self.code.nodes:
            for name, kind in self._hints(node):
                hints.setdefault(name, kind)
        return hints

    def _hints(self, node: ast.AST):
        """Yield (name, kind) for what a node says of a name."""
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and (kind := self.kind(node.value)):
                    yield target.id, kind
        elif isinstance(node, ast.For) and isinstance(node.target, ast.Name):
            if isinstance(node.iter, ast.Call) and getattr(node.iter.func, "id", "") == "range":
                yield node.target.id, Kind.NUMBER
        elif isinstance(node, ast.Attribute):
            if isinstance(node.value, ast.Name) and node.attr in _METHODS:
                yield node.value.id, _METHODS[node.attr]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub | ast.Mult | ast.FloorDiv):
            for side in (node.left, node.right):
                if isinstance(side, ast.Name):
                    yield side.id, Kind.NUMBER
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("len", "enumerate"):
            for argument in node.args[:1]:
                if isinstance(argument, ast.Name):
                    yield argument.id, Kind.LIST

    def kind(self, node: ast.expr) -> Kind | None:
        """Return the kind of value that an expression seems to have, or None."""
        if type(node) in _LITERALS:
            return _LITERALS[type(node)]
        if isinstance(node, ast.Constant):
            types = {bool: Kind.BOOLEAN, int: Kind.NUMBER, float: Kind.NUMBER, str: Kind.TEXT}
            return types.get(type(node.value))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return _CALLS.get(node.func.id)
        if isinstance(node, ast.UnaryOp):
            return Kind.BOOLEAN if isinstance(node.op, ast.Not) else Kind.NUMBER
        if isinstance(node, ast.BinOp):
            return self.kind(node.left) or self.kind(node.right)
        if isinstance(node, ast.Name):
            return self.__dict__.get("kinds", {}).get(node.id)
        return None
