"""One operation: its types, how it is written, how it is computed, and how it is named in words.

Type patterns: ``N`` a number, ``O`` something ordered, ``K`` something hashable, any other single
capital letter anything; ``seq[T]`` a list or tuple, ``iter[T]`` also a set or a string's letters.
The same letter twice means the same type, integers beside floats becoming floats.
"""

import bisect
import collections
import csv
import datetime
import fnmatch
import functools
import heapq
import itertools
import math
import operator
import re
import statistics
import string
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from codegarden.description.types import ANY, FLOAT, INT, REST, Type, element, join, parse

MODULES = {
    module.__name__: module
    for module in (
        *(bisect, collections, csv, datetime, fnmatch, functools, heapq, itertools, math),
        *(operator, re, statistics, string, textwrap),
    )
}
ORDERED = ("int", "float", "str", "bool", "list", "tuple")
UNHASHABLE = ("list", "dict", "set")  # what is mixed may be hashable: that is tried


@dataclass(frozen=True, eq=False)
class Operation:
    """An operation of the enumeration; ``prelude`` is source that must stand before its use."""

    name: str
    params: tuple[Type, ...]
    result: Type
    template: str
    cost: int
    words: frozenset[str]
    function: Callable[..., Any]
    commutative: bool = False
    family: str = ""
    prelude: str = ""

    @property
    def arity(self) -> int:
        """Number of operands."""
        return len(self.params)

    def write(self, operands: list[str]) -> str:
        """Return the operation's source over its operands' sources."""
        return self.template.format(*operands)

    def result_of(self, types: tuple[Type, ...]) -> Type | None:
        """Return the type of the result for operands of these types, None if they do not fit."""
        bound: dict[str, Type] = {}
        for pattern, each in zip(self.params, types, strict=True):
            if not match(pattern, each, bound):
                return None
        return fill(self.result, bound)


def read_table(table: str, family: str) -> list[Operation]:
    """Read a family's table."""
    operations = []
    for line in table.strip().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, types, template, cost, words, *guard = (cell.strip() for cell in line.split(" :: "))
        params, _, result = types.rpartition("->")
        operations.append(
            Operation(
                name=name.removeprefix("~"),
                params=tuple(map(parse, split_types(params))),
                result=parse(result.strip()),
                template=parenthesize(template),
                cost=int(cost),
                words=frozenset(words.split()),
                function=compile_template(template, guard[0] if guard else ""),
                commutative=name.startswith("~"),
                family=family,
            )
        )
    return operations


def split_types(text: str) -> list[str]:
    """Split at the commas outside of brackets."""
    return [part.strip() for part in re.split(r",(?![^\[]*\])", text) if part.strip()]


def parenthesize(template: str) -> str:
    """Return a template whose use inside another needs no thought about precedence."""
    closed = re.fullmatch(r"[\w.]*\([^()]*\)|\{\d?\}(\.\w+\([^()]*\)|\[[^\[\]]*\])", template)
    return template if closed else f"({template})"


def compile_template(template: str, guard: str) -> Callable[..., Any]:
    """Return the function that a template and its guard describe."""
    names = ["a", "b", "c", "d"]
    source = template.format(*names)
    arity = max(
        len(re.findall(r"\{\}", template)),
        1 + max([int(n) for n in re.findall(r"\{(\d)\}", template)], default=-1),
    )
    if not guard and (plain := re.fullmatch(r"([\w.]+)\(((\{\}(, )?)*)\)", template)):
        return eval(plain[1], dict(MODULES))
    body = f"({source}) if ({guard}) else outside()" if guard else source
    return eval(f"lambda {', '.join(names[:arity])}: {body}", MODULES | {"outside": outside})


def outside() -> None:
    """Say that the operands are outside of the guard."""
    raise ValueError("outside of the guard")


@lru_cache(maxsize=200_000)
def _spread(each: Type, kind: str) -> Type | None:
    """Return the element type of a container that a pattern ``seq`` or ``iter`` admits."""
    if each.name in ("list", "tuple") or (kind == "iter" and each.name in ("set", "str")):
        inner = element(each)
        return ANY if inner is None or inner.name == "unknown" else inner
    return None


def match(pattern: Type, each: Type, bound: dict[str, Type]) -> bool:
    """Return whether a type fits a pattern, binding the pattern's letters."""
    name = pattern.name
    if len(name) == 1 and name.isupper():
        return bind(name, each, bound)
    if name in ("seq", "iter"):
        inner = _spread(each, name)
        return inner is not None and match(pattern.args[0], inner, bound)
    if name != each.name:
        return False
    if name == "tuple" and pattern.args and (REST in pattern.args or REST in each.args):
        inner = _spread(each, "seq")
        return inner is not None and match(pattern.args[0], inner, bound)
    return len(pattern.args) == len(each.args) and all(
        match(p, t, bound) for p, t in zip(pattern.args, each.args, strict=True)
    )


def bind(letter: str, each: Type, bound: dict[str, Type]) -> bool:
    """Bind a letter to a type, or compare with what it is bound to."""
    if letter == "N" and each not in (INT, FLOAT):
        return False
    if letter == "O" and (each.name not in ORDERED or "any" in map(str, each.args)):
        return False
    if letter == "K" and each.name in UNHASHABLE:
        return False
    if letter in bound and bound[letter] != each:
        both = join((bound[letter], each))
        if both == ANY or (letter not in "NO" and both != FLOAT):
            return False
        each = both
    bound[letter] = each
    return True


def fill(result: Type, bound: dict[str, Type]) -> Type:
    """Return a result's type with its letters replaced."""
    if result.name in bound:
        return bound[result.name]
    if not result.args:
        return result
    return Type(result.name, tuple(fill(each, bound) for each in result.args))
