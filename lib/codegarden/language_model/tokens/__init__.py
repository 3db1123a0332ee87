"""Python programs as sequences of integers: lexemes, a vocabulary of pieces, encoded corpora."""

from codegarden.language_model.tokens.corpus import Encoded, encode_all
from codegarden.language_model.tokens.lexemes import Kind, Lexeme, TokensError, read, write
from codegarden.language_model.tokens.vocabulary import END, PAD, START, Vocabulary, VocabularyError

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
