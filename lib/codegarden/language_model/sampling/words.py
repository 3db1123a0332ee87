"""Which pieces of a vocabulary may begin, continue and end a name, a number or a string literal.

A word is spelled a piece at a time, and each piece must leave something that can still become a
word. Tables are made once for each vocabulary and state of a word, and shared.
"""

import re
from functools import lru_cache

import numpy as np

from codegarden.language_model.sampling import literals
from codegarden.language_model.sampling.scope import beginnings
from codegarden.language_model.tokens import Vocabulary
from codegarden.language_model.tokens.lexemes import KEYWORDS

NAME, NUMBER, STRING = "NAME", "NUMBER", "STRING"

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_NAME_PART = re.compile(r"[A-Za-z0-9_]+\Z")
_PREFIX = re.compile(r"(?:[rR][bBfF]?|[bBfF][rR]?|[uU])\Z")
_DIGITS = r"[0-9](?:_?[0-9])*"
_EXPONENT = rf"[eE][+-]?{_DIGITS}"
_NUMBER = re.compile(
    r"0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?0)*|[1-9](?:_?[0-9])*"
    rf"|(?:(?:{_DIGITS})?\.{_DIGITS}|{_DIGITS}\.)(?:{_EXPONENT})?[jJ]?|{_DIGITS}{_EXPONENT}[jJ]?"
    rf"|{_DIGITS}[jJ]"
)
# what may stand between a number that is begun and one that is whole
_NUMBER_ENDS = ("", "0", "1", "j", "0j", ".0")


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
        self.quotes = {
            number: text for number, text in self.parts.items() if text and text[0] in "\"'"
        }
        self.numeric = {
            number: text for number, text in self.parts.items() if re.match(r"[\w.+-]+\Z", text)
        }
        self.first_ids = {text: number for number, text in self.words.items()}
        self.part_ids = {text: number for number, text in self.parts.items()}
        self.naming = lru_cache(maxsize=20_000)(self._naming)
        self.after_string = lru_cache(maxsize=1_000)(self._after_string)
        self.after_number = lru_cache(maxsize=10_000)(self._after_number)
        self.beginning = {
            NAME: self.mask(number for number, text in self.words.items() if _NAME.match(text)),
            NUMBER: self.mask(number for number, text in self.words.items() if may_be_number(text)),
            STRING: self.mask(number for number, text in self.words.items() if literals.read(text)),
        }
        self.prefixes = self.mask(
            number for number, text in self.words.items() if _PREFIX.match(text)
        )
        self.plain_quotes = self.mask(
            number
            for number, text in self.words.items()
            if literals.read(text) and text[0] in "\"'"
        )

    def mask(self, numbers) -> np.ndarray:
        """Return ids as booleans of the shape of the vocabulary."""
        found = np.zeros(len(self.vocabulary), bool)
        found[list(numbers)] = True
        return found

    def _after_string(self, state: literals.Literal) -> np.ndarray:
        return self.mask(
            number for number, part in self.parts.items() if literals.read(part, state)
        )

    def _after_number(self, text: str) -> np.ndarray:
        return self.mask(
            number for number, part in self.numeric.items() if may_be_number(text + part)
        )

    def _naming(self, names: frozenset[str], prefix: str) -> np.ndarray:
        """Return which pieces may come after a prefix so that one of some names can be meant."""
        ids = self.part_ids if prefix else self.first_ids
        return self.mask(ids[text] for text in beginnings(names, prefix) if text in ids)

    def naming_any(self, groups: tuple[frozenset[str], ...], prefix: str) -> np.ndarray:
        """Return which pieces may come after a prefix so that a name of some group can be meant."""
        return np.logical_or.reduce([self.naming(names, prefix) for names in groups])

    def after(
        self,
        text: str,
        kinds: frozenset[str],
        names: tuple[frozenset[str], ...] | None = None,
    ) -> np.ndarray:
        """Return which parts may continue a word, of which the kinds that are called for are given.

        A letter or two may be a name or the prefix of a string. ``names``: a name is one of these,
        or one of Python's; any name if None.
        """
        kind = kind_of(text)
        if kind == NUMBER:
            return self.after_number(text)
        if kind == NAME:
            found = self.name_parts if NAME in kinds else np.zeros_like(self.name_parts)
            if names is not None and NAME in kinds:
                found = self.naming_any(names, text)
            if STRING in kinds and _PREFIX.match(text):
                quoting = (n for n, part in self.quotes.items() if literals.read(text + part))
                found = found | self.mask(quoting)
            return found
        return self.after_string(literals.read(text))


def kind_of(text: str) -> str:
    """Return the terminal that a word is, or may become."""
    if literals.OPENED.match(text):
        return STRING
    return NUMBER if text[0] in ".0123456789" else NAME


def may_end(text: str) -> bool:
    """Say whether a word is whole: a name that is no keyword, a number, a string that parses."""
    kind = kind_of(text)
    if kind == NAME:
        return text not in KEYWORDS
    if kind == NUMBER:
        return is_number(text)
    return literals.is_whole(literals.read(text))


def ending(text: str) -> str:
    """Return a short text that makes a word whole that is not yet."""
    kind = kind_of(text)
    if kind == NUMBER:
        return next(end for end in _NUMBER_ENDS if is_number(text + end))
    return "0" if kind == NAME else literals.closing(literals.read(text))


@lru_cache(maxsize=8)
def pieces_of(vocabulary: Vocabulary) -> Pieces:
    """Return the pieces of a vocabulary, made once."""
    return Pieces(vocabulary)
