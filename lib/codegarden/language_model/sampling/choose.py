"""Ways to choose the next token id from log probabilities, one row a program.

Each is a function that takes log probabilities ``(programs, size)`` in nats and a random generator
and returns ids ``(programs,)``; an entry of minus infinity is never chosen. The functions here make
such functions.
"""

from collections.abc import Callable

import numpy as np

BLOCK = 32  # columns

Choose = Callable[[np.ndarray, np.random.Generator], np.ndarray]


def greedy() -> Choose:
    """Take the likeliest id."""
    return lambda log_probs, random: log_probs.argmax(axis=1)


def temperature(value: float = 1.0) -> Choose:
    """Draw an id with probability proportional to ``p ** (1 / value)``.

    Below 1, likely ids become likelier still. Raises ``ValueError`` for a value that is not
    positive.
    """
    if not value > 0:
        raise ValueError(f"a temperature is more than 0, not {value}; greedy() is its limit")
    return lambda log_probs, random: _draw(log_probs / value, random)


def top_k(count: int, value: float = 1.0) -> Choose:
    """Draw from the ``count`` likeliest ids (Fan et al. 2018, "Hierarchical Story Generation")."""
    if count < 1:
        raise ValueError(f"top-k keeps one id or more, not {count}")

    def choose(log_probs: np.ndarray, random: np.random.Generator) -> np.ndarray:
        kept = min(count, log_probs.shape[1])
        least = np.partition(log_probs, -kept, axis=1)[:, -kept, None]
        return _draw(np.where(log_probs >= least, log_probs, -np.inf) / value, random)

    return choose


def nucleus(mass: float, value: float = 1.0) -> Choose:
    """Draw from the fewest ids that hold ``mass`` of the probability.

    Holtzman et al. 2020, "The Curious Case of Neural Text Degeneration".
    """
    if not 0 < mass <= 1:
        raise ValueError(f"the mass of a nucleus is more than 0 and at most 1, not {mass}")

    def choose(log_probs: np.ndarray, random: np.random.Generator) -> np.ndarray:
        order = np.argsort(-log_probs, axis=1, kind="stable")
        ranked = np.take_along_axis(log_probs, order, axis=1)
        shares = np.exp(ranked - ranked[:, :1])
        shares /= shares.sum(axis=1, keepdims=True)
        outside = shares.cumsum(axis=1) - shares >= mass  # the mass before it is enough
        ranked = np.where(outside, -np.inf, ranked)
        places = _draw(ranked / value, random)
        return np.take_along_axis(order, places[:, None], axis=1)[:, 0]

    return choose


def _draw(logits: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Draw one column a row, with probability proportional to ``exp(logits)``.

    The block of columns is drawn first and the column within it next: running sums over all columns
    would take longer than the rest of it.
    """
    count, size = logits.shape
    blocks = -(-size // BLOCK)
    shares = np.zeros((count, blocks * BLOCK), logits.dtype)
    np.exp(logits - logits.max(axis=1, keepdims=True), out=shares[:, :size])
    sums = np.add.reduceat(shares, np.arange(blocks) * BLOCK, axis=1).cumsum(axis=1, dtype=float)
    points = random.random(count) * sums[:, -1]
    rows, block = np.arange(count), (sums <= points[:, None]).sum(axis=1)
    points -= np.where(block, sums[rows, block - 1], 0)
    within = shares.reshape(count, blocks, BLOCK)[rows, block].cumsum(axis=1, dtype=float)
    last = (within == within[:, -1:]).argmax(axis=1)  # rounding may put a point after all of them
    return block * BLOCK + np.minimum((within <= points[:, None]).sum(axis=1), last)
