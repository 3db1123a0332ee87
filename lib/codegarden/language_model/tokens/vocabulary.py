"""The vocabulary: which entry has which id, and how a word is spelled with them.

Marks (``<start>``, ``<newline>``, ``<indent>`` ...), keywords and operators have an id each. A
name, number or string literal is a word, spelled with pieces: the first one marked as the start of
a word, the others as parts. Every byte is a piece, so there is no program that cannot be encoded.
This file does not read Python (see ``lexemes``) and does not cut words (see ``pieces``).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from tokenizers import models

from codegarden.files import replaced
from codegarden.language_model.tokens.lexemes import (
    DEDENT,
    INDENT,
    KEYWORDS,
    NEWLINE,
    OPERATORS,
    Kind,
    Lexeme,
    read,
    write,
)
from codegarden.language_model.tokens.names import canonical, rename
from codegarden.language_model.tokens.pieces import (
    BYTES,
    FIRST,
    INITIALS,
    begin,
    chunks,
    learn,
    to_lexeme,
    unmark,
)

PAD, START, END = "<pad>", "<start>", "<end>"
MARKS = tuple(sorted((PAD, START, END, NEWLINE.text, INDENT.text, DEDENT.text)))


class VocabularyError(ValueError):
    """A vocabulary that cannot be used; the message names the file and the remedy."""


class Vocabulary:
    r"""An ordered set of entries, and the way between programs and arrays of their ids.

    The ids of marks come first, then keywords, operators, pieces that start a word and pieces that
    continue one, sorted within each; so equal entries give equal ids.

    Parameters
    ----------
    pieces
        Texts of the pieces; the first character of those that start a word is 256 higher.
    merges
        The pairs of pieces that byte-pair encoding joins, in the order in which it learned them.
    docstrings
        Whether ``encode`` keeps docstrings.
    canonical_names
        Whether local names are encoded as ``v0``, ``v1`` ...; ``names_of`` tells what they were.

    Examples
    --------
    >>> vocabulary = Vocabulary.learn(["total = total + 1\n"], size=600)
    >>> vocabulary.decode(vocabulary.encode("total=subtotal"))
    'total = subtotal\n'
    """

    def __init__(
        self,
        pieces: Iterable[str],
        merges: Iterable[tuple[str, str]],
        docstrings: bool = True,
        canonical_names: bool = False,
    ):
        pieces = set(pieces)
        self.merges = tuple(tuple(pair) for pair in merges)
        self.docstrings = docstrings
        self.canonical_names = canonical_names
        self.words = tuple(sorted(unmark(one) for one in pieces if ord(one[0]) >= FIRST))
        self.parts = tuple(sorted(one for one in pieces if ord(one[0]) < FIRST))
        self.reserved = (*KEYWORDS, *OPERATORS)
        self._first_word = len(MARKS) + len(self.reserved)
        self._first_part = self._first_word + len(self.words)
        self._ids = {text: number for number, text in enumerate((*MARKS, *self.reserved))}
        words = map(begin, self.words)
        self._piece_ids = {
            text: number for number, text in enumerate((*words, *self.parts), self._first_word)
        }
        self._spell = lru_cache(maxsize=200_000)(self._spell_word)

    @classmethod
    def learn(
        cls,
        sources: Iterable[str],
        size: int = 2_000,
        docstrings: bool = True,
        canonical_names: bool = False,
    ) -> "Vocabulary":
        """Learn ``size`` entries from programs; fewer where they hold fewer frequent pieces.

        Marks, keywords, operators, bytes and the characters that a word may begin with, some 460
        entries, are there whatever is learned.

        Raises ``VocabularyError`` for a size below that and ``TokensError`` for a source that does
        not tokenize.
        """
        fixed = len(MARKS) + len(KEYWORDS) + len(OPERATORS)
        least = fixed + len(BYTES) + len(INITIALS)
        if size < least:
            raise VocabularyError(f"a vocabulary has {least} entries or more, not {size}")
        words = (
            [word for word in lexemes if word.kind not in (Kind.MARK, Kind.RESERVED)]
            for lexemes in (_read(source, docstrings, canonical_names) for source in sources)
        )
        return cls(*learn(words, size - fixed), docstrings, canonical_names)

    def __len__(self) -> int:
        return self._first_part + len(self.parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __getitem__(self, text: str) -> int:
        """Return the id of a mark, keyword or operator.

        >>> vocabulary["<start>"], vocabulary["while"]  # doctest: +SKIP
        (5, 38)
        """
        return self._ids[text]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The text of each entry, by id; a piece's without a sign of whether it starts a word."""
        return (*MARKS, *self.reserved, *self.words, *self.parts)

    @property
    def word_ids(self) -> range:
        """The ids of pieces that start a word."""
        return range(self._first_word, self._first_part)

    @property
    def part_ids(self) -> range:
        """The ids of pieces that continue a word."""
        return range(self._first_part, len(self))

    @cached_property
    def _pieces(self) -> models.BPE:
        return models.BPE(self._piece_ids, list(self.merges))

    def _spell_word(self, word: Lexeme) -> tuple[int, ...]:
        return tuple(token.id for chunk in chunks(word) for token in self._pieces.tokenize(chunk))

    def spell(self, kind: Kind, text: str) -> tuple[int, ...]:
        """Return the ids of a name, number or string literal."""
        return self._spell(Lexeme(kind, text))

    def encode(self, source: str) -> np.ndarray:
        """Return the ids of a program, int32 of shape (length,), without ``<start>`` and ``<end>``.

        Raises ``TokensError``, which names line and column, where it does not tokenize.
        """
        ids: list[int] = []
        for lexeme in _read(source, self.docstrings, self.canonical_names):
            number = self._ids.get(lexeme.text)
            if number is None:
                ids.extend(self._spell(lexeme))
            else:
                ids.append(number)
        return np.asarray(ids, np.int32)

    def frame(self, ids: np.ndarray) -> np.ndarray:
        """Return the ids of a program between ``<start>`` and ``<end>``."""
        return np.concatenate(([self[START]], ids, [self[END]])).astype(np.int32)

    def lexemes(self, ids: Iterable[int]) -> Iterator[Lexeme]:
        """Yield the lexemes of a sequence of ids; ``<start>``, ``<end>`` and ``<pad>`` are none."""
        word = ""
        for number in map(int, ids):
            text = self.texts[number]
            if number >= self._first_part:
                word += text
                continue
            if word:
                yield to_lexeme(word)
            word = text if number >= self._first_word else ""
            if number < self._first_word and text not in (PAD, START, END):
                yield Lexeme(Kind.MARK if number < len(MARKS) else Kind.RESERVED, text)
        if word:
            yield to_lexeme(word)

    def decode(self, ids: Iterable[int], names: Mapping[str, str] | None = None) -> str:
        """Return the source of a sequence of ids; any sequence gives one, valid Python or not.

        ``names`` are those that ``names_of`` returned, to be put back in place of canonical ones.
        """
        lexemes = self.lexemes(ids)
        return write(rename(list(lexemes), names) if names else lexemes)

    def names_of(self, source: str) -> dict[str, str]:
        """Return what the canonical names of a program stand for; nothing where it keeps its own.

        >>> Vocabulary.learn([], 480, canonical_names=True).names_of("def f(item): return item")
        {'v0': 'item'}
        """
        return canonical(read(source, self.docstrings))[1] if self.canonical_names else {}

    def begins_lexeme(self, ids: np.ndarray) -> np.ndarray:
        """Return, as booleans of the shape of ``ids``, where a token of the language begins.

        Their number is what a perplexity per original token is taken over.
        """
        return np.asarray(ids) < self._first_part

    @cached_property
    def sha256(self) -> str:
        """Identity of the vocabulary: SHA-256 of all that ``encode`` depends on, in hexadecimal."""
        options = (self.docstrings, self.canonical_names)
        content = (MARKS, self.reserved, self.words, self.parts, self.merges, *options)
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()

    def save(self, path: Path) -> None:
        """Write the vocabulary to a JSON file, whole or not at all."""
        content = {
            "sha256": self.sha256,
            "docstrings": self.docstrings,
            "canonical_names": self.canonical_names,
            "words": self.words,
            "parts": self.parts,
            "merges": self.merges,
        }
        with replaced(path) as new:
            new.write_text(json.dumps(content, indent=0), encoding="ascii")

    @classmethod
    def load(cls, path: Path) -> "Vocabulary":
        """Read a vocabulary that ``save`` wrote.

        Raises ``VocabularyError`` for a file that is absent, damaged or edited.
        """
        try:
            content = json.loads(path.read_text(encoding="ascii"))
            pieces = [*map(begin, content["words"]), *content["parts"]]
            options = (content["docstrings"], content["canonical_names"])
            vocabulary = cls(pieces, content["merges"], *options)
            if vocabulary.sha256 != content["sha256"]:
                raise ValueError("its content does not match its SHA-256")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise VocabularyError(
                f"{path}: not a vocabulary of this version ({error}); train the model again"
            ) from None
        return vocabulary


def _read(source: str, docstrings: bool, canonical_names: bool) -> list[Lexeme]:
    lexemes = read(source, docstrings)
    return canonical(lexemes)[0] if canonical_names else lexemes
