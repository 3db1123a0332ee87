"""What to try next: a first design, then the maximum of an acquisition function.

``Suggester.ask`` is a pure function of the seed, the trial's number and the trials so far, so a
search that was killed goes on exactly as it would have. The acquisition functions are bayes_opt's;
what is written here is where they look for their maximum.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from bayes_opt import acquisition as bayes
from scipy.stats import qmc
from threadpoolctl import threadpool_limits

from codegarden.tuning.curves import told
from codegarden.tuning.gaussian import optimizer_for
from codegarden.tuning.parameter import SpaceError
from codegarden.tuning.space import SearchSpace
from codegarden.tuning.trials import Status, Trial

# few: the priors of the surrogate's kernel make it useful early
INITIAL = 5
DESIGNS = ("sobol", "latin_hypercube", "random")
# a space of up to so many configurations is looked through as a whole
ENUMERATED = 4096
# else: so many random points, then rounds of points around the best of them
RANDOM, ROUNDS, NEAREST, AROUND = 2048, 4, 8, 48


class SpaceExhausted(RuntimeError):  # noqa: N818 - an end, not an error
    """Every configuration of the space has been tried."""


class CandidateAcquisition:
    """Mixed into bayes_opt's acquisition functions: their maximum over untried configurations.

    bayes_opt optimizes a mixed space by differential evolution, one point at a time, which takes
    seconds and may return a point that rounds to a configuration already tried.
    """

    candidates: "Candidates"

    def _acq_min(self, acq, space, random_state, n_random=0, n_smart=0):
        return self.candidates.minimize(acq, random_state)


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


@dataclass(frozen=True)
class Suggester:
    """Asks for the next configuration of a study.

    Parameters
    ----------
    space
        What may be chosen.
    seed
        Of the study; every trial draws from its own random state, made of this and its number.
    acquisition, options
        A name of ``ACQUISITIONS`` and the parameters of that function (``kappa``, ``xi``,
        ``exploration_decay``).
    initial, design
        How many configurations are spread over the space first (default: ``INITIAL``), and how:
        a name of ``DESIGNS``.
    start
        Configurations to begin with, such as the default one; they count as initial.
    limits
        Upper bounds of measures (``seconds``, or what the objective gives to
        ``TrialHandle.measure``), which bayes_opt's constraint model learns.

    Raises ``SpaceError`` for a name or a configuration that is not known.
    """

    space: SearchSpace
    seed: int
    acquisition: str = "ei"
    options: Mapping[str, Any] = field(default_factory=dict)
    initial: int | None = None
    design: str = "sobol"
    start: Sequence[Mapping[str, Any]] = ()
    limits: Mapping[str, float] = field(default_factory=dict)
    monitor: str = ""

    def __post_init__(self):
        if self.acquisition not in ACQUISITIONS:
            raise SpaceError(
                f"there is no acquisition {self.acquisition!r}: "
                f"choose from {', '.join(ACQUISITIONS)}"
            )
        if self.limits and self.acquisition in ("ucb", "gp_hedge"):
            raise SpaceError(f"{self.acquisition} knows no limits: choose ei or pi")
        if self.design not in DESIGNS:
            raise SpaceError(
                f"there is no design {self.design!r}: choose from {', '.join(DESIGNS)}"
            )
        try:
            ACQUISITIONS[self.acquisition](**self.options)
        except TypeError as error:
            raise SpaceError(f"acquisition {self.acquisition}: {error}") from None
        for given in self.start:
            self.space.check(given)

    def ask(
        self,
        number: int,
        trials: Sequence[Trial],
        pending: Sequence[Mapping[str, Any]] = (),
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the configuration of trial ``number``, and notes to be kept with its record.

        ``pending`` are the configurations under way; the surrogate is told that they come out as
        the median of those known (a constant liar; Ginsbourger et al. 2010), so that another
        region is tried.

        Raises ``SpaceExhausted`` when everything has been tried.
        """
        known = sorted(
            (trial for trial in trials if trial.status != Status.INTERRUPTED),
            key=lambda trial: trial.number,
        )
        points = [self.space.to_unit(trial.parameters) for trial in known]
        taken = frozenset(map(key, [*(trial.parameters for trial in known), *pending]))
        if number < len(self.start) and key(self.start[number]) not in taken:
            return dict(self.start[number]), {}
        valued = [trial for trial in known if trial.value is not None]
        if number < self._initial or not valued:
            return self._designed(number, taken), {}
        values = [value for value, _ in told(known, self.monitor)]
        acquisition = self._acquisition(known, points, values, taken)
        random = random_state(self.seed, number)
        lie = float(np.median(values))
        optimizer = optimizer_for(
            self.space,
            known,
            acquisition,
            random,
            self.monitor,
            self.limits,
            [(given, lie) for given in pending],
        )
        if self.limits and not optimizer.space.mask.any():
            return self._designed(number, taken), {}
        with threadpool_limits(1):  # small matrices: threads cost ten times what they bring
            chosen = self._present(optimizer.suggest())
        return chosen, {"acquisition": acquisition.get_acquisition_params()}

    @property
    def _initial(self) -> int:
        if self.initial is not None:
            return self.initial
        return max(INITIAL, len(self.start))

    @cached_property
    def _whole(self) -> np.ndarray | None:
        if self.space.most > ENUMERATED:
            return None
        return np.array([self.space.to_unit(parameters) for parameters in self.space.every()])

    def _designed(self, number: int, taken: frozenset) -> dict[str, Any]:
        """Return the design's configuration for a trial, or the first untried one after it."""
        count = max(self._initial, number + 1)
        for point in self._spread(count)[number:]:
            if key(found := self.space.from_unit(point)) not in taken:
                return found
        random = random_state(self.seed, number)
        none = np.empty((0, self.space.width))
        candidates = Candidates(self.space, taken, none, self._whole)
        point = candidates.minimize(lambda points: random.uniform(size=len(points)), random)
        return self.space.from_unit(point)

    def _spread(self, count: int) -> np.ndarray:
        """Return at least ``count`` points spread over the unit cube, [n, width]."""
        seed = np.random.default_rng([self.seed, 0])
        if self.design == "sobol":
            power = max(3, math.ceil(math.log2(count)))
            return qmc.Sobol(self.space.width, rng=seed).random_base2(power)
        if self.design == "latin_hypercube":
            return qmc.LatinHypercube(self.space.width, rng=seed).random(count)
        return seed.random((count, self.space.width))

    def _acquisition(self, known, points, values, taken) -> bayes.AcquisitionFunction:
        """Return the acquisition function as the last trial left it."""
        made = ACQUISITIONS[self.acquisition](**self.options)
        for trial in reversed(known):
            if "acquisition" in trial.notes:
                made.set_acquisition_params(trial.notes["acquisition"])
                break
        best = np.array(points)[np.argsort(values, kind="stable")[:NEAREST]]
        candidates = Candidates(self.space, taken, best, self._whole)
        for one in getattr(made, "base_acquisitions", [made]):
            one.candidates = candidates
        return made

    def _present(self, suggested: Mapping[str, Any]) -> dict[str, Any]:
        active = self.space.active(suggested)
        return {name: suggested[name] for name in active}


def key(parameters: Mapping[str, Any]) -> frozenset:
    """Return a configuration as something that a set can hold."""
    return frozenset(parameters.items())


def random_state(seed: int, number: int) -> np.random.RandomState:
    """Return the random state of one trial, which bayes_opt wants in NumPy's old form."""
    return np.random.RandomState(np.random.SeedSequence([seed, number]).generate_state(4))
