"""How well weights foresee which productions a program has: recall of the first ones, and AUC."""

from collections.abc import Callable, Sequence

import numpy as np
from sklearn.metrics import roc_auc_score

from codegarden.program import Problem
from codegarden.synthesis.counting import counted
from codegarden.synthesis.mixture import CountedWeights
from codegarden.synthesis.production import Production
from codegarden.synthesis.recognition import Recognizer

FIRST = 12  # productions whose recall is told


def likely(weights: CountedWeights) -> list[Production]:
    """Return the productions of a language, those first that are likeliest anywhere."""
    score = {head: weights.counted[head] * weights.ratio[head] for head in weights.language}
    return sorted(weights.language, key=score.__getitem__, reverse=True)


def used(problem: Problem, recognizer: Recognizer) -> set[Production]:
    """Return the productions of a problem's correct programs."""
    sources = [each.source for each in problem.programs if each.is_correct]
    heads = {head for source in sources for _, _, head in counted(source, recognizer)}
    return {head for head in heads if isinstance(head, Production)}


def foreseen(
    weigh: Callable[[Problem], CountedWeights], problems: Sequence[Problem], recognizer: Recognizer
) -> dict[str, float]:
    """Return ``recall`` of the used productions among the first ``FIRST``, and ``auc``.

    The area under the curve is that of a random used production being before a random other one;
    both are means over the problems that use any.
    """
    recalls, areas = [], []
    for problem in problems:
        right = used(problem, recognizer)
        if right:
            ranked = likely(weigh(problem))
            recalls.append(len(right & set(ranked[:FIRST])) / len(right))
            labels = [each in right for each in ranked]
            areas.append(roc_auc_score(labels, -np.arange(len(ranked))))
    return {"recall": float(np.mean(recalls)), "auc": float(np.mean(areas))}
