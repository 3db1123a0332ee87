"""In which order candidates are tried, and in which order patches are shown.

A candidate's score is a sum of logarithms: of the suspiciousness of its lines, of its operator's
prior, and of the likelihood that a language model sees in its edited text.
"""

import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from codegarden.mutation import Mutant, Mutants
from codegarden.repair.localization import weight_of

# set on the incorrect programs of the project's own examples; see ``benchmarks/mutants.py``
SUSPICION, PRIOR, CROWD, LANGUAGE = 1.5, 1.0, 0.5, 0.35
# nats per token that a language model's opinion is cut off at, so that one odd name is no verdict
MOST_NATS = 8.0
BATCH = 512


class LanguageModel(Protocol):
    """What a language model has to offer here."""

    def log_prob(self, sources: Sequence[str]) -> np.ndarray:
        """Return the log probability in nats of each source."""


def base_score(mutant: Mutant, crowd: int, suspicion: dict[int, float]) -> float:
    """Return a candidate's score before a language model is asked.

    ``crowd`` is the number of candidates that its operator makes: an operator that makes many is
    right with a smaller share of them.
    """
    score = PRIOR * math.log(mutant.prior) - CROWD * math.log(crowd)
    return score + SUSPICION * math.log(weight_of(mutant.lines, suspicion))


def language_scores(parent: str, sources: Sequence[str], model: LanguageModel | None) -> np.ndarray:
    """Return how much likelier than its parent each source is, in weighted nats; zeros without."""
    if model is None or not sources:
        return np.zeros(len(sources))
    own = float(model.log_prob([parent])[0])
    parts = [
        model.log_prob(sources[start : start + BATCH]) for start in range(0, len(sources), BATCH)
    ]
    gain = np.concatenate(parts) - own
    return LANGUAGE * np.clip(gain, -3 * MOST_NATS, MOST_NATS)


def ordered(
    mutants: Mutants,
    suspicion: dict[int, float],
    model: LanguageModel | None = None,
    limit: int | None = None,
) -> list[tuple[float, Mutant]]:
    """Return mutants with their scores, the most promising first; at most ``limit`` of them."""
    every = list(mutants)
    counts = mutants.counts
    scores = np.array([base_score(m, counts[m.operator], suspicion) for m in every])
    if model is not None and every:
        scores = scores + language_scores(every[0].parent, [m.source for m in every], model)
    best = np.argsort(-scores, kind="stable")[:limit]
    return [(float(scores[index]), every[index]) for index in best]
