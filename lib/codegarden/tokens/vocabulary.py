"""The vocabulary: which entry has which id, and how a word is spelled with them.

Marks (``<start>``, ``<newline>``, ``<indent>`` ...), keywords and operators have an id each. A
name, number or string literal is a word, spelled with pieces that byte-pair encoding (Sennrich et
al. 2016, "Neural Machine Translation of Rare Words with Subword Units") learned inside of words:
the first one marked as the start of a word, the others as parts. Every byte is a piece, so there is
no program that cannot be encoded. This file does not read Python: see ``lexemes``.
"""

import hashlib
import json
import re
import string
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from codegarden.tokens.lexemes import (
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

PAD, START, END = "<pad>", "<start>", "<end>"
MARKS = tuple(sorted((PAD, START, END, NEWLINE.text, INDENT.text, DEDENT.text)))

# A piece holds bytes, each written as the character of the same number, so that pieces are text
# that JSON can hold; the first byte of a word as the character 256 above it.
BYTES = tuple(map(chr, range(256)))
_FIRST = 256
_ASCII_INITIALS = map(ord, sorted(string.ascii_letters + string.digits + "_.\"'"))
INITIALS = tuple(chr(byte + _FIRST) for byte in (*_ASCII_INITIALS, *range(0xC2, 0xF5)))
_CUT = "\u0200"

# Where the spelling of a string literal is cut: its opening, and before each word of the text.
_OPENING = re.compile(r"[A-Za-z]{0,2}(?:\"\"\"|'''|\"|')")
_TEXT = re.compile(r" ?[A-Za-z_\x80-\xff]+| ?[0-9]+|\s+(?=\S)|\s+| ?[^\sA-Za-z_0-9\x80-\xff]+")
_CLOSING = re.compile(r"(?:\"\"\"|'''|\"|')\Z")


class VocabularyError(ValueError):
    """A vocabulary that cannot be used; the message names the file and the remedy."""


def chunks(word: Lexeme) -> list[str]:
    """Return a word cut where no piece may reach across, as characters that stand for bytes.

    >>> chunks(Lexeme(Kind.STRING, "'two words'"))
    ['ħ', 'two', ' words', "'"]
    """
    text = word.text.encode().decode("latin-1")
    if word.kind is not Kind.STRING:
        return [_begin(text)]
    opening, closing = _OPENING.match(text).end(), _CLOSING.search(text).start()
    body = _TEXT.findall(text[opening:closing])
    return [_begin(text[:opening]), *body, text[closing:]]


def _begin(text: str) -> str:
    """Return a text with its first character marked as the beginning of a word."""
    return chr(ord(text[0]) + _FIRST) + text[1:]


def _unmark(text: str) -> str:
    return chr(ord(text[0]) - _FIRST) + text[1:]


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
    ):
        pieces = set(pieces)
        self.merges = tuple(tuple(pair) for pair in merges)
        self.docstrings = docstrings
        self.words = tuple(sorted(_unmark(one) for one in pieces if ord(one[0]) >= _FIRST))
        self.parts = tuple(sorted(one for one in pieces if ord(one[0]) < _FIRST))
        self.reserved = (*KEYWORDS, *OPERATORS)
        self._first_word = len(MARKS) + len(self.reserved)
        self._first_part = self._first_word + len(self.words)
        self._ids = {text: number for number, text in enumerate((*MARKS, *self.reserved))}
        words = map(_begin, self.words)
        self._piece_ids = {
            text: number for number, text in enumerate((*words, *self.parts), self._first_word)
        }
        self._spell = lru_cache(maxsize=200_000)(self._spell_word)

    @classmethod
    def learn(
        cls, sources: Iterable[str], size: int = 2_000, docstrings: bool = True
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
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.Split(_CUT, "removed")
        trainer = trainers.BpeTrainer(
            vocab_size=size - fixed,
            min_frequency=2,
            initial_alphabet=[*BYTES, *INITIALS],
            show_progress=False,
        )
        texts = (
            _CUT.join(chunk for word in _words(source, docstrings) for chunk in chunks(word))
            for source in sources
        )
        tokenizer.train_from_iterator(texts, trainer)
        model = json.loads(tokenizer.to_str())["model"]
        return cls(model["vocab"], model["merges"], docstrings)

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
        for lexeme in read(source, self.docstrings):
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
                yield _lexeme(word)
            word = text if number >= self._first_word else ""
            if number < self._first_word and text not in (PAD, START, END):
                yield Lexeme(Kind.MARK if number < len(MARKS) else Kind.RESERVED, text)
        if word:
            yield _lexeme(word)

    def decode(self, ids: Iterable[int]) -> str:
        """Return the source of a sequence of ids; any sequence gives one, valid Python or not."""
        return write(self.lexemes(ids))

    def begins_lexeme(self, ids: np.ndarray) -> np.ndarray:
        """Return, as booleans of the shape of ``ids``, where a token of the language begins.

        Their number is what a perplexity per original token is taken over.
        """
        return np.asarray(ids) < self._first_part

    @cached_property
    def sha256(self) -> str:
        """Identity of the vocabulary: SHA-256 of all that ``encode`` depends on, in hexadecimal."""
        content = (MARKS, self.reserved, self.words, self.parts, self.merges, self.docstrings)
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()

    def save(self, path: Path) -> None:
        """Write the vocabulary to a JSON file, whole or not at all."""
        content = {
            "sha256": self.sha256,
            "docstrings": self.docstrings,
            "words": self.words,
            "parts": self.parts,
            "merges": self.merges,
        }
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps(content, indent=0), encoding="ascii")
        partial.replace(path)

    @classmethod
    def load(cls, path: Path) -> "Vocabulary":
        """Read a vocabulary that ``save`` wrote.

        Raises ``VocabularyError`` for a file that is absent, damaged or edited.
        """
        try:
            content = json.loads(path.read_text(encoding="ascii"))
            pieces = [*map(_begin, content["words"]), *content["parts"]]
            vocabulary = cls(pieces, content["merges"], content["docstrings"])
            if vocabulary.sha256 != content["sha256"]:
                raise ValueError("its content does not match its SHA-256")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise VocabularyError(
                f"{path}: not a vocabulary of this version ({error}); train the model again"
            ) from None
        return vocabulary


def _words(source: str, docstrings: bool) -> Iterator[Lexeme]:
    """Yield the names, numbers and strings of a program."""
    for lexeme in read(source, docstrings):
        if lexeme.kind not in (Kind.MARK, Kind.RESERVED):
            yield lexeme


def _lexeme(word: str) -> Lexeme:
    """Return a spelled word as a lexeme; its first characters tell its kind."""
    text = word.encode("latin-1").decode(errors="replace")
    if _OPENING.match(text):
        return Lexeme(Kind.STRING, text)
    return Lexeme(Kind.NUMBER if text[0] in ".0123456789" else Kind.NAME, text)
