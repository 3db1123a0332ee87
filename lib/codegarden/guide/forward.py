"""The trained guide as arrays: one forward pass a task, without loading TensorFlow.

A pass over one task is a few thousand products of small matrices: NumPy needs milliseconds for it,
and TensorFlow seconds to be loaded.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from codegarden.guide.encoding import STEPS

PLACES = ("root", "inside")  # what a guide speaks of: a program's own head, and the others


def lstm(steps: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray):
    """Return the outputs of a Keras LSTM, of shape ``(rows, length, units)``.

    ``steps`` has the shape ``(rows, length, features)``; the gates are i, f, c, o.
    """
    units = recurrent.shape[0]
    hidden = cell = np.zeros((len(steps), units), np.float32)
    sums = steps @ kernel + bias
    outputs = np.empty((*steps.shape[:2], units), np.float32)
    for at in range(steps.shape[1]):
        gates = sums[:, at] + hidden @ recurrent
        taken, kept, new, shown = np.split(gates, 4, axis=1)
        cell = sigmoid(kept) * cell + sigmoid(taken) * np.tanh(new)
        hidden = outputs[:, at] = sigmoid(shown) * np.tanh(cell)
    return outputs


def sigmoid(values: np.ndarray) -> np.ndarray:
    """Return the logistic function, without overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * values))


def tilt(
    weights: Mapping[str, Sequence[np.ndarray]], parts: Sequence[str], given: Mapping[str, Any]
) -> np.ndarray:
    """Return what the network says of one task, of shape ``(places, heads)``, in nats.

    ``weights`` are those of its layers, by name; ``given`` has the arrays of ``parts``, without the
    dimension of the batch.
    """
    read = []
    if "words" in parts:
        [values] = weights["word_embedding"]
        read.append(recurrent(weights, "word", values[given["words"]][None])[0])
    if "examples" in parts:
        [values] = weights["token_embedding"]
        there = (given["examples"] > 0).any(axis=1)[:, None]
        rows = recurrent(weights, "token", values[given["examples"]])
        read.append((rows * there).sum(axis=0) / max(1, there.sum()))
    if "signature" in parts:
        read.append(
            rectified(weights["signature_dense"], given["signature"] * np.float32(1 / STEPS))
        )
    joined = rectified(weights["joined"], np.concatenate(read))
    [kernel] = weights["tilt"]
    return (joined @ kernel).reshape(len(PLACES), -1)


def recurrent(weights: Mapping, name: str, values: np.ndarray) -> np.ndarray:
    """Return the last output of stacked LSTM layers, of shape ``(rows, units)``."""
    number = 1
    while f"{name}_lstm_{number}" in weights:
        values = lstm(values, *weights[f"{name}_lstm_{number}"])
        number += 1
    return values[:, -1]


def rectified(weights: Sequence[np.ndarray], values: np.ndarray) -> np.ndarray:
    """Return what a rectified dense layer gives."""
    return np.maximum(values @ weights[0] + weights[1], 0)
