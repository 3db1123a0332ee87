"""One thing of Python that the search composes: an operator, a method, a builtin, a loop.

A production is defined once, by a signature and by the Python that it stands for::

    Production("(xs: iter[a], f: a -> b) -> list[b]", "[f(x) for x in xs]", "each element changed")

The Python is at once its meaning (compiled, with the parameters as arguments), how it is written
(the parameters' names are places for terms), and how it is recognized in programs.
"""

import ast
import bisect
import builtins
import collections
import datetime
import functools
import heapq
import itertools
import math
import operator
import re
import statistics
import string
import textwrap
from collections.abc import Callable, Mapping
from functools import cached_property
from types import ModuleType
from typing import Any

from codegarden.description.types import UNKNOWN, Type
from codegarden.synthesis.signatures import Function, signature

MODULES: dict[str, ModuleType] = {
    module.__name__: module
    for module in (bisect, collections, datetime, functools, heapq, itertools)
} | {module.__name__: module for module in (math, operator, re, statistics, string)}
OPERATORS = {
    **{"Add": operator.add, "Sub": operator.sub, "Mult": operator.mul, "Div": operator.truediv},
    **{"FloorDiv": operator.floordiv, "Mod": operator.mod, "BitAnd": operator.and_},
    **{"BitOr": operator.or_, "BitXor": operator.xor, "RShift": operator.rshift},
    **{"Eq": operator.eq, "NotEq": operator.ne, "Lt": operator.lt, "LtE": operator.le},
    **{"USub": operator.neg, "Not": operator.not_, "Invert": operator.invert},
}
PLACE = "a place of a tuple"  # what productions are about that take a tuple apart
COMMUTATIVE = ("Add", "Mult", "BitAnd", "BitOr", "BitXor", "Eq", "NotEq")


_MADE: dict[tuple[str, str], "Production"] = {}


class Production:
    """A typed piece of Python with places for terms.

    ``text`` is an expression, or statements that end with ``return``. ``at_most`` bounds the size
    of arguments on which the size of the result, or the time to make it, depends: a number itself,
    the length of anything else; ``(most,)`` bars negative ones, too.
    """

    def __init__(
        self,
        signature_text: str,
        text: str,
        about: str,
        at_most: Mapping[str, int | tuple[int]] | None = None,
        modules: Mapping[str, ModuleType] = MODULES,
    ):
        self.signature = signature(signature_text)
        self.text = textwrap.dedent(text).strip()
        self.about = about
        self.at_most = dict(at_most or {})
        self.modules = modules
        self.name = self.text
        try:
            self.tree: ast.expr | None = ast.parse(self.text, mode="eval").body
            self.statements: list[ast.stmt] = []
        except SyntaxError:
            self.tree = None
            self.statements = ast.parse(self.text).body
        _MADE.setdefault((str(self), self.text), self)

    def __repr__(self) -> str:
        return f"Production({self.name!r})"

    def __reduce__(self) -> tuple:
        return _restored, (str(self), self.text, self.about, self.at_most)

    def __str__(self) -> str:
        kinds = [
            f"{name}: ({', '.join(map(str, kind.params))}) -> {kind.result}"
            if isinstance(kind, Function)
            else f"{name}: {kind}"
            for name, kind in zip(self.names, self.types, strict=True)
        ]
        return f"({', '.join(kinds)}) -> {'?' if self.result == UNKNOWN else self.result}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parameters."""
        return self.signature.names

    @property
    def types(self) -> tuple[Type | Function, ...]:
        """The types of the parameters."""
        return self.signature.types

    @property
    def result(self) -> Type:
        """The type of the result."""
        return self.signature.result

    @cached_property
    def is_higher_order(self) -> bool:
        """Whether a parameter is a function."""
        return any(isinstance(each, Function) for each in self.types)

    @cached_property
    def is_commutative(self) -> bool:
        """Whether the two arguments may change places, where both are of one type."""
        node = self.tree
        kind = getattr(node, "op", None) or (node.ops[0] if isinstance(node, ast.Compare) else None)
        if type(kind).__name__ not in COMMUTATIVE or len(self.names) != 2:
            return False
        return type(kind).__name__ != "Add" or {t.name for t in self.types} <= {"n", "int", "float"}

    @cached_property
    def function(self) -> Callable[..., Any]:
        """What the production means: a function of its parameters."""
        found = self._builtin() or self._compiled()
        return self._bounded(found) if self.at_most else found

    def _compiled(self) -> Callable[..., Any]:
        """Return the text as a function."""
        body = f"return {self.text}" if self.tree is not None else self.text
        header = f"def meaning({', '.join(self.names)}):\n"
        space = dict(self.modules)
        exec(header + textwrap.indent(body, "    "), space)  # our own text, never a user's
        return space["meaning"]

    def _builtin(self) -> Callable[..., Any] | None:
        """Return the function in C that the text comes down to, which is faster, or None."""
        node, names = self.tree, list(self.names)
        if isinstance(node, ast.BinOp) and _named([node.left, node.right]) == names:
            return OPERATORS.get(type(node.op).__name__)
        if isinstance(node, ast.Compare) and _named([node.left, *node.comparators]) == names:
            return OPERATORS.get(type(node.ops[0]).__name__)
        if isinstance(node, ast.UnaryOp) and _named([node.operand]) == names:
            return OPERATORS.get(type(node.op).__name__)
        if isinstance(node, ast.Subscript) and _named([node.value, node.slice]) == names:
            return operator.getitem
        if not isinstance(node, ast.Call) or node.keywords:
            return None
        function = node.func
        if isinstance(function, ast.Name) and _named(node.args) == names:
            return getattr(builtins, function.id, None)
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            owner = function.value.id
            if owner in self.modules and _named(node.args) == names:
                return getattr(self.modules[owner], function.attr, None)
            if [owner, *_named(node.args)] == names and self.types[0] == Type("str"):
                return getattr(str, function.attr, None)
        return None

    def _bounded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with the bounds on its arguments' size checked before."""
        bounds = []
        for name, most in self.at_most.items():
            least = 0 if isinstance(most, tuple) else -most
            bounds.append((self.names.index(name), least, most[0] if least == 0 else most))

        def bounded(*args: Any) -> Any:
            for place, least, most in bounds:
                value = args[place]
                size = value if isinstance(value, int | float) else len(value)
                if not least <= size <= most:
                    raise OverflowError("too large")
            return function(*args)

        return bounded


def _restored(signature_text: str, text: str, about: str, at_most: dict) -> Production:
    """Return a pickled production: the one that this process has, if it has it."""
    known = _MADE.get((signature_text, text))
    return known or Production(signature_text, text, about, at_most)


def _named(nodes: list[ast.expr]) -> list[str]:
    """Return the names that nodes are, "" for one that is none."""
    return [node.id if isinstance(node, ast.Name) else "" for node in nodes]
