"""The network: embedding, LSTM layers with dropout, and the logits of the next token id.

Built with the functional interface of Keras. The state goes in and comes out, so that one network
serves training, scoring and sampling step by step. Nothing is trained here.
"""

from dataclasses import asdict, dataclass

import numpy as np

from codegarden.language_model.lstm.backend import keras
from codegarden.language_model.lstm.recurrent import FusedLSTM


class ConfigError(ValueError):
    """A hyper-parameter that cannot be used; the message names it and what it may be."""


@dataclass(frozen=True)
class Config:
    """Hyper-parameters of a language model and of its training.

    ``context`` is the length of a context window in token ids, ``batch`` the number of windows in a
    step. ``carry_state``: windows are cut from ``batch`` parallel streams, and the state of one is
    where the next one starts. ``tied``: the output layer uses the embedding matrix (Press and Wolf
    2017). ``warmup`` is the part of all steps in which the learning rate rises to its peak, before
    it falls to zero along a cosine. ``patience``: how many epochs may pass without a better
    validation loss before training stops.
    """

    embedding: int = 64
    units: int = 128
    layers: int = 1
    dropout: float = 0.2
    tied: bool = False
    context: int = 64
    batch: int = 32
    carry_state: bool = True
    learning_rate: float = 3e-3
    warmup: float = 0.05
    clipnorm: float = 1.0
    epochs: int = 10
    patience: int = 3

    def __post_init__(self):
        for name in ("embedding", "units", "context", "batch", "epochs", "patience"):
            if getattr(self, name) < 1:
                raise ConfigError(f"{name} is {getattr(self, name)}: it is 1 or more")
        if self.layers not in (1, 2, 3):
            raise ConfigError(f"layers is {self.layers}: it is 1, 2 or 3")
        for name in ("dropout", "warmup"):
            if not 0 <= getattr(self, name) < 1:
                raise ConfigError(f"{name} is {getattr(self, name)}: it is 0 or more and under 1")
        for name in ("learning_rate", "clipnorm"):
            if not getattr(self, name) > 0:
                raise ConfigError(f"{name} is {getattr(self, name)}: it is more than 0")

    def as_dict(self) -> dict:
        """Return the hyper-parameters as plain data."""
        return asdict(self)


def build(config: Config, size: int, seed: int = 0, one_hot: bool = False) -> keras.Model:
    """Return an untrained network for a vocabulary of ``size`` entries.

    Its inputs are token ids of shape ``(batch, length)`` and the hidden and cell state of each LSTM
    layer, ``(batch, units)``; its outputs the logits ``(batch, length, size)`` and the new states.
    With ``one_hot``, the ids are one-hot vectors ``(batch, length, size)`` and are multiplied with
    the embedding matrix; the numbers are the same.
    """
    seeds = iter(np.random.default_rng(seed).integers(2**31, size=64).tolist())
    glorot = keras.initializers.GlorotUniform
    if one_hot:
        tokens = keras.Input((None, size), name="one_hot_tokens")
        embed = keras.layers.Dense(config.embedding, use_bias=False, name="token_embedding")
    else:
        tokens = keras.Input((None,), dtype="int32", name="token_ids")
        kind = keras.layers.ReversibleEmbedding if config.tied else keras.layers.Embedding
        uniform = keras.initializers.RandomUniform(-0.05, 0.05, seed=next(seeds))
        embed = kind(size, config.embedding, embeddings_initializer=uniform, name="token_embedding")
    values = keras.layers.Dropout(config.dropout, seed=next(seeds), name="embedding_dropout")(
        embed(tokens)
    )
    states, new_states = [], []
    for number in range(1, config.layers + 1):
        pair = [
            keras.Input((config.units,), name=f"{what}_{number}") for what in ("hidden", "cell")
        ]
        values, *new_pair = FusedLSTM(
            config.units,
            return_sequences=True,
            return_state=True,
            kernel_initializer=glorot(seed=next(seeds)),
            recurrent_initializer=keras.initializers.Orthogonal(seed=next(seeds)),
            name=f"lstm_{number}",
        )(values, initial_state=pair)
        values = keras.layers.Dropout(config.dropout, seed=next(seeds), name=f"dropout_{number}")(
            values
        )
        states += pair
        new_states += new_pair
    if config.tied:
        if config.units != config.embedding:
            values = keras.layers.Dense(
                config.embedding, kernel_initializer=glorot(seed=next(seeds)), name="projection"
            )(values)
        logits = embed(values, reverse=True)
    else:
        logits = keras.layers.Dense(
            size, kernel_initializer=glorot(seed=next(seeds)), name="next_token"
        )(values)
    return keras.Model([tokens, *states], [logits, *new_states], name="language_model")
