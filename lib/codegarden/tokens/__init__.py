"""Python programs as sequences of integers: lexemes, a vocabulary of pieces, encoded corpora."""

from codegarden.tokens.corpus import Encoded, encode_all
from codegarden.tokens.lexemes import Kind, Lexeme, TokensError, read, write
from codegarden.tokens.vocabulary import END, PAD, START, Vocabulary, VocabularyError

__all__ = [
    "END",
    "PAD",
    "START",
    "Encoded",
    "Kind",
    "Lexeme",
    "TokensError",
    "Vocabulary",
    "VocabularyError",
    "encode_all",
    "read",
    "write",
]
