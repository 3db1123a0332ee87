"""What to try next: a first design, then the maximum of an acquisition function.

``Suggester.ask`` is a pure function of the seed, the trial's number and the trials so far, so a
search that was killed goes on exactly as it would have.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from bayes_opt.acquisition import AcquisitionFunction
from scipy.stats import qmc
from threadpoolctl import threadpool_limits

from codegarden.tuning.acquisition import ACQUISITIONS, ENUMERATED, NEAREST, Candidates, key
from codegarden.tuning.curves import estimates
from codegarden.tuning.gaussian import optimizer_for
from codegarden.tuning.parameter import SpaceError
from codegarden.tuning.space import SearchSpace
from codegarden.tuning.trials import Status, Trial

# few: the priors of the surrogate's kernel make it useful early
INITIAL = 5
DESIGNS = ("sobol", "latin_hypercube", "random")


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
        values = [value for value, _ in estimates(known, self.monitor)]
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

    def _acquisition(self, known, points, values, taken) -> AcquisitionFunction:
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


def random_state(seed: int, number: int) -> np.random.RandomState:
    """Return the random state of one trial, which bayes_opt wants in NumPy's old form."""
    return np.random.RandomState(np.random.SeedSequence([seed, number]).generate_state(4))
