"""A task as arrays: the words of its description, its examples as tokens, and its signature."""

import contextlib
import io
import string
import tokenize
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from codegarden.description.words import stems_of
from codegarden.guide import properties
from codegarden.plain import PlainDataError, to_text

WORDS = 24  # of a description, the first
SHOWN = 3  # examples that are read
INPUT, OUTPUT = 40, 24  # tokens of the arguments and of the result of one, the first
PAD, UNKNOWN = 0, 1
NAMES = ("True", "False", "None")
TOKENS = ("<pad>", "<unknown>", "<gives>", *NAMES, *string.printable)
_NUMBER = {token: number for number, token in enumerate(TOKENS)}
STEPS = 255  # so that a share is kept as a byte
OFTEN = 2  # descriptions that have a word which is known


def words(description: str, name: str = "") -> list[str]:
    """Return the stems of a description and of a function's name, in order.

    >>> words("Sort the numbers.", "sort_numbers")
    ['sort', 'the', 'number', 'sort', 'number']
    """
    return stems_of(f"{description} {name.replace('_', ' ')}")


def vocabulary(texts: Iterable[Sequence[str]]) -> list[str]:
    """Return the words that several texts have, the frequent first; pad and unknown before all."""
    counts = Counter(word for text in texts for word in set(text))
    known = sorted((w for w, n in counts.items() if n >= OFTEN), key=lambda w: (-counts[w], w))
    return ["<pad>", "<unknown>", *known]


def spelled(value: Any, most: int) -> list[int]:
    """Return the tokens of what is written for a value, numbers and texts letter by letter.

    >>> [TOKENS[each] for each in spelled([10, True], 9)]
    ['[', '1', '0', ',', 'True', ']']
    """
    try:
        text = to_text(value)  # sets in one order, whatever the process
    except PlainDataError:
        text = repr(value)
    text = text[: 4 * most]  # a beginning will do
    found: list[str] = []
    read = 0
    with contextlib.suppress(tokenize.TokenError, SyntaxError):
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.ERRORTOKEN or len(found) >= most:
                break
            found += [token.string] if token.string in NAMES else token.string.strip()
            read = len(text) if token.start[0] > 1 else token.end[1]
    found += text[read:]  # where it was cut within a token
    return [_NUMBER.get(each, UNKNOWN) for each in found[:most]]


def examples(inputs: Sequence[tuple], outputs: Sequence[Any]) -> np.ndarray:
    """Return the token ids of the first examples, of shape ``(SHOWN, INPUT + 1 + OUTPUT)``."""
    found = np.zeros((SHOWN, INPUT + 1 + OUTPUT), np.uint8)
    rows = list(zip(inputs, outputs, strict=True))[:SHOWN]
    for row, (arguments, output) in zip(found, rows, strict=False):
        ids = [*spelled(arguments, INPUT), _NUMBER["<gives>"], *spelled(output, OUTPUT)]
        row[len(row) - len(ids) :] = ids
    return found


def description(text: Sequence[str], known: dict[str, int]) -> np.ndarray:
    """Return the ids of words, of shape ``(WORDS,)``."""
    found = np.zeros(WORDS, np.int32)
    ids = [known.get(word, UNKNOWN) for word in text[:WORDS]]
    found[WORDS - len(ids) :] = ids
    return found


def signature(inputs: Sequence[tuple], outputs: Sequence[Any]) -> np.ndarray:
    """Return the property signature of examples, in steps of ``1 / STEPS``."""
    return (STEPS * properties.signature(inputs, outputs)).round().astype(np.uint8)
