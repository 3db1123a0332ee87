"""The corpus that a model is trained and validated on, as token ids."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from codegarden.language_model.tokens import Vocabulary, encode_all


@dataclass(frozen=True)
class EncodedCorpus:
    """The token ids of the programs to learn from and of those to validate on."""

    train: list[np.ndarray]
    validation: list[np.ndarray]
    vocabulary: Vocabulary

    @classmethod
    def of(
        cls,
        train: Sequence[str],
        validation: Sequence[str],
        vocabulary: Vocabulary,
        cache: Path | None = None,
    ) -> "EncodedCorpus":
        """Encode sources; those that do not tokenize are left out (``encode_all`` names them)."""
        parts = (encode_all(sources, vocabulary, cache).ids for sources in (train, validation))
        return cls(*parts, vocabulary)

    @property
    def sha256(self) -> str:
        """Identity of the data: SHA-256 of all ids and of how they are cut into programs."""
        content = hashlib.sha256(self.vocabulary.sha256.encode())
        for part in (self.train, self.validation):
            content.update(np.array([len(part), *map(len, part)], np.int64).tobytes())
            for ids in part:
                content.update(np.asarray(ids, np.int32).tobytes())
        return content.hexdigest()
