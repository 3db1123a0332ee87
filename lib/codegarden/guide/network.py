"""The guide's network: encoders of words, examples and signature, and what they say of productions.

The network does not learn the frequencies of productions: those are counted. It learns by how much
a task makes each production likelier or less likely than these (``tilt``, in nats), for the
program's own head and for all places inside of it. Nothing is trained here.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from codegarden.guide.encoding import INPUT, OUTPUT, SHOWN, STEPS, TOKENS, WORDS
from codegarden.guide.forward import PLACES
from codegarden.guide.properties import width
from codegarden.language_model.lstm.backend import keras
from codegarden.language_model.lstm.network import ConfigError
from codegarden.language_model.lstm.recurrent import FusedLSTM

PARTS = ("words", "examples", "signature")  # what a network may read


@dataclass(frozen=True)
class Config:
    """Hyper-parameters of a guide and of its training.

    ``units`` is the size of each encoder and of the layer behind them, ``embedding`` that of a word
    or token, ``depth`` the number of LSTM layers of an encoder. ``word_dropout`` is the share of
    words that are dropped while training: those of enumerated terms say too much. ``parts`` are the
    encoders, of ``PARTS``. ``patience``: how many epochs may pass without better validation.
    """

    units: int = 64
    embedding: int = 32
    depth: int = 1
    dropout: float = 0.2
    word_dropout: float = 0.8
    learning_rate: float = 2e-3
    weight_decay: float = 0.01
    batch: int = 256
    epochs: int = 8
    patience: int = 2
    parts: tuple[str, ...] = PARTS

    def __post_init__(self):
        for name in ("units", "embedding", "depth", "batch", "epochs", "patience"):
            if getattr(self, name) < 1:
                raise ConfigError(f"{name} is {getattr(self, name)}: it is 1 or more")
        for name in ("dropout", "word_dropout", "weight_decay"):
            if not 0 <= getattr(self, name) < 1:
                raise ConfigError(f"{name} is {getattr(self, name)}: it is 0 or more and under 1")
        if not self.learning_rate > 0:
            raise ConfigError(f"learning_rate is {self.learning_rate}: it is more than 0")
        if not self.parts or set(self.parts) - set(PARTS):
            raise ConfigError(f"parts is {self.parts}: it is one or more of {', '.join(PARTS)}")

    def as_dict(self) -> dict:
        """Return the hyper-parameters as plain data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Config":
        """Read what ``as_dict`` gave, also by way of JSON."""
        return cls(**{**values, "parts": tuple(values["parts"])})


def build(config: Config, known_words: int, heads: int, seed: int = 0) -> keras.Model:
    """Return an untrained network.

    Its inputs are word ids ``(batch, WORDS)``, token ids of examples ``(batch, SHOWN, INPUT + 1 +
    OUTPUT)``, and signatures in steps of ``1 / STEPS``, ``(batch, width())``, those of
    ``config.parts`` alone; its output is the tilt in nats, ``(batch, len(PLACES), heads)``, zero
    before training.
    """
    seeds = iter(np.random.default_rng(seed).integers(2**31, size=64).tolist())
    layers, uniform = keras.layers, keras.initializers.RandomUniform
    glorot = keras.initializers.GlorotUniform

    def recurrent(values, name):
        for number in range(1, config.depth + 1):
            values = FusedLSTM(
                config.units,
                return_sequences=number < config.depth,
                kernel_initializer=glorot(seed=next(seeds)),
                recurrent_initializer=keras.initializers.Orthogonal(seed=next(seeds)),
                name=f"{name}_lstm_{number}",
            )(values)
        return values

    def embedded(size, ids, name):
        start = uniform(-0.05, 0.05, seed=next(seeds))
        return layers.Embedding(
            size, config.embedding, embeddings_initializer=start, name=f"{name}_embedding"
        )(ids)

    inputs, read = [], []
    if "words" in config.parts:
        words = keras.Input((WORDS,), dtype="int32", name="words")
        inputs.append(words)
        values = embedded(known_words, words, "word")
        whole = (None, WORDS, 1)  # words are dropped, not numbers of theirs
        values = layers.Dropout(config.word_dropout, whole, seed=next(seeds))(values)
        read.append(recurrent(values, "word"))
    if "examples" in config.parts:
        length = INPUT + 1 + OUTPUT
        tokens = keras.Input((SHOWN, length), dtype="int32", name="examples")
        inputs.append(tokens)
        rows = keras.ops.reshape(tokens, (-1, length))
        values = recurrent(embedded(len(TOKENS), rows, "token"), "token")
        values = keras.ops.reshape(values, (-1, SHOWN, config.units))
        there = keras.ops.cast(keras.ops.any(tokens > 0, axis=2), "float32")[..., None]
        total = keras.ops.maximum(keras.ops.sum(there, axis=1), 1.0)
        read.append(keras.ops.sum(values * there, axis=1) / total)
    if "signature" in config.parts:
        signature = keras.Input((width(),), name="signature")
        inputs.append(signature)
        values = layers.Rescaling(1 / STEPS)(signature)
        values = layers.Dropout(config.dropout / 2, seed=next(seeds))(values)
        start = glorot(seed=next(seeds))
        read.append(
            layers.Dense(config.units, "relu", kernel_initializer=start, name="signature_dense")(
                values
            )
        )
    joined = read[0] if len(read) == 1 else layers.Concatenate()(read)
    joined = layers.Dropout(config.dropout, seed=next(seeds))(joined)
    start = glorot(seed=next(seeds))
    joined = layers.Dense(config.units, "relu", kernel_initializer=start, name="joined")(joined)
    joined = layers.Dropout(config.dropout, seed=next(seeds))(joined)
    tilt = layers.Dense(
        len(PLACES) * heads, use_bias=False, kernel_initializer="zeros", name="tilt"
    )(joined)
    tilt = keras.ops.reshape(tilt, (-1, len(PLACES), heads))
    return keras.Model(inputs, tilt, name="guide")
