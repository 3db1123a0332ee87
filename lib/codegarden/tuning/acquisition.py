"""The acquisition functions, bayes_opt's, and where they look for their maximum.

bayes_opt optimizes a mixed space by differential evolution, one point at a time, which takes
seconds and may return a point that rounds to a configuration already tried. So ``suggest``, the
public method by which it lets an acquisition function choose, looks through candidates here.
"""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from bayes_opt import acquisition as bayes
from bayes_opt.target_space import TargetSpace
from sklearn.gaussian_process import GaussianProcessRegressor

from codegarden.tuning.space import SearchSpace

# a space of up to so many configurations is looked through as a whole
ENUMERATED = 4096
# else: so many random points, then rounds of points around the best of them
RANDOM, ROUNDS, NEAREST, AROUND = 2048, 4, 8, 48


class SpaceExhausted(RuntimeError):  # noqa: N818 - an end, not an error
    """Every configuration of the space has been tried."""


class CandidateAcquisition(bayes.AcquisitionFunction):
    """Mixed into bayes_opt's acquisition functions: their maximum over untried configurations."""

    candidates: "Candidates"

    def suggest(
        self,
        gp: GaussianProcessRegressor,
        target_space: TargetSpace,
        n_random: int = 0,
        n_smart: int = 0,
        fit_gp: bool = True,
        random_state: np.random.RandomState | None = None,
    ) -> np.ndarray:
        """Return the untried point [width] of the greatest acquisition; the counts are not used."""
        constraint = target_space.constraint
        self.i += 1
        self.y_max = target_space.target[target_space.mask].max()

        def loss(points: np.ndarray) -> np.ndarray:
            gain = self.base_acq(*gp.predict(points, return_std=True))
            return -gain if constraint is None else -gain * constraint.predict(points)

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of scikit-learn: a length scale at its bound
            if fit_gp:
                gp.fit(target_space.params, target_space.target)
                if constraint is not None:
                    constraint.fit(target_space.params, target_space.constraint_values)
            chosen = self.candidates.minimize(loss, random_state)
        self.decay_exploration()
        return chosen


class UpperConfidenceBound(CandidateAcquisition, bayes.UpperConfidenceBound):
    """Srinivas et al. (2010)."""


class ExpectedImprovement(CandidateAcquisition, bayes.ExpectedImprovement):
    """Mockus (1975); Jones et al. (1998)."""


class ProbabilityOfImprovement(CandidateAcquisition, bayes.ProbabilityOfImprovement):
    """Kushner (1964)."""


def gp_hedge(**options: Any) -> bayes.GPHedge:
    """Return the portfolio of the three others (Brochu et al. 2010)."""
    return bayes.GPHedge(
        [
            ExpectedImprovement(xi=options.pop("xi", 0.0)),
            ProbabilityOfImprovement(xi=0.01),
            UpperConfidenceBound(kappa=options.pop("kappa", 1.96), **options),
        ]
    )


ACQUISITIONS = {
    "gp_hedge": gp_hedge,
    "ei": lambda **options: ExpectedImprovement(**{"xi": 0.0, **options}),
    "pi": lambda **options: ProbabilityOfImprovement(**{"xi": 0.01, **options}),
    "ucb": lambda **options: UpperConfidenceBound(**{"kappa": 1.96, **options}),
}


@dataclass(frozen=True)
class Candidates:
    """The configurations that may still be tried, and how to search among them."""

    space: SearchSpace
    taken: frozenset[frozenset]  # as ``key`` returns them
    incumbents: np.ndarray  # the best points so far, [n, width]
    whole: np.ndarray | None  # every point of a small space, [n, width]

    def minimize(self, acquisition, random: np.random.RandomState) -> np.ndarray:
        """Return the untried point [width] where a function of points [n, width] is least.

        Raises ``SpaceExhausted`` when there is none.
        """
        if self.whole is not None:
            return self.whole[self.least(self.whole, acquisition(self.whole), 1)[0]]
        anywhere = self.space.snapped(random.uniform(size=(RANDOM, self.space.width)))
        points = np.vstack([anywhere, self.around(self.incumbents, 0.1, random)])
        values = acquisition(points)
        for number in range(ROUNDS):
            best = self.least(points, values, NEAREST)
            near = self.around(points[best], 0.1 / 3**number, random)
            points = np.vstack([points[best], near])
            values = np.concatenate([values[best], acquisition(near)])
        return points[self.least(points, values, 1)[0]]

    def least(self, points: np.ndarray, values: np.ndarray, count: int) -> list[int]:
        """Return where the least values are, one for each of ``count`` untried configurations.

        What counts as one configuration is what would be run: the point's values as they are
        rounded, and none of a parameter that does not apply.
        """
        found: dict[frozenset, int] = {}
        for place in np.argsort(values, kind="stable"):
            configuration = key(self.space.from_unit(points[place]))
            if configuration not in self.taken:
                found.setdefault(configuration, int(place))
            if len(found) == count:
                break
        if not found:
            raise SpaceExhausted(f"all {len(self.taken)} configurations of the space are tried")
        return list(found.values())

    def around(
        self, centres: np.ndarray, spread: float, random: np.random.RandomState
    ) -> np.ndarray:
        """Return points [n * AROUND, width] near others: some coordinates move, the rest stay."""
        points = np.repeat(centres, AROUND, axis=0)
        moves = random.uniform(size=points.shape) < max(0.3, 1.5 / self.space.width)
        jumps = random.uniform(size=points.shape) < 0.15
        moved = np.where(
            jumps,
            random.uniform(size=points.shape),
            points + spread * random.normal(size=points.shape),
        )
        return self.space.snapped(np.where(moves, moved, points))


def key(parameters: Mapping[str, Any]) -> frozenset:
    """Return a configuration as something that a set can hold."""
    return frozenset(parameters.items())
