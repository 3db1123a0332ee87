"""Inputs that nobody gave: invented from types, or varied from given ones."""

import random
from collections.abc import Sequence
from typing import Any

from codegarden.description.types import REST, Type

SAMPLES = {
    "int": (5, 12, 3, 2),
    "float": (2.5, 1.25, 7.0, 0.5),
    "str": ("banana split", "Level", "a1b2 c3", "x"),
    "bool": (True, False, True, False),
    "None": (None,),
}
LENGTHS = (5, 4, 3, 6)


def invented(types: Sequence[Type], rows: int = 4) -> list[tuple]:
    """Return rows of arguments of the given types, always the same."""
    return [
        tuple(sample(each, row, place) for place, each in enumerate(types)) for row in range(rows)
    ]


def sample(type_: Type, row: int, place: int = 0) -> Any:
    """Return a value of a type; each row and place has another.

    >>> sample(Type("list", (Type("int"),)), 0)
    [5, 12, 3, 2, 6]
    """
    number = LENGTHS[row % len(LENGTHS)]
    if type_.name in SAMPLES:
        pool = SAMPLES[type_.name]
        value = pool[(row + place) % len(pool)]
        turn = (row + place) // len(pool)
        return value + turn if type_.name in ("int", "float") else value
    if type_.name == "tuple" and REST not in type_.args:
        return tuple(sample(each, row, i) for i, each in enumerate(type_.args))
    if type_.name == "dict":
        keys = [sample(type_.args[0], row, i + place) for i in range(number)]
        return {key: sample(type_.args[1], row, i + 2 * place) for i, key in enumerate(keys)}
    inner = type_.args[0] if type_.args else Type("int")
    values = [sample(inner, row, i + place) for i in range(number)]
    try:
        return {"tuple": tuple, "set": set}.get(type_.name, list)(values)
    except TypeError:
        return values


def varied(rows: Sequence[tuple], each: int, draw: random.Random) -> list[tuple]:
    """Return so many variants of each row of arguments; a length stays that of its list.

    >>> varied([([1, 2], 2), ([5], 1)], 1, random.Random(5))
    [([3, 4], 2), ([5, 5], 2)]
    """
    owners = length_of(rows)
    found = []
    for row in rows:
        for _ in range(each):
            made = vary(row, draw)
            sizes = {place: len(made[owner]) for place, owner in owners.items()}
            found.append(tuple(sizes.get(place, value) for place, value in enumerate(made)))
    return found


def further(rows: Sequence[tuple], each: int, most: int, draw: random.Random) -> list[tuple]:
    """Return rows of arguments that are not among the given ones, at most so many.

    Of each given one so many variants are made, and all of them have a part in what is returned.
    """
    given = set(map(repr, rows))
    made = {repr(row): row for row in varied(rows, each, draw)}
    new = [row for text, row in made.items() if text not in given]
    return new[:: max(1, len(new) // most)][:most]


def length_of(rows: Sequence[tuple]) -> dict[int, int]:
    """Return the places of arguments that are, in every row, the length of the one at another."""
    found = {}
    width = min(map(len, rows), default=0)
    for place in range(width):
        for other in range(width):
            pairs = [(row[place], row[other]) for row in rows]
            if all(type(n) is int and hasattr(xs, "__len__") and n == len(xs) for n, xs in pairs):
                found[place] = other
    return found


def vary(value: Any, draw: random.Random) -> Any:
    """Return a value like another: of its type, with other numbers, letters or length.

    >>> type(vary(("ab", [1, 2]), random.Random(0))).__name__
    'tuple'
    """
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value + draw.choice([0, 1, 1, 2, 3, -1] if value > 1 else [0, 1])
    if isinstance(value, float):
        return value + draw.choice([0.0, 0.5, 1.0, -0.25])
    if isinstance(value, str):
        return vary_text(value, draw)
    if isinstance(value, dict):
        made = {k: vary(v, draw) for k, v in value.items()}
        if len(made) > 1 and draw.random() < 0.5:
            del made[draw.choice(list(made))]
        return made
    if isinstance(value, list | tuple):
        changed = [vary(each, draw) for each in value]
        if isinstance(value, list) and changed and draw.random() < 0.5:
            changed.insert(draw.randrange(len(changed) + 1), draw.choice(changed))
        return type(value)(changed)
    if isinstance(value, set | frozenset):
        return type(value)(vary(each, draw) for each in sorted(value, key=repr))
    return value


def vary_text(text: str, draw: random.Random) -> str:
    """Return a text with two letters swapped, or one repeated, or as it is."""
    letters = list(text)
    if letters and draw.random() < 0.7:
        i, j = draw.randrange(len(letters)), draw.randrange(len(letters))
        letters[i], letters[j] = letters[j], letters[i]
    if letters and draw.random() < 0.4:
        letters.insert(draw.randrange(len(letters)), draw.choice(letters))
    return "".join(letters)
