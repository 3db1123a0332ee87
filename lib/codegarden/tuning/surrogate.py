"""What the trials teach: predictions of the value of configurations that nobody tried."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from sklearn.gaussian_process import GaussianProcessRegressor
from threadpoolctl import threadpool_limits

from codegarden.tuning.curves import estimates
from codegarden.tuning.gaussian import gp_params, observations
from codegarden.tuning.parameter import Parameter, SpaceError
from codegarden.tuning.space import SearchSpace, middle
from codegarden.tuning.trials import Status, Trial


@dataclass(frozen=True)
class Surrogate:
    """The Gaussian process of a study: predicts the value of configurations that nobody tried."""

    space: SearchSpace
    trials: tuple[Trial, ...]
    monitor: str = ""

    @cached_property
    def _fitted(self) -> tuple[GaussianProcessRegressor, float]:
        """The regressor, and the unit in which it sees values."""
        points, values, doubts, _ = observations(self.space, self.trials, self.monitor)
        params = gp_params(self.space, values, doubts)
        with threadpool_limits(1), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a length scale at its bound
            regressor = GaussianProcessRegressor(normalize_y=True, **params).fit(points, values)
        return regressor, float(np.std(values)) or 1.0

    def predict(
        self, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return mean and standard deviation, in the objective's unit, at configurations.

        Both are arrays [n], or numbers for a single configuration. The deviation is that of the
        function itself; the noise of a single training is not in it.
        """
        if isinstance(parameters, Mapping):
            mean, std = self.predict([parameters])
            return float(mean[0]), float(std[0])
        points = np.array([self.space.to_unit(given) for given in parameters])
        return self.predict_points(points.reshape(-1, self.space.width))

    def predict_points(self, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return mean and standard deviation at points of the unit cube [n, width]."""
        if not len(points):
            return np.empty(0), np.empty(0)
        regressor, spread = self._fitted
        mean, std = regressor.predict(self.space.snapped(points), return_std=True)
        noise = np.exp(regressor.kernel_.theta[-1]) * spread**2
        return mean, np.sqrt(np.maximum(std**2 - noise, 0.0))

    def slice(
        self, name: str, at: Mapping[str, Any] | None = None, points: int = 60
    ) -> pd.DataFrame:
        """Return the prediction along one parameter, the others as in ``at``.

        ``at`` is by default the best configuration in which the parameter applies. Columns: the
        parameter, ``mean``, ``std``; no rows where it does not apply.
        """
        values = axis(self.space[name], points)
        centre = self._around(at, name)
        given = [self._moved(centre, **{name: value}) for value in values]
        kept = [(v, g) for v, g in zip(values, given, strict=True) if g is not None]
        mean, std = self.predict([g for _, g in kept])
        return pd.DataFrame({name: [v for v, _ in kept], "mean": mean, "std": std})

    def _around(self, at: Mapping[str, Any] | None, *names: str) -> Mapping[str, Any]:
        """Return ``at``, or the best configuration in which the parameters apply."""
        if at is not None:
            return at
        known = estimates(self.trials, self.monitor)
        fitting = [
            (trial.status != Status.COMPLETE, value, trial.number, trial.parameters)
            for (value, _), trial in zip(known, self.trials, strict=True)
            if {*names} <= {*trial.parameters}
        ]
        return min(fitting)[3] if fitting else {}

    def _moved(self, at: Mapping[str, Any], **changed: Any) -> dict[str, Any] | None:
        """Return a configuration with some values changed; None where those do not apply.

        A parameter that comes to apply by the change stands in the middle.
        """
        wanted = {**at, **changed}
        active = self.space.active(wanted)
        if not {*changed} <= {*active}:
            return None
        return {
            name: wanted[name]
            if name in wanted
            else self.space[name].value(middle(self.space[name]))
            for name in active
        }


def surrogate(space: SearchSpace, trials: Sequence[Trial], monitor: str = "") -> Surrogate:
    """Return the surrogate of a study's trials.

    Raises ``SpaceError`` when no trial has a value, or one is not of the space.
    """
    settled = tuple(trial for trial in trials if trial.status != Status.INTERRUPTED)
    if not any(trial.value is not None for trial in settled):
        raise SpaceError("no trial has a value yet: a surrogate needs one at least")
    for trial in settled:
        space.check(trial.parameters)
    return Surrogate(space, settled, monitor)


def axis(parameter: Parameter, points: int) -> list[Any]:
    """Return at most about ``points`` values of a parameter, spread over its range, in order."""
    if not parameter.is_ordered:
        return list(parameter.choices)
    places = np.linspace(0.0, 1.0, points)
    return list(dict.fromkeys(parameter.value(np.array([place])) for place in places))
