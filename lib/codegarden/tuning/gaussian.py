"""A Gaussian process over the search space: its kernel, its data, and bayes_opt's optimizer.

It does not choose what to try next.
"""

import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from bayes_opt import BayesianOptimization
from bayes_opt.acquisition import AcquisitionFunction
from bayes_opt.parameter import BayesParameter
from scipy.optimize import NonlinearConstraint, minimize
from sklearn.gaussian_process.kernels import ConstantKernel, Kernel, Matern, WhiteKernel

from codegarden.tuning.curves import estimates
from codegarden.tuning.parameter import Parameter
from codegarden.tuning.space import SearchSpace
from codegarden.tuning.trials import Status, Trial

# what is believed of the kernel before any trial: mean and standard deviation of the logarithm
SCALE_PRIOR = (0.0, 1.0)
LENGTH_PRIOR = (-1.2, 0.7)  # plus half the logarithm of the number of parameters
NOISE_PRIOR = (-7.0, 1.5)


class Coordinate(BayesParameter):
    """A parameter as bayes_opt wants it: its value, its coordinates, and how a kernel sees them."""

    def __init__(self, parameter: Parameter):
        unit = np.array([0.0, 1.0])
        wide = parameter.width > 1
        super().__init__(parameter.name, np.tile(unit, (parameter.width, 1)) if wide else unit)
        self.parameter = parameter

    @property
    def is_continuous(self) -> bool:
        """Whether every place between 0 and 1 has a value of its own."""
        return self.parameter.values is None and not self.parameter.when

    @property
    def dim(self) -> int:
        """The number of coordinates."""
        return self.parameter.width

    def to_float(self, value: Any) -> np.ndarray:
        """Return the coordinates of a value."""
        return self.parameter.place(value)

    def to_param(self, value: np.ndarray) -> Any:
        """Return the value at coordinates; whether it applies is for the space to say."""
        return self.parameter.value(np.ravel(value))

    def kernel_transform(self, value: np.ndarray) -> np.ndarray:
        """Return coordinates as they are: only places that a configuration has are ever asked."""
        return np.reshape(value, (-1, self.dim))


def kernel_for(space: SearchSpace) -> Kernel:
    """Return Matern 5/2 with a length scale for each coordinate, a variance and a noise.

    The coordinates are already spaced as each kind of parameter needs it, and categories have one
    each, so that one kernel suits them all (Garrido-Merchan and Hernandez-Lobato 2020, "Dealing
    with Categorical and Integer-valued Variables in Bayesian Optimization").
    """
    lengths = np.full(space.width, 0.5)
    return ConstantKernel(1.0, (1e-2, 1e2)) * Matern(lengths, (0.05, 20.0), nu=2.5) + WhiteKernel(
        1e-3, (1e-6, 1e-1)
    )


def most_probable(space: SearchSpace) -> Callable:
    """Return an optimizer for scikit-learn that finds the kernel's most probable parameters.

    With a dozen trials the likelihood alone often says that a parameter does not matter at all.
    Log-normal priors, length scales growing with the root of the dimension, prevent that (Hvarfner
    et al. 2024, "Vanilla Bayesian Optimization Performs Great in High Dimensions").
    """
    lengths = np.full(space.width, LENGTH_PRIOR[0] + 0.5 * np.log(len(space.parameters)))
    means = np.concatenate([[SCALE_PRIOR[0]], lengths, [NOISE_PRIOR[0]]])
    spreads = np.concatenate(
        [[SCALE_PRIOR[1]], np.full(space.width, LENGTH_PRIOR[1]), [NOISE_PRIOR[1]]]
    )

    def optimize(objective: Callable, start: np.ndarray, bounds: np.ndarray):
        def unlikely(theta: np.ndarray) -> tuple[float, np.ndarray]:
            value, gradient = objective(theta)
            off = (theta - means) / spreads
            return value + 0.5 * float(off @ off), gradient + off / spreads

        starts = [np.clip(means, bounds[:, 0], bounds[:, 1]), start]
        found = [
            minimize(unlikely, first, jac=True, bounds=bounds, method="L-BFGS-B")
            for first in starts
        ]
        least = min(found, key=lambda result: result.fun)
        return least.x, least.fun

    return optimize


def optimizer_for(
    space: SearchSpace,
    trials: Sequence[Trial],
    acquisition: AcquisitionFunction,
    random_state: np.random.RandomState,
    monitor: str = "",
    limits: Mapping[str, float] | None = None,
    lies: Sequence[tuple[Mapping[str, Any], float]] = (),
) -> BayesianOptimization:
    """Return bayes_opt's optimizer with the space, and the trials registered in order of number.

    bayes_opt maximizes, so what it is told is the negative. What is doubtful of a value is noise to
    its Gaussian process. ``limits`` are upper bounds of measures
    for its constraint model; ``lies`` are configurations under way and what to assume of them.
    """
    constraint = None
    if limits:
        upper = np.array([*limits.values()], dtype=float)
        constraint = NonlinearConstraint(None, np.full(len(upper), -np.inf), upper)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "non-float parameters are experimental": tested here
        optimizer = BayesianOptimization(
            f=None,
            pbounds={parameter.name: Coordinate(parameter) for parameter in space.parameters},
            acquisition_function=acquisition,
            constraint=constraint,
            random_state=random_state,
            verbose=0,
            allow_duplicate_points=False,
        )
    parameters, values, doubts, measures = observations(space, trials, monitor, lies)
    for point, value, known in zip(parameters, values, measures, strict=True):
        within = [known.get(name, limit) for name, limit in (limits or {}).items()]
        optimizer.space.register(point, -value, within[0] if len(within) == 1 else within or None)
    optimizer.set_gp_params(**gp_params(space, values, doubts))
    return optimizer


def observations(
    space: SearchSpace,
    trials: Sequence[Trial],
    monitor: str = "",
    lies: Sequence[tuple[Mapping[str, Any], float]] = (),
) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[dict[str, float]]]:
    """Return points [n, width], values [n], doubts [n] and measures of what is known or assumed.

    Interrupted trials say nothing; of a configuration given twice the first result counts.
    """
    ordered = sorted(
        (trial for trial in trials if trial.status != Status.INTERRUPTED),
        key=lambda trial: trial.number,
    )
    found: dict[tuple[float, ...], tuple[float, float, dict[str, float]]] = {}
    for trial, (value, doubt) in zip(ordered, estimates(ordered, monitor), strict=True):
        point = tuple(space.to_unit(trial.parameters))
        found.setdefault(point, (value, doubt, trial.notes.get("measures", {})))
    for parameters, lie in lies:
        found.setdefault(tuple(space.to_unit(parameters)), (lie, 0.0, {}))
    points = np.array([*found]).reshape(-1, space.width)
    values, doubts, measures = zip(*found.values(), strict=True) if found else ((), (), ())
    return points, np.array(values), np.array(doubts), [*measures]


def gp_params(space: SearchSpace, values: np.ndarray, doubts: np.ndarray) -> dict[str, Any]:
    """Return the parameters of scikit-learn's regressor for values, each with its doubt."""
    spread = float(np.std(values)) or 1.0 if len(values) else 1.0
    return {
        "kernel": kernel_for(space),
        "optimizer": most_probable(space),
        "n_restarts_optimizer": 0,
        # scikit-learn sees targets in units of their spread
        "alpha": 1e-8 + (doubts / spread) ** 2 if len(doubts) else 1e-8,
    }
