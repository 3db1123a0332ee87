"""A trained guide: what it says of a task's productions, and its files.

A guide is a folder: ``weights.npz`` and ``card.json``. Using one takes NumPy alone.
"""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from codegarden.files import filled
from codegarden.guide import forward
from codegarden.guide.corpus import Encoder
from codegarden.guide.encoding import examples, signature, words
from codegarden.synthesis.mixture import Tilt
from codegarden.synthesis.productions import language


class GuideError(ValueError):
    """A saved guide that cannot be used; the message names the file and the remedy."""


class Guide:
    """A network's weights by layer, and what they were trained for.

    ``mean`` is the tilt that all tasks have in common, ``(places, heads)`` in nats: it is taken
    off. ``share`` is how much of the rest counts beside the counted weights.
    """

    def __init__(
        self,
        weights: Mapping[str, Sequence[np.ndarray]],
        parts: Sequence[str],
        encoder: Encoder,
        mean: np.ndarray,
        share: float,
        card: Mapping[str, Any],
    ):
        self.weights = weights
        self.parts = tuple(parts)
        self.encoder = encoder
        self.mean = mean
        self.share = share
        self.card = dict(card)

    def tilts(self, description: str, name: str, inputs, outputs) -> np.ndarray:
        """Return by how many nats a task makes each head likelier, of shape ``(places, heads)``."""
        given = {
            "words": self.encoder.words_of(words(description, name)),
            "examples": examples(inputs, outputs),
            "signature": signature(inputs, outputs),
        }
        return forward.tilt(self.weights, self.parts, given) - self.mean

    def tilt(self, description: str, name: str, inputs, outputs) -> Tilt:
        """Return what the weights of the search take: bits of each head."""
        bits = self.share * self.tilts(description, name, inputs, outputs) / np.log(2)
        root, inside = (dict(zip(self.encoder.heads, map(float, row), strict=True)) for row in bits)
        return Tilt(root, inside)

    def save(self, folder: Path) -> None:
        """Write the guide; its files replace those that were there when all are."""
        arrays = {
            f"{layer} {number}": array
            for layer, arrays in self.weights.items()
            for number, array in enumerate(arrays)
        }
        buffer = io.BytesIO()
        np.savez(buffer, mean=self.mean, **arrays)
        card = self.card | {
            "parts": self.parts,
            "share": self.share,
            "words": self.encoder.words,
            "productions": [[str(each), each.text] for each in self.encoder.language],
            "weights_sha256": hashlib.sha256(buffer.getvalue()).hexdigest(),
        }
        with filled(folder) as new:
            (new / "weights.npz").write_bytes(buffer.getvalue())
            (new / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Guide":
        """Read a guide that ``save`` wrote; nothing is unpickled.

        Raises ``GuideError`` for a folder that is incomplete, damaged, or of another language.
        """
        try:
            card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
            content = (folder / "weights.npz").read_bytes()
        except (OSError, ValueError) as error:
            raise GuideError(f"{folder}: no guide here ({error}); train one first") from None
        if hashlib.sha256(content).hexdigest() != card["weights_sha256"]:
            raise GuideError(f"{folder / 'weights.npz'} is damaged: train the guide again")
        known = {(str(each), each.text): each for each in language()}
        try:
            productions = [known[signature_, text] for signature_, text in card.pop("productions")]
        except KeyError as error:
            raise GuideError(
                f"{folder} is a guide to a language with {error.args[0][1]!r}, which the search "
                "does not have: train it again"
            ) from None
        weights: dict[str, list[np.ndarray]] = {}
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            mean = file["mean"]
            for name in file.files:
                if name != "mean":
                    weights.setdefault(name.split()[0], []).append(file[name])
        encoder = Encoder(productions, card.pop("words"))
        return cls(weights, card.pop("parts"), encoder, mean, card.pop("share"), card)
