"""Was it worth it: the best configuration against the default one, over problems.

It does not train or evaluate; it takes one figure a problem from each side.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.stats import bootstrap

BATCH = 1000  # draws held in memory at a time; the interval is the same whatever it is


class ComparisonError(ValueError):
    """Two sides that cannot be compared."""


def bootstrap_difference(
    per_problem_a: Mapping[str, float] | Sequence[float],
    per_problem_b: Mapping[str, float] | Sequence[float],
    seed: int,
    samples: int = 10_000,
    level: float = 0.95,
) -> tuple[float, float, float]:
    """Return the mean of a minus b over problems, and its bootstrap interval.

    Problems, not tokens, are drawn with replacement, because the tokens of one problem are no
    independent witnesses; both sides of a problem stay together (a paired percentile bootstrap,
    Efron and Tibshirani 1993, chapter 13). An interval below zero says that a's figures are lower.

    Parameters
    ----------
    per_problem_a, per_problem_b
        One figure a problem: dicts by problem, or sequences in the same order.
    seed
        Of the draws.
    samples
        How many times the problems are drawn.
    level
        The share of the draws that the interval holds.

    Returns
    -------
    tuple of float
        Difference, low and high, in the figures' unit.

    Raises
    ------
    ComparisonError
        If the sides are not of the same problems, of fewer than two, or a figure is not finite.
    """
    if isinstance(per_problem_a, Mapping) != isinstance(per_problem_b, Mapping):
        raise ComparisonError("one side is by problem and the other is not: give both as dicts")
    if isinstance(per_problem_a, Mapping):
        if odd := sorted({*per_problem_a} ^ {*per_problem_b}):
            raise ComparisonError(
                f"problem {odd[0]!r} is on one side only, with {len(odd) - 1} more"
            )
        names = sorted(per_problem_a)
        a = np.array([per_problem_a[name] for name in names], dtype=float)
        b = np.array([per_problem_b[name] for name in names], dtype=float)
    else:
        a, b = np.asarray(per_problem_a, dtype=float), np.asarray(per_problem_b, dtype=float)
        if a.shape != b.shape or a.ndim != 1:
            raise ComparisonError(f"{a.size} figures against {b.size}: give one a problem on each")
    if a.size < 2:
        raise ComparisonError(f"there are {a.size} problems to compare on: an interval needs two")
    differences = a - b
    if not np.isfinite(differences).all():
        raise ComparisonError(f"figure {int(np.argmin(np.isfinite(differences)))} is not finite")
    if not 0 < level < 1:
        raise ComparisonError(f"level is {level}: give a share between 0 and 1")
    interval = bootstrap(
        (a, b),
        lambda a, b, axis: np.mean(a - b, axis=axis),
        paired=True,
        n_resamples=samples,
        batch=BATCH,
        confidence_level=level,
        method="percentile",
        rng=seed,
    ).confidence_interval
    return float(differences.mean()), float(interval.low), float(interval.high)
