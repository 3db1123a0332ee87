"""Samples as arrays to train on: what the network reads, what it is to foresee, and the counts.

How likely each head is at a place, but for the task, is counted and given to the training; what is
left to be learned is what the task tells.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from codegarden.description.types import Type
from codegarden.guide import encoding
from codegarden.guide.samples import Occurrence, Sample
from codegarden.program import Problem
from codegarden.synthesis.counting import Counts
from codegarden.synthesis.kept import digest
from codegarden.synthesis.mixture import CountedWeights
from codegarden.synthesis.production import Production
from codegarden.synthesis.weights import CONSTANT, ROOT, VARIABLE

FOLDS = 5  # parts of the solved problems: each is counted on the others
TARGETS = 32  # heads of a sample that are learned from, at most, the frequent first
NEVER = -1e9  # logarithm of the probability of a head that cannot stand at a place


@dataclass(frozen=True)
class Encoded:
    """Samples as arrays of one row each.

    ``words``, ``examples`` and ``signature`` are what the network reads. For up to ``TARGETS``
    heads, ``rows`` says which row of ``base`` (logarithms of probabilities, one a head) belongs to
    its place, ``inside`` whether that is inside the program, ``shares`` what it counts (0: none).
    """

    words: np.ndarray
    examples: np.ndarray
    signature: np.ndarray
    rows: np.ndarray
    inside: np.ndarray
    heads: np.ndarray
    shares: np.ndarray
    base: np.ndarray

    def __len__(self) -> int:
        return len(self.words)

    def some(self, places: np.ndarray) -> "Encoded":
        """Return the samples at some places."""
        return Encoded(*(each[places] for each in list(vars(self).values())[:-1]), self.base)

    @property
    def sha256(self) -> str:
        """Identity of the samples."""
        content = hashlib.sha256()
        for each in vars(self).values():
            content.update(np.ascontiguousarray(each).tobytes())
        return content.hexdigest()


class Encoder:
    """What turns samples into arrays: the heads of a language and the known words."""

    def __init__(self, language: Sequence[Production], words: Sequence[str]):
        self.language = tuple(language)
        self.words = tuple(words)
        self.heads = (*self.language, VARIABLE, CONSTANT)
        self.numbers: dict[object, int] = {head: n for n, head in enumerate(self.heads)}
        self._known = {word: number for number, word in enumerate(self.words)}

    @classmethod
    def of(cls, language: Sequence[Production], problems: Iterable[Problem]) -> "Encoder":
        """Return an encoder that knows the words of problems and of productions."""
        texts = [encoding.words(each.description, each.entry_point) for each in problems]
        own = encoding.words(" ".join(each.about for each in language))
        return cls(language, encoding.vocabulary([*texts, *[own] * encoding.OFTEN]))

    def words_of(self, text: Sequence[str]) -> np.ndarray:
        """Return the ids of a description's words, of shape ``(WORDS,)``."""
        return encoding.description(text, self._known)

    def encode(
        self, samples: Sequence[Sample], part_of: Callable[[int], Hashable] | None = None
    ) -> Encoded:
        """Return samples as arrays.

        The probabilities at a place are counted on all samples, or on those of other parts where
        ``part_of`` says to which part the one with a number belongs.
        """
        base = Base(self, samples, part_of)
        shape = (len(samples), TARGETS)
        rows, heads = np.zeros(shape, np.int32), np.zeros(shape, np.int32)
        inside, shares = np.ones(shape, np.int8), np.zeros(shape, np.float32)
        for place in range(len(samples)):
            found = sorted(base.targets(place), key=lambda target: -target[1].share)[:TARGETS]
            for number, (row, each) in enumerate(found):
                rows[place, number] = row
                heads[place, number] = self.numbers[each.head]
                inside[place, number] = each.parent != ROOT
                shares[place, number] = each.share
        return Encoded(
            np.array([self.words_of(each.words) for each in samples]),
            np.array([each.examples for each in samples]),
            np.array([each.signature for each in samples]),
            rows,
            inside,
            heads,
            shares,
            base.table(),
        )

    def folded(self, samples: Sequence[Sample]) -> Encoded:
        """Return samples as arrays, each of ``FOLDS`` parts counted on the others.

        So that what a program adds to the counts does not speak for itself.
        """
        return self.encode(samples, lambda place: place % FOLDS)

    def beside(self, samples: Sequence[Sample], others: Sequence[Sample]) -> Encoded:
        """Return samples as arrays, counted on others."""
        both = self.encode([*others, *samples], lambda place: place < len(others))
        return both.some(np.arange(len(others), len(both)))


@dataclass(frozen=True)
class Corpus:
    """What a guide is trained on, validated on, and fitted to, as arrays.

    ``train`` and ``validation`` are terms enumerated on the inputs of training and of validation
    problems, ``solved`` the programs of the training problems and ``unseen`` those of the
    validation problems.
    """

    encoder: Encoder
    train: Encoded
    validation: Encoded
    solved: Encoded
    unseen: Encoded

    @cached_property
    def sha256(self) -> str:
        """Identity of all that a training is told: samples, counts, heads and words."""
        parts = (self.train, self.validation, self.solved, self.unseen)
        known = (*map(repr, self.encoder.language), "", *self.encoder.words)
        return digest(*(each.sha256 for each in parts), *known)

    def some(self, samples: int, validation: int) -> "Corpus":
        """Return the corpus with so many of its enumerated terms, evenly chosen."""
        chosen = [
            each.some(np.arange(len(each))[:: max(1, len(each) // count)][:count])
            for each, count in ((self.train, samples), (self.validation, validation))
        ]
        return replace(self, train=chosen[0], validation=chosen[1])


class Base:
    """How likely each head is at each place, but for the task, as counted in samples."""

    def __init__(
        self,
        encoder: Encoder,
        samples: Sequence[Sample],
        part_of: Callable[[int], Hashable] | None,
    ):
        self.encoder = encoder
        self.samples = samples
        self.parts = [part_of(place) if part_of else None for place in range(len(samples))]
        self.weights = {}
        for part in dict.fromkeys(self.parts):
            others = zip(samples, self.parts, strict=True)
            kept = (each for each, other in others if part is None or other != part)
            self.weights[part] = CountedWeights(encoder.language, counted(kept))
        self._rows: dict[tuple, int] = {}
        self._table: list[np.ndarray] = []

    def targets(self, place: int) -> Iterator[tuple[int, Occurrence]]:
        """Yield the row of its place and an occurrence, for those whose head can stand there."""
        part = self.parts[place]
        for each in self.samples[place].occurrences:
            if each.type is not None and each.head in self.weights[part].able(each.type):
                yield self._row(part, each.parent, each.place, each.type), each

    def _row(self, part: Hashable, parent, place: int, type_: Type) -> int:
        key = (part, parent, place, type_.name)
        if key not in self._rows:
            weights = self.weights[part]
            row = np.full(len(self.encoder.heads), NEVER, np.float32)
            for head in weights.able(type_):
                number = self.encoder.numbers[head]
                row[number] = np.log(weights.probability(parent, place, type_, head))
            self._rows[key] = len(self._table)
            self._table.append(row)
        return self._rows[key]

    def table(self) -> np.ndarray:
        """Return the logarithms of all rows, of shape ``(rows, heads)``."""
        return np.array(self._table)


def counted(samples: Iterable[Sample]) -> Counts:
    """Return what samples count up to."""
    counts = Counts()
    for sample in samples:
        for each in sample.occurrences:
            counts.places[each.parent, each.place][each.head] += each.share
            counts.heads[each.head] += each.share
    return counts
