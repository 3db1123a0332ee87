"""Types of plain Python data: what parameters hold, read off values, annotations and words.

A ``Type`` is a name with arguments, ``list[tuple[str, int]]``. This file compares, joins, parses
and matches types; it does not look into descriptions, see ``description.parameters`` for that.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, ClassVar

NAMES = ("int", "float", "bool", "str", "bytes", "None", "complex", "list", "tuple", "set", "dict")
ALIASES = {"frozenset": "set", "List": "list", "Dict": "dict", "Tuple": "tuple", "Set": "set"} | {
    "string": "str",
    "Sequence": "list",
    "Iterable": "list",
    "NoneType": "None",
    "Any": "any",
    "object": "any",
    "Counter": "dict",
}


class TypeTextError(ValueError):
    """A type's text that cannot be read; the message shows it."""


class Type:
    """A type of plain data.

    ``tuple`` has one argument for each place, or an element and ``...`` for any length. ``any`` is
    the type of mixed or unknown data. Equal types are one object, since they are looked up very
    often.
    """

    __slots__ = ("args", "name")
    name: str
    args: tuple["Type", ...]
    _known: ClassVar[dict[tuple, "Type"]] = {}

    def __new__(cls, name: str, args: tuple["Type", ...] = ()) -> "Type":
        """Return the type of a name and arguments."""
        made = cls._known.get((name, args))
        if made is None:
            made = super().__new__(cls)
            object.__setattr__(made, "name", name)
            object.__setattr__(made, "args", args)
            made = cls._known.setdefault((name, args), made)
        return made

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a type cannot be changed: {name!r}")

    def __str__(self) -> str:
        return f"{self.name}[{', '.join(map(str, self.args))}]" if self.args else self.name

    def __repr__(self) -> str:
        return f"Type(name={self.name!r}, args={self.args!r})"

    def __reduce__(self) -> tuple:
        return Type, (self.name, self.args)


ANY, INT, FLOAT, BOOL, STR, NONE = map(Type, ("any", "int", "float", "bool", "str", "None"))
REST = Type("...")
UNKNOWN = Type("unknown")  # the elements of what is empty


def list_of(element: Type) -> Type:
    """Return the type of lists of an element type."""
    return Type("list", (element,))


def parse(text: str) -> Type:
    """Read a type as it is written in an annotation.

    >>> str(parse("List[Tuple[int, ...]]"))
    'list[tuple[int, ...]]'

    Raises ``TypeTextError`` for anything that is not one type.
    """
    tokens = re.findall(r"\.\.\.|[A-Za-z_]\w*|[\[\],|]|\S", text)
    position = 0

    def one() -> Type:
        nonlocal position
        if position >= len(tokens) or not re.match(r"\w|\.\.\.", tokens[position]):
            raise TypeTextError(f"{text[:60]!r} is not a type: write one such as list[int]")
        name = tokens[position]
        position += 1
        args = []
        if position < len(tokens) and tokens[position] == "[":
            while position < len(tokens) and tokens[position] in "[,":
                position += 1
                args.append(one())
            if position >= len(tokens) or tokens[position] != "]":
                raise TypeTextError(f"{text[:60]!r} is not a type: a bracket is missing")
            position += 1
        result = Type(ALIASES.get(name, name), tuple(args))
        if position < len(tokens) and tokens[position] == "|":
            position += 1
            result = join((result, one()))
        return result

    result = one()
    if position != len(tokens):
        raise TypeTextError(f"{text[:60]!r} is not one type: write one such as list[int]")
    return result


def type_of(value: Any) -> Type:
    """Return the type of a value, nested.

    >>> str(type_of([("a", 1), ("b", 2)]))
    'list[tuple[str, int]]'
    """
    if value is None:
        return NONE
    if isinstance(value, dict):
        return Type("dict", (join(map(type_of, value)), join(map(type_of, value.values()))))
    if isinstance(value, tuple):
        return Type("tuple", tuple(map(type_of, value)) or (UNKNOWN, REST))
    if isinstance(value, list | set | frozenset):
        name = "list" if isinstance(value, list) else "set"
        return Type(name, (join(map(type_of, value)),))
    return Type(type(value).__name__ if type(value).__name__ in NAMES else "any")


def join(types: Iterable[Type]) -> Type:
    """Return the narrowest type that holds all of the given ones; of none at all, ``unknown``.

    >>> str(join([parse("tuple[int, int]"), parse("tuple[int]")]))
    'tuple[int, ...]'
    """
    result = UNKNOWN
    for each in types:
        result = join_two(result, each)
    return result


@lru_cache(maxsize=10_000)
def join_two(a: Type, b: Type) -> Type:
    """Return the narrowest type that holds two types."""
    if a == b or b.name == "unknown":
        return a
    if a.name == "unknown":
        return b
    if {a.name, b.name} == {"int", "float"}:
        return FLOAT
    if a.name != b.name:
        return ANY
    if a.name == "tuple":
        if len(a.args) == len(b.args) and REST not in a.args + b.args:
            return Type("tuple", tuple(map(join_two, a.args, b.args)))
        return Type("tuple", (join((*places(a), *places(b))), REST))
    return Type(a.name, tuple(map(join_two, a.args, b.args)))


def places(tuple_type: Type) -> tuple[Type, ...]:
    """Return the element types of a tuple type, without the mark of any length."""
    return tuple(each for each in tuple_type.args if each != REST) or (UNKNOWN,)


def element(container: Type) -> Type | None:
    """Return the type of what a loop over a container gives, or None if there is no loop."""
    if container.name == "str":
        return STR
    if container.name in ("list", "set", "dict"):
        return container.args[0]
    if container.name == "tuple":
        return join(each for each in container.args if each != REST)
    return None
