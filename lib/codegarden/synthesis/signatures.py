"""Polymorphic signatures of productions: read, matched with concrete types, filled in.

A signature is written as in ``(xs: iter[a], f: a -> b) -> list[b]``. ``a``, ``b``, ``c`` stand for
any type, ``n`` for a number, ``o`` for what is ordered, ``h`` for what is hashable, ``k``, ``l``,
``m`` for numbers and texts, ``q`` for a sequence that is sliced as itself; ``seq[a]`` is a list,
tuple or text, ``iter[a]`` anything that a loop takes its elements from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from codegarden.description.types import ANY, REST, UNKNOWN, Type, element, join_two, parse

# data of mixed types is "any": whether it is ordered or hashable, trying shows
ORDERED = frozenset({"any", "int", "float", "bool", "str", "list", "tuple"})
HASHABLE = frozenset({"any", "int", "float", "bool", "str", "tuple", "None"})
SEQUENCES = frozenset({"str", "list", "tuple"})
ITERABLE = frozenset({"str", "list", "tuple", "set", "dict"})
SCALAR = frozenset({"int", "float", "bool", "str"})
VARIABLES = {
    **dict.fromkeys("abc", None),
    **dict.fromkeys("klm", SCALAR),
    "n": frozenset({"int", "float"}),
    "o": ORDERED,
    "h": HASHABLE,
    "q": SEQUENCES,
}


@dataclass(frozen=True)
class Function:
    """The type of a parameter that is a function: of so many variables, with such a result."""

    params: tuple[Type, ...]
    result: Type


@dataclass(frozen=True)
class Signature:
    """The names and types of a production's parameters, and the type of its result."""

    names: tuple[str, ...]
    types: tuple[Type | Function, ...]
    result: Type


def signature(text: str) -> Signature:
    """Read a signature.

    A result ``?`` is known only when the function is tried on values (see ``probing``).

    >>> signature("(xs: iter[a], f: a -> b) -> list[b]").names
    ('xs', 'f')
    """
    inside, _, result = text.rpartition(") -> ")
    names, types = [], []
    for part in _split(inside[1:]):
        name, _, kind = part.partition(":")
        names.append(name.strip())
        kind = kind or name
        takes, arrow, gives = kind.rpartition("->")
        if arrow:
            types.append(Function(tuple(map(parse, _split(takes.strip("() ")))), parse(gives)))
        else:
            types.append(parse(kind))
    return Signature(tuple(names), tuple(types), UNKNOWN if result == "?" else parse(result))


def _split(text: str) -> list[str]:
    """Return the parts between commas that stand in no brackets."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += (letter in "[(") - (letter in "])")
        if letter == "," and not depth:
            parts.append(text[start:place].strip())
            start = place + 1
    return [*parts, text[start:].strip()] if text.strip() else []


def match(pattern: Type, concrete: Type, bound: dict[str, Type]) -> bool:
    """Bind the variables of a pattern so that a concrete type goes there; return whether it does.

    ``bound`` is changed, also where the answer is no.
    """
    name = pattern.name
    if concrete == REST:
        return pattern == REST
    if name in VARIABLES:
        kinds = VARIABLES[name]
        if concrete.name in ("regex", "call"):
            return False
        if kinds is not None and not _is_of(concrete, kinds, name):
            return False
        if name == "q" and concrete.name == "tuple" and REST not in concrete.args:
            if len(set(concrete.args)) != 1:  # a part of it would be of another type
                return False
            concrete = Type("tuple", (concrete.args[0], REST))
        if name not in bound:
            bound[name] = concrete
            return True
        if name == "n":
            bound[name] = join_two(bound[name], concrete)
            return True
        return bound[name] == concrete
    if name == "iter" or name == "seq":
        if concrete.name not in (ITERABLE if name == "iter" else SEQUENCES):
            return False
        inner = element(concrete)
        return inner is not None and match(pattern.args[0], inner, bound)
    if name == "float" and concrete.name == "int":
        return True
    if name != concrete.name:
        return name == "any"
    if len(pattern.args) != len(concrete.args):
        return not pattern.args
    return all(
        one == other or match(one, other, bound)
        for one, other in zip(pattern.args, concrete.args, strict=True)
    )


@cache
def accepts(kind: Type, type_: Type) -> bool:
    """Return whether a type can go to a place by itself."""
    return match(kind, type_, {})


def _is_of(type_: Type, kinds: frozenset[str], name: str) -> bool:
    """Return whether a type is of a class of types, elements of tuples and lists too."""
    if type_.name not in kinds:
        return False
    if name in ("o", "h") and type_.name in ("tuple", "list"):
        return all(each == REST or _is_of(each, kinds, name) for each in type_.args)
    return True


def fill(pattern: Type, bound: Mapping[str, Type]) -> Type:
    """Return a pattern with its variables replaced; what nothing binds is ``any``."""
    if pattern.name in VARIABLES:
        return bound.get(pattern.name, ANY)
    if pattern.args:
        inside = tuple(each if each == REST else fill(each, bound) for each in pattern.args)
        return Type(pattern.name, inside)
    return pattern


@cache
def depth(type_: Type) -> int:
    """Return how deep a type nests: 0 for ``int``, 2 for ``list[list[int]]``."""
    return 1 + max(map(depth, type_.args)) if type_.args else 0


def parts(type_: Type) -> Iterator[Type]:
    """Yield a type and the types inside it."""
    yield type_
    for each in type_.args:
        if each != REST:
            yield from parts(each)
