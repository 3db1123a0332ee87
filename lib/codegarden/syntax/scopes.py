"""Which names a place of a program can see, and what kind of value each seems to hold.

The kinds are guesses from the way a name is assigned and used; they order candidates, and decide
nothing.
"""

import ast
import builtins
from collections import defaultdict
from enum import StrEnum
from functools import cached_property

from codegarden.syntax.code import COMPREHENSIONS, DEFINITIONS, FUNCTIONS, Code

BUILTINS = frozenset(dir(builtins))


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
        # the scope of each node, those of the nodes around it first
        self._scopes: dict[ast.AST, ast.AST] = {}
        for node in code.places:
            self._scopes[node] = self._resolved(node)
        # scope -> what the places in it see
        self._visible: dict[ast.AST, list[str]] = {}
        self._variables: dict[ast.AST, list[str]] = {}
        self._functions: dict[ast.AST, list[str]] = {}
        self._known: dict[ast.AST, frozenset[str]] = {}
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
        return self._scopes.get(node, self.code.tree)

    def _resolved(self, node: ast.AST) -> ast.AST:
        """Return the scope of a node, where those of the nodes around it are known."""
        where = self.code.places[node]
        parent, field = where.parent, where.field
        if isinstance(parent, ast.ClassDef | ast.Module):
            return parent
        if isinstance(parent, FUNCTIONS) and field in ("body", "args"):
            return parent
        found = parent if isinstance(parent, COMPREHENSIONS) else self.scope(parent)
        # what a comprehension's first loop goes over is in the scope around it
        outermost = isinstance(parent, ast.comprehension) and field == "iter"
        if outermost and self.code.places[parent].index == 0:
            found = self.scope(self.code.parent(parent))
        while isinstance(node, ast.NamedExpr) and isinstance(found, COMPREHENSIONS):
            found = self.scope(found)
        return found

    def visible(self, node: ast.AST) -> list[str]:
        """Return the names that a place can see, the nearest scope first, without builtins."""
        own = self.scope(node)
        if own not in self._visible:
            self._visible[own] = self._seen_from(own)
        return self._visible[own]

    def known(self, node: ast.AST) -> frozenset[str]:
        """Return the visible names and those of builtins."""
        own = self.scope(node)
        if own not in self._known:
            self._known[own] = BUILTINS.union(self.visible(node))
        return self._known[own]

    def _seen_from(self, scope: ast.AST | None) -> list[str]:
        names: dict[str, None] = {}
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
        own = self.scope(node)
        if own not in self._variables:
            self._variables[own] = [n for n in self.visible(node) if n in self.data_names]
        return self._variables[own]

    def functions(self, node: ast.AST) -> list[str]:
        """Return the visible names of functions that the program defines."""
        own = self.scope(node)
        if own not in self._functions:
            self._functions[own] = [n for n in self.visible(node) if n in self.function_names]
        return self._functions[own]

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
    def _names(self) -> dict[ast.AST, frozenset[str]]:
        found: dict[ast.AST, frozenset[str]] = {}
        for node in (*reversed(self.code.places), self.code.tree):  # what is inside of a node first
            children = ast.iter_child_nodes(node)
            inside = {found[one] if one in found else names(one) for one in children}
            inside.discard(frozenset())
            if isinstance(node, ast.Name):
                inside.add(frozenset([node.id]))
            # a chain of any length has one set
            found[node] = inside.pop() if len(inside) == 1 else frozenset().union(*inside)
        return found

    def names(self, node: ast.AST) -> frozenset[str]:
        """Return the names in an expression."""
        return self._names[node] if node in self._names else names(node)

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


def names(node: ast.AST) -> frozenset[str]:
    """Return the names in any part of a tree."""
    return frozenset(n.id for n in ast.walk(node) if isinstance(n, ast.Name))
