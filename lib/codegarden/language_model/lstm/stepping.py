"""One step of the network on plain arrays, for what is written token by token.

A step of many programs is a few small matrix products, and calling Keras for each costs more than
they do. The first layer's product with its input is looked up: the rows of ``embedding @ kernel``
are all that a one-hot vector can select.
"""

from typing import NamedTuple

import numpy as np

from codegarden.language_model.lstm.backend import keras

State = tuple[np.ndarray, ...]


class Layer(NamedTuple):
    """The weights of an LSTM layer, for the gates i, f, o and then the new value.

    The logistic function of a gate is ``(1 + tanh(x / 2)) / 2``, so the gates' weights are halved,
    and one ``tanh`` does for all four.
    """

    kernel: np.ndarray
    recurrent: np.ndarray
    bias: np.ndarray

    @classmethod
    def of(cls, layer: keras.layers.LSTM) -> "Layer":
        """Return the weights of a Keras layer, whose order of the gates is i, f, new value, o."""
        size = layer.units
        order = np.r_[: 2 * size, 3 * size : 4 * size, 2 * size : 3 * size]
        halved = np.r_[np.full(3 * size, 0.5), np.ones(size)].astype(np.float32)
        return cls(*(one[..., order] * halved for one in layer.get_weights()))


class Stepper:
    """The network's weights, as they are now, and one step with them."""

    def __init__(self, network: keras.Model):
        layers = {layer.name: layer for layer in network.layers}
        embedding = layers["token_embedding"].get_weights()[0]
        numbers = range(1, len(layers) + 1)
        self.layers = [Layer.of(layers[f"lstm_{n}"]) for n in numbers if f"lstm_{n}" in layers]
        self.table = embedding @ self.layers[0].kernel + self.layers[0].bias
        output = layers.get("next_token")
        self.products = [output.get_weights()] if output else [(embedding.T.copy(), 0)]
        if "projection" in layers:
            self.products.insert(0, layers["projection"].get_weights())

    def __call__(self, ids: np.ndarray, state: State) -> tuple[np.ndarray, State]:
        """Return log probabilities in nats, ``(programs, size)``, and the new state."""
        made: list[np.ndarray] = []
        values = np.empty(0)
        for number, layer in enumerate(self.layers):
            hidden, cell = state[2 * number : 2 * number + 2]
            sums = values @ layer.kernel + layer.bias if number else self.table[ids]
            sums += hidden @ layer.recurrent
            np.tanh(sums, out=sums)
            size = cell.shape[1]
            gates = sums[:, : 3 * size]
            gates += 1
            gates *= 0.5
            cell = gates[:, size : 2 * size] * cell + gates[:, :size] * sums[:, 3 * size :]
            values = gates[:, 2 * size :] * np.tanh(cell)
            made += [values, cell]
        for weights, bias in self.products:
            values = values @ weights
            values += bias
        values -= values.max(axis=1, keepdims=True)
        values -= np.log(np.exp(values).sum(axis=1, keepdims=True))
        return values, tuple(made)
