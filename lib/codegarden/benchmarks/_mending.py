"""Pairs of wrong and right programs: which of all single edits mends, and what that teaches.

A wrong program of a training problem and the right ones of the same problem are a pair where a
single edit leads from the one to another, as a sequence of tokens. Nothing is judged for it: a
program is run only to see which of its lines are suspicious.
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from codegarden.benchmarks._fitting import conditional_logit
from codegarden.mutation import OPERATORS, Mutant, mutants
from codegarden.mutation.priors import Priors, kind_of
from codegarden.program import Program, TestCase
from codegarden.repair.localization import suspiciousness
from codegarden.repair.ranking import (
    COLUMNS,
    WINDOW,
    LanguageModel,
    features,
    language_scores,
)
from codegarden.sandbox import Sandbox
from codegarden.syntax.edits import shared
from codegarden.syntax.identity import tokens

FOLDS = 5


@dataclass(frozen=True)
class Pair:
    """A wrong program, all single edits of it, and which of them make a right program.

    ``columns`` has the shape ``(offers, len(COLUMNS))``, as ``features`` gives them.
    """

    name: str
    source: str
    offers: Sequence[Mutant]
    kinds: Sequence[tuple[str, str]]
    columns: np.ndarray
    mends: np.ndarray

    @property
    def fold(self) -> int:
        """The part that the pair belongs to: all programs of a problem to one."""
        return zlib.crc32(self.name.split(":")[0].encode()) % FOLDS

    @property
    def shares(self) -> np.ndarray:
        """What each edit that mends counts: they share one between them."""
        return self.mends / self.mends.sum()


def pair(
    name: str, wrong: Program, right: Iterable[str], tests: Sequence[TestCase], sandbox: Sandbox
) -> Pair | None:
    """Return a wrong program with its edits; None where no single edit makes a right one."""
    source = wrong.source.strip() + "\n"
    made = mutants(source)
    words = made.subject.tokens.words
    wanted = {way(words, [token.text for token in tokens(one.strip() + "\n")]) for one in right}
    offers = list(made.offers())
    mends = np.array([made.subject.tokens.key(one.edits) in wanted for one in offers], bool)
    if not mends.any():
        return None
    suspicion = suspiciousness(Program(source, wrong.entry_point), tests, sandbox)
    every, columns = features(offers, suspicion)
    kinds = [(one.operator, kind_of(source, one.edits)) for one in every]
    return Pair(name, source, offers, kinds, columns, mends)


def way(before: Sequence[str], after: Sequence[str]) -> tuple[int, int, tuple[str, ...]]:
    """Return what leads from one sequence of tokens to another, as ``Tokens.key`` tells it.

    >>> way(["a", "<", "b"], ["a", "<=", "b"])
    (1, 1, ('<=',))
    """
    head = shared(before, after)
    tail = shared(before[head:][::-1], after[head:][::-1])
    return head, tail, tuple(after[head : len(after) - tail])


def counted(pairs: Iterable[Pair]) -> Priors:
    """Return how often each operator and each kind of change was offered, and mended."""
    mended: dict[tuple[str, str], float] = defaultdict(float)
    offered: Counter[tuple[str, str]] = Counter()
    for one in pairs:
        offered.update(one.kinds)
        for place in np.flatnonzero(one.mends):
            mended[one.kinds[place]] += float(one.shares[place])
    operators: dict[str, list[float]] = {name: [0.0, 0] for name in OPERATORS}
    kinds: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
    for (operator, kind), count in sorted(offered.items()):
        operators[operator][0] += mended[operator, kind]
        operators[operator][1] += count
        kinds[operator][kind] = round(mended[operator, kind], 3), count
    return Priors({o: (round(m, 3), int(n)) for o, (m, n) in operators.items()}, dict(kinds))


def columns_by(pairs: Iterable[Pair], priors: Priors) -> Iterator[np.ndarray]:
    """Yield the columns of each pair, its changes with their prior by given counts."""
    for one in pairs:
        prior = [np.log(priors.share(o) * priors.factor(o, kind)) for o, kind in one.kinds]
        yield np.column_stack((prior, one.columns[:, 1:]))


def crossed(pairs: Sequence[Pair]) -> list[np.ndarray]:
    """Return the columns of each pair, with the counts of the other folds' pairs."""
    found: dict[int, np.ndarray] = {}
    for fold in range(FOLDS):
        priors = counted(one for one in pairs if one.fold != fold)
        own = [place for place, one in enumerate(pairs) if one.fold == fold]
        found |= zip(own, columns_by([pairs[place] for place in own], priors), strict=True)
    return [found[place] for place in range(len(pairs))]


def fit(pairs: Sequence[Pair], model: LanguageModel) -> tuple[Priors, dict[str, float]]:
    """Return the counts of all pairs, and what each part of a score is to count.

    The weights of ``COLUMNS`` are fitted to all edits, each with the counts of other problems; then
    that of a language model to the first ``WINDOW`` in the order of these.
    """
    columns = crossed(pairs)
    first = conditional_logit(columns, [one.mends for one in pairs])
    late, mends, before = [], [], []
    for one, rows in zip(pairs, columns, strict=True):
        scores = rows @ first
        best = np.argsort(-scores, kind="stable")[:WINDOW]
        if one.mends[best].any():
            sources = [one.offers[place].source for place in best]
            late.append(language_scores(one.source, sources, model)[:, None])
            mends.append(one.mends[best])
            before.append(scores[best])
    weights = [*first, *conditional_logit(late, mends, before)]
    named = zip((*COLUMNS, "language"), weights, strict=True)
    return counted(pairs), {name: round(float(value), 3) for name, value in named}


def rank(one: Pair, scores: np.ndarray) -> int:
    """Return how many programs come up to the first right one, in the order of scores."""
    key = mutants(one.source).subject.tokens.key
    seen = set()
    for place in np.argsort(-scores, kind="stable"):
        seen.add(key(one.offers[place].edits))
        if one.mends[place]:
            break
    return len(seen)


def figures(ranks: Sequence[int]) -> dict[str, Any]:
    """Return geometric mean and median of evaluations."""
    return {
        "programs": len(ranks),
        "geometric_mean": round(float(np.exp(np.log(ranks).mean())), 2) if ranks else None,
        "median": float(np.median(ranks)) if ranks else None,
    }
