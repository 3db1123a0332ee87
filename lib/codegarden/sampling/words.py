"""Which pieces of a vocabulary may begin, continue and end a name, a number or a string literal.

A word is spelled a piece at a time, and each piece must leave something that can still become a
word. Tables are made once for each vocabulary and state of a word, and shared.
"""

import ast
import re
import warnings
from functools import lru_cache

import numpy as np

from codegarden.tokens import Vocabulary
from codegarden.tokens.lexemes import KEYWORDS

NAME, NUMBER, STRING = "NAME", "NUMBER", "STRING"

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_NAME_PART = re.compile(r"[A-Za-z0-9_]+\Z")
_PREFIX = re.compile(r"(?:[rR][bBfF]?|[bBfF][rR]?|[uU])\Z")
_OPENED = re.compile(r"((?:[rR][bBfF]?|[bBfF][rR]?|[uU])?)[\"']")
_DIGITS = r"[0-9](?:_?[0-9])*"
_EXPONENT = rf"[eE][+-]?{_DIGITS}"
_NUMBER = re.compile(
    r"0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?0)*|[1-9](?:_?[0-9])*"
    rf"|(?:(?:{_DIGITS})?\.{_DIGITS}|{_DIGITS}\.)(?:{_EXPONENT})?[jJ]?|{_DIGITS}{_EXPONENT}[jJ]?"
    rf"|{_DIGITS}[jJ]"
)
# what may stand between a number that is begun and one that is whole
_NUMBER_ENDS = ("", "0", "1", "0j", ".0")

# States of a string literal, as (phase, quote, closing quotes read): a quote has been read, two
# have (the literal may end), the text of one with single quotes, of one with triple quotes, an
# escaped character in either, the end.
_FIRST, _SECOND, _ONE, _THREE, _ONE_ESCAPED, _THREE_ESCAPED, _CLOSED = range(7)


def _step(state: tuple | None, character: str) -> tuple | None:
    """Return the state of a string literal after one more character; None where there is none."""
    if state is None:
        return None
    phase, quote, seen = state
    if phase == _CLOSED or character == "\0":
        return None
    if phase == _SECOND:
        return (_THREE, quote, 0) if character == quote else None
    if phase == _FIRST and character == quote:
        return (_SECOND, quote, 0)
    if phase in (_FIRST, _ONE):
        if character in "\n\r":
            return None
        if character == quote:
            return (_CLOSED, quote, 0)
        return (_ONE_ESCAPED if character == "\\" else _ONE, quote, 0)
    if phase == _THREE:
        if character == quote:
            return (_CLOSED, quote, 0) if seen == 2 else (_THREE, quote, seen + 1)
        return (_THREE_ESCAPED if character == "\\" else _THREE, quote, 0)
    return (_ONE if phase == _ONE_ESCAPED else _THREE, quote, 0)


def string_state(text: str, state: tuple | None = None) -> tuple | None:
    """Return the state after some text; without a state, the text begins with prefix and quote."""
    if state is None:
        opened = _OPENED.match(text)
        if not opened:
            return None
        text = text[opened.end() :]
        state = (_FIRST, opened.group()[-1], 0)
    for character in text:
        state = _step(state, character)
    return state


def is_whole(state: tuple | None) -> bool:
    """Say whether a string literal may end in a state."""
    return state is not None and state[0] in (_SECOND, _CLOSED)


def closing(state: tuple) -> str:
    """Return the text that ends a string literal."""
    phase, quote, seen = state
    if phase in (_SECOND, _CLOSED):
        return ""
    escaped = "0" if phase in (_ONE_ESCAPED, _THREE_ESCAPED) else ""
    return escaped + quote * (3 - seen if phase in (_THREE, _THREE_ESCAPED) else 1)


@lru_cache(maxsize=10_000)
def is_literal(text: str) -> bool:
    """Say whether the text of a string literal parses: its escapes, and the code in an f-string."""
    if "\\" not in text and text[0] in "\"'":
        return True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(
                text.encode("latin-1").decode(errors="replace"),
                "<string>",
                "eval",
                ast.PyCF_ONLY_AST,
            )
    except (SyntaxError, ValueError):
        return False
    return True


def is_number(text: str) -> bool:
    """Say whether a number is whole."""
    return _NUMBER.fullmatch(text) is not None


def may_be_number(text: str) -> bool:
    """Say whether a text is the beginning of a number."""
    return any(_NUMBER.fullmatch(text + end) for end in _NUMBER_ENDS)


class Pieces:
    """The pieces of a vocabulary, sorted by what they can do; arrays are booleans by id."""

    def __init__(self, vocabulary: Vocabulary):
        self.vocabulary = vocabulary
        self.words = {number: vocabulary.texts[number] for number in vocabulary.word_ids}
        self.parts = {number: vocabulary.texts[number] for number in vocabulary.part_ids}
        self.name_parts = self.mask(
            number for number, text in self.parts.items() if _NAME_PART.match(text)
        )
        self.ascii = self.mask(number for number, text in self.parts.items() if text.isascii())
        self.quotes = {
            number: text for number, text in self.parts.items() if text and text[0] in "\"'"
        }
        self.numeric = {
            number: text for number, text in self.parts.items() if re.match(r"[\w.+-]+\Z", text)
        }
        self.after_string = lru_cache(maxsize=1_000)(self._after_string)
        self.after_number = lru_cache(maxsize=10_000)(self._after_number)
        self.beginning = {
            NAME: self.mask(number for number, text in self.words.items() if _NAME.match(text)),
            NUMBER: self.mask(number for number, text in self.words.items() if may_be_number(text)),
            STRING: self.mask(number for number, text in self.words.items() if string_state(text)),
        }
        self.prefixes = self.mask(
            number for number, text in self.words.items() if _PREFIX.match(text)
        )
        self.plain_quotes = self.mask(
            number for number, text in self.words.items() if string_state(text) and text[0] in "\"'"
        )

    def mask(self, numbers) -> np.ndarray:
        """Return ids as booleans of the shape of the vocabulary."""
        found = np.zeros(len(self.vocabulary), bool)
        found[list(numbers)] = True
        return found

    def _after_string(self, state: tuple) -> tuple[np.ndarray, np.ndarray]:
        """Return which parts may follow in a string literal, and which of them may end it."""
        goes, ends = [], []
        for number, text in self.parts.items():
            after = string_state(text, state)
            if after is not None:
                goes.append(number)
                if is_whole(after):
                    ends.append(number)
        return self.mask(goes), self.mask(ends)

    def _after_number(self, text: str) -> np.ndarray:
        return self.mask(
            number for number, part in self.numeric.items() if may_be_number(text + part)
        )

    def after(self, text: str, kinds: frozenset[str]) -> np.ndarray:
        """Return which parts may continue a word, of which the kinds that are called for are given.

        A letter or two may be a name or the prefix of a string.
        """
        kind = kind_of(text)
        if kind == NUMBER:
            return self.after_number(text)
        if kind == NAME:
            found = self.name_parts if NAME in kinds else np.zeros_like(self.name_parts)
            if STRING in kinds and _PREFIX.match(text):
                quoting = (n for n, part in self.quotes.items() if string_state(text + part))
                found = found | self.mask(quoting)
            return found
        state = string_state(text)
        goes, ends = self.after_string(state)
        if "b" in _OPENED.match(text).group().lower():
            goes = goes & self.ascii
        if not is_whole(state) and not is_literal(text + closing(state)):
            goes = goes & ~ends
        return goes


def kind_of(text: str) -> str:
    """Return the terminal that a word is, or may become."""
    if _OPENED.match(text):
        return STRING
    return NUMBER if text[0] in ".0123456789" else NAME


def may_end(text: str) -> bool:
    """Say whether a word is whole: a name that is no keyword, a number, a string that parses."""
    kind = kind_of(text)
    if kind == NAME:
        return text not in KEYWORDS
    if kind == NUMBER:
        return is_number(text)
    return is_whole(string_state(text)) and is_literal(text)


def ending(text: str) -> str:
    r"""Return what makes a word whole that is not yet: few characters, none of them in vain.

    A string that is begun may want digits (after ``\x``) or a brace (in an f-string) first.
    """
    state = string_state(text)
    if state is None:
        return "0"
    for filling in ("", "0", "00", "0000", "00000000", "}", "0}", ")}"):
        filled = string_state(filling, state)
        if filled and is_literal(text + filling + closing(filled)):
            return filling + closing(filled)
    return closing(state)


@lru_cache(maxsize=8)
def pieces_of(vocabulary: Vocabulary) -> Pieces:
    """Return the pieces of a vocabulary, made once."""
    return Pieces(vocabulary)
