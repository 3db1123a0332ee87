"""The pieces that words are spelled with, learned by byte-pair encoding.

Sennrich et al. 2016, "Neural Machine Translation of Rare Words with Subword Units". Pieces are
learned inside of words, and inside of the words of a string literal; none reaches across. What ids
they have is not known here.
"""

import json
import re
import string
from collections.abc import Iterable

from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from codegarden.language_model.tokens.lexemes import Kind, Lexeme

# A piece holds bytes, each written as the character of the same number, so that pieces are text
# that JSON can hold; the first byte of a word as the character 256 above it.
BYTES = tuple(map(chr, range(256)))
FIRST = 256
_ASCII_INITIALS = map(ord, sorted(string.ascii_letters + string.digits + "_.\"'"))
INITIALS = tuple(chr(byte + FIRST) for byte in (*_ASCII_INITIALS, *range(0xC2, 0xF5)))
_CUT = "\u0200"

# Where the spelling of a string literal is cut: its opening, and before each word of the text.
_OPENING = re.compile(r"[A-Za-z]{0,2}(?:\"\"\"|'''|\"|')")
_TEXT = re.compile(r" ?[A-Za-z_\x80-\xff]+| ?[0-9]+|\s+(?=\S)|\s+| ?[^\sA-Za-z_0-9\x80-\xff]+")
_CLOSING = re.compile(r"(?:\"\"\"|'''|\"|')\Z")


def chunks(word: Lexeme) -> list[str]:
    """Return a word cut where no piece may reach across, as characters that stand for bytes.

    >>> chunks(Lexeme(Kind.STRING, "'two words'"))
    ['ħ', 'two', ' words', "'"]
    """
    text = word.text.encode().decode("latin-1")
    if word.kind is not Kind.STRING:
        return [begin(text)]
    opening, closing = _OPENING.match(text).end(), _CLOSING.search(text).start()
    body = _TEXT.findall(text[opening:closing])
    return [begin(text[:opening]), *body, text[closing:]]


def begin(text: str) -> str:
    """Return a text with its first character marked as the beginning of a word."""
    return chr(ord(text[0]) + FIRST) + text[1:]


def unmark(text: str) -> str:
    """Return a text without that mark."""
    return chr(ord(text[0]) - FIRST) + text[1:]


def learn(words: Iterable[Iterable[Lexeme]], size: int) -> tuple[list[str], list[tuple[str, str]]]:
    """Return ``size`` pieces, fewer where few are frequent, and the merges that made them.

    The words come program by program. All bytes and initials are among the pieces.
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Split(_CUT, "removed")
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        min_frequency=2,
        initial_alphabet=[*BYTES, *INITIALS],
        show_progress=False,
    )
    texts = (_CUT.join(chunk for word in some for chunk in chunks(word)) for some in words)
    tokenizer.train_from_iterator(texts, trainer)
    model = json.loads(tokenizer.to_str())["model"]
    return list(model["vocab"]), [tuple(pair) for pair in model["merges"]]


def to_lexeme(word: str) -> Lexeme:
    """Return a spelled word as a lexeme; its first characters tell its kind."""
    text = word.encode("latin-1").decode(errors="replace")
    if _OPENING.match(text):
        return Lexeme(Kind.STRING, text)
    return Lexeme(Kind.NUMBER if text[0] in ".0123456789" else Kind.NAME, text)
