"""Types and names that noun phrases speak of: "a list of tuples of integers", "two strings"."""

import re
from dataclasses import dataclass

from codegarden.description.elements import Span
from codegarden.description.lexicon import CONTAINERS, SCALARS
from codegarden.description.types import ANY, INT, REST, STR, Type, list_of

COUNTS = {"two": 2, "three": 3, "four": 4, "both": 2, "2": 2, "3": 3}
WORD = re.compile(r"[A-Za-z][A-Za-z']*|\d+")


@dataclass(frozen=True)
class Phrase:
    """A phrase that names data: its type, how many there are, and where it stands."""

    type: Type
    count: int
    span: Span
    head: str


def singular(word: str) -> str:
    """Return a noun without its plural ending.

    >>> [singular(w) for w in ("lists", "dictionaries", "matrices", "words", "radius")]
    ['list', 'dictionary', 'matrix', 'word', 'radius']
    """
    word = word.lower()
    if word in SCALARS or word in CONTAINERS:
        return word
    if word.endswith("trices"):
        return word[:-4] + "ix"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word.removesuffix("s")


def kind_of(word: str) -> str:
    """Return the type's name that a noun stands for, "" for any other word."""
    noun = singular(word)
    return CONTAINERS.get(noun) or SCALARS.get(noun, "")


def phrases(text: str) -> list[Phrase]:
    """Return the data phrases of a text in order: containers with their elements, and scalars."""
    words = list(WORD.finditer(text))
    found = []
    place = 0
    while place < len(words):
        kind = kind_of(words[place][0])
        if not kind:
            place += 1
            continue
        type_, end = _read(words, place, text)
        start = place
        count = 1
        for back in (1, 2):
            if place - back >= 0 and words[place - back][0].lower() in COUNTS:
                count = COUNTS[words[place - back][0].lower()]
                start = place - back
        plural = words[end - 1][0].lower() != singular(words[end - 1][0]) or count > 1
        span = Span(words[start].start(), words[end - 1].end(), "data")
        found.append(Phrase(type_, count if plural else 1, span, singular(words[place][0])))
        place = end
    return found


def _read(words: list[re.Match], place: int, text: str) -> tuple[Type, int]:
    """Return the type of the phrase that begins at a word, and the number of the word after it."""
    kinds = [kind_of(words[place][0])]
    end = place + 1
    while end < len(words) and _adjacent(words, end, text) and kind_of(words[end][0]):
        kinds.append(kind_of(words[end][0]))  # "tuple list", "string list", "list elements"
        end += 1
    head = kinds[-1]
    containers = ("list", "tuple", "set", "dict", "matrix")
    if head not in containers and kinds[0] in containers:
        head, kinds = kinds[0], kinds[:1]  # "list elements" is about the list
    inner = kinds[-2] if len(kinds) > 1 else ""
    element = _wrap(inner, ANY) if inner in containers else _scalar(inner)
    before = words[place - 1][0].lower() if place else ""
    if before == "nested" and head in containers and element == ANY:
        element = _wrap(head, INT)
    if head in containers and end + 1 < len(words) and words[end][0].lower() == "of":
        skip = end + 1
        while skip < len(words) - 1 and words[skip][0].lower() in _SKIPPED:
            skip += 1
        if kind_of(words[skip][0]):
            element, end = _read(words, skip, text)
    return (_wrap(head, element) if head in containers else _scalar(head)), end


_SKIPPED = ("the", "given", "different", "n", "k", "all", "multiple", "non", "empty", "positive")


def _adjacent(words: list[re.Match], place: int, text: str) -> bool:
    """Return whether only a space stands before a word."""
    return text[words[place - 1].end() : words[place].start()] == " "


def _scalar(kind: str) -> Type:
    """Return the type of a scalar's name."""
    return Type(kind) if kind in ("str", "int", "float", "bool") else ANY


def _wrap(container: str, element: Type) -> Type:
    """Return the type of a container of elements."""
    if container == "matrix":
        return list_of(list_of(INT))
    if container == "dict":
        return Type("dict", (STR, element if element != ANY else INT))
    element = INT if element == ANY else element
    return Type("tuple", (element, REST)) if container == "tuple" else Type(container, (element,))
