"""Encode many programs at once, and keep the result on disk under the hash of what it was made of.

A corpus of hundreds of thousands of tokens takes seconds to encode and milliseconds to read back.
Programs that do not tokenize are counted and named, never silently skipped.
"""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from codegarden.files import replaced
from codegarden.language_model.tokens.lexemes import TokensError
from codegarden.language_model.tokens.vocabulary import Vocabulary


@dataclass(frozen=True)
class Encoded:
    """The ids of programs. ``rejected`` tells, by index, why a program has none."""

    ids: list[np.ndarray]
    rejected: dict[int, str]

    @property
    def tokens(self) -> int:
        """How many ids there are in all."""
        return sum(map(len, self.ids))


def encode_all(
    sources: Sequence[str], vocabulary: Vocabulary, cache: Path | None = None
) -> Encoded:
    """Encode programs in order; those that do not tokenize end up in ``rejected``.

    ``cache`` is a folder; a file in it that cannot be read is written anew.
    """
    if cache is None:
        return _encode(sources, vocabulary)
    key = hashlib.sha256(vocabulary.sha256.encode())
    for source in sources:
        key.update(hashlib.sha256(source.encode(errors="surrogatepass")).digest())
    path = cache / f"{key.hexdigest()}.npz"
    if path.is_file():
        try:
            return _read(path)
        except (OSError, ValueError, KeyError, BadZipFile):  # cut short by a crash of the machine
            pass
    encoded = _encode(sources, vocabulary)
    _write(path, encoded)
    return encoded


def _encode(sources: Sequence[str], vocabulary: Vocabulary) -> Encoded:
    ids, rejected = [], {}
    for index, source in enumerate(sources):
        try:
            ids.append(vocabulary.encode(source))
        except TokensError as error:
            rejected[index] = str(error)
    return Encoded(ids, rejected)


def _read(path: Path) -> Encoded:
    with np.load(path, allow_pickle=False) as file:
        ids = np.split(file["ids"], np.cumsum(file["lengths"])[:-1]) if len(file["lengths"]) else []
        rejected = json.loads(str(file["rejected"]))
    return Encoded(ids, {int(index): reason for index, reason in rejected.items()})


def _write(path: Path, encoded: Encoded) -> None:
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        ids=np.concatenate(encoded.ids or [np.zeros(0, np.int32)]),
        lengths=np.array([len(ids) for ids in encoded.ids], np.int64),
        rejected=json.dumps(encoded.rejected),
    )
    with replaced(path) as new:
        new.write_bytes(buffer.getvalue())
