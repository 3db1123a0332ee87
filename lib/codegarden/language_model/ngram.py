"""An n-gram model over token ids, the baseline that an LSTM has to beat.

Interpolated Kneser-Ney with three discounts an order (Chen and Goodman 1999, "An Empirical Study of
Smoothing Techniques for Language Modeling"). With ``order=1`` it is a unigram model. It is scored
and sampled from like the LSTM is: ``log_prob``, ``token_log_probs``, ``next_log_probs``. So is a
``Mixture`` of both.
"""

from collections.abc import Sequence

import numpy as np

from codegarden.language_model.scores import figures
from codegarden.language_model.tokens import END, PAD, START, Vocabulary


class NGram:
    """A fitted n-gram model; see ``NGram.fit``.

    For each order, counted from 0, the n-grams that occur are numbered in the order of their keys,
    ``number of the context * size + last id``. ``keys[k]`` are those, ``held[k]`` the discounted
    share of each within its context, and ``spread[k]`` the weight that a context leaves to the next
    lower order.
    """

    def __init__(self, vocabulary: Vocabulary, order: int):
        if order < 1:
            raise ValueError(f"the order of an n-gram model is 1 or more, not {order}")
        self.vocabulary = vocabulary
        self.order = order
        self.keys: list[np.ndarray] = []
        self.held: list[np.ndarray] = []
        self.spread: list[np.ndarray] = []
        self._start = vocabulary[START]
        self._end = vocabulary[END]
        base = np.ones(len(vocabulary))
        base[[vocabulary[PAD], self._start]] = 0  # these are never predicted
        self.base = base / base.sum()

    @classmethod
    def fit(cls, programs: Sequence[np.ndarray], vocabulary: Vocabulary, order: int = 5) -> "NGram":
        """Count the n-grams of programs, given as ``Vocabulary.encode`` returns them.

        Raises ``ValueError`` where there are none.
        """
        model = cls(vocabulary, order)
        if not programs:
            raise ValueError("an n-gram model needs at least one program to count")
        stream = model._stream(programs)
        real = stream != model._start
        numbers = np.zeros(len(stream), np.int64)  # of the context that ends before each position
        grams, counts = [], []
        for _ in range(order):
            found, gram = np.unique(numbers * len(vocabulary) + stream, return_inverse=True)
            model.keys.append(found)
            grams.append(gram)
            counts.append(np.bincount(gram, weights=real, minlength=len(found)))
            numbers = np.concatenate(([0], gram[:-1]))
        for k in range(order):
            count = counts[k] if k == order - 1 else _continuations(grams[k : k + 2], counts[k + 1])
            model._discount(k, count)
        return model

    def _stream(self, programs: Sequence[np.ndarray]) -> np.ndarray:
        """Return programs as one stream, parted by ``<start>`` so that no context spans two."""
        gap = np.full(max(1, self.order - 1), self._start)
        pieces = [piece for ids in programs for piece in (gap, ids, [self._end])]
        return np.concatenate(pieces).astype(np.int64)

    def _discount(self, k: int, count: np.ndarray) -> None:
        """Turn the counts of the (k + 1)-grams into shares and the weights of their contexts."""
        context = self.keys[k] // len(self.vocabulary)
        contexts = 1 if k == 0 else len(self.keys[k - 1])
        total = np.bincount(context, weights=count, minlength=contexts)
        discount = _discounts(count)[np.minimum(count, 3).astype(int)]
        safe = np.maximum(total, 1)
        self.held.append((count - discount) / safe[context])
        freed = np.bincount(context, weights=discount, minlength=contexts)
        self.spread.append(np.where(total > 0, freed / safe, 1.0))

    def _find(self, k: int, context: np.ndarray, ids: np.ndarray) -> np.ndarray:
        """Return the numbers of (k + 1)-grams, -1 for those that never occurred."""
        keys = context * len(self.vocabulary) + ids
        at = np.minimum(np.searchsorted(self.keys[k], keys), len(self.keys[k]) - 1)
        return np.where((self.keys[k][at] == keys) & (context >= 0), at, -1)

    def token_log_probs(self, sources: Sequence[str]) -> list[np.ndarray]:
        """Return the log probability in nats of each id of each program, and of ``<end>``."""
        return self.score([self.vocabulary.encode(source) for source in sources])

    def log_prob(self, sources: Sequence[str]) -> np.ndarray:
        """Return the log probability in nats of each program, of shape ``(programs,)``."""
        return np.array([one.sum() for one in self.token_log_probs(sources)])

    def score(self, programs: Sequence[np.ndarray]) -> list[np.ndarray]:
        """Return what ``token_log_probs`` does, for programs given as ids."""
        if not programs:
            return []
        stream = self._stream(programs)
        context = np.zeros(len(stream), np.int64)
        share = self.base[stream]
        for k in range(self.order):
            gram = self._find(k, context, stream)
            weight = np.where(context >= 0, self.spread[k][context], 1.0)
            share = weight * share + np.where(gram >= 0, self.held[k][gram], 0.0)
            context = np.concatenate(([-1], gram[:-1]))
        real = stream != self._start
        ends = np.cumsum([len(ids) + 1 for ids in programs])[:-1]
        return np.split(np.log(share[real]), ends)

    def begin(self, count: int) -> tuple[np.ndarray, ...]:
        """Return the state of ``count`` programs of which nothing is written yet."""
        return (np.full((count, self.order), self._start, np.int64),)

    def next_log_probs(
        self, ids: np.ndarray, state: tuple[np.ndarray, ...]
    ) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
        """Take one id a program and return log probabilities of the next, and the new state.

        The shapes are ``(programs,)`` for the ids, the first of which is ``<start>``, and
        ``(programs, size of the vocabulary)`` for the log probabilities in nats.
        """
        past = np.concatenate([state[0][:, 1:], np.asarray(ids)[:, None]], axis=1)
        size = len(self.vocabulary)
        shares = np.tile(self.base, (len(past), 1))
        for k in range(self.order):
            context = np.zeros(len(past), np.int64)
            for depth, column in enumerate(range(self.order - k, self.order)):
                context = self._find(depth, context, past[:, column])
            low, high = np.searchsorted(self.keys[k], [context * size, (context + 1) * size])
            for row in np.flatnonzero(context >= 0):
                shares[row] *= self.spread[k][context[row]]
                grams = slice(low[row], high[row])
                shares[row, self.keys[k][grams] % size] += self.held[k][grams]
        with np.errstate(divide="ignore"):
            return np.log(shares), (past,)

    def figures(self, sources: Sequence[str]) -> dict[str, float]:
        """Return loss, perplexities and the accuracy of the likeliest next id on programs."""
        ids = [self.vocabulary.encode(source) for source in sources]
        hits = count = 0
        for one in ids:
            past, state = np.concatenate(([self._start], one)), self.begin(1)[0][0]
            padded = np.concatenate((state, past))
            windows = np.lib.stride_tricks.sliding_window_view(padded, self.order)[-len(past) - 1 :]
            log_probs, _ = self.next_log_probs(past, (windows[:-1],))
            hits += int((log_probs.argmax(axis=1) == np.append(one, self._end)).sum())
            count += len(past)
        return figures(self.score(ids), ids, self.vocabulary) | {"accuracy": hits / count}


class Mixture:
    """Two models of one vocabulary, interpolated: ``weight`` of the first, the rest of the second.

    An n-gram model remembers phrases, an LSTM what came long before; together they foresee more
    than either (Mikolov et al. 2010, "Recurrent neural network based language model").
    """

    def __init__(self, first, second, weight: float):
        if not 0 < weight < 1:
            raise ValueError(f"the weight of a mixture is between 0 and 1, not {weight}")
        if first.vocabulary != second.vocabulary:
            raise ValueError("the models of a mixture have one vocabulary")
        self.first, self.second, self.weight = first, second, weight
        self.vocabulary: Vocabulary = first.vocabulary

    @classmethod
    def fit(cls, first, second, programs: Sequence[np.ndarray], rounds: int = 30) -> "Mixture":
        """Choose the weight that makes programs likeliest, by expectation-maximization.

        The programs, as ids, are neither those that the models learned from nor those that the
        mixture is then measured on.
        """
        ratio = np.concatenate(second.score(programs)) - np.concatenate(first.score(programs))
        weight = 0.5
        for _ in range(rounds):
            weight = float((1 / (1 + (1 - weight) / weight * np.exp(ratio))).mean())
        return cls(first, second, weight)

    def score(self, programs: Sequence[np.ndarray]) -> list[np.ndarray]:
        """Return the log probability in nats of each id of each program, and of ``<end>``."""
        scores = zip(self.first.score(programs), self.second.score(programs), strict=True)
        return [self._mix(*pair) for pair in scores]

    def token_log_probs(self, sources: Sequence[str]) -> list[np.ndarray]:
        """Return what ``score`` does, for sources."""
        return self.score([self.vocabulary.encode(source) for source in sources])

    def log_prob(self, sources: Sequence[str]) -> np.ndarray:
        """Return the log probability in nats of each program, of shape ``(programs,)``."""
        return np.array([one.sum() for one in self.token_log_probs(sources)])

    def begin(self, count: int) -> tuple[np.ndarray, ...]:
        """Return the state of ``count`` programs of which nothing is written yet."""
        return (*self.first.begin(count), *self.second.begin(count))

    def next_log_probs(
        self, ids: np.ndarray, state: tuple[np.ndarray, ...]
    ) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
        """Take one id a program and return log probabilities of the next, and the new state."""
        parts = len(self.first.begin(1))
        first, state_of_first = self.first.next_log_probs(ids, state[:parts])
        second, state_of_second = self.second.next_log_probs(ids, state[parts:])
        return self._mix(first, second), (*state_of_first, *state_of_second)

    def _mix(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        return np.logaddexp(np.log(self.weight) + first, np.log(1 - self.weight) + second)


def _continuations(grams: list[np.ndarray], longer_counts: np.ndarray) -> np.ndarray:
    """Return for each gram how many different ids occur before it.

    ``grams`` are, by position of the stream, the numbers of the grams and of those one longer.
    """
    shorter, longer = grams
    one_each = np.zeros(len(longer_counts), np.int64)
    one_each[longer] = shorter  # the gram that each longer one ends with
    return np.bincount(one_each[longer_counts > 0], minlength=shorter.max() + 1).astype(float)


def _discounts(count: np.ndarray) -> np.ndarray:
    """Return what is taken off a count of 0, 1, 2, and 3 or more.

    Few programs may have no n-gram of some count; the formula then has no value, or one outside of
    the range that leaves each share positive, and the nearest sound value is taken.
    """
    ones, twos, threes, fours = (float((count == number).sum()) for number in (1, 2, 3, 4))
    if not (ones and twos and threes):
        return np.array([0.0, 0.5, 0.75, 0.9])
    share = ones / (ones + 2 * twos)
    raw = [
        1 - 2 * share * twos / ones,
        2 - 3 * share * threes / twos,
        3 - 4 * share * fours / threes,
    ]
    return np.array([0.0, *np.clip(raw, 0.05, [0.95, 1.95, 2.95])])
