"""The searches that are compared, each given the same space in its own terms.

A method evaluates so many configurations, one after the other; what it saw is kept elsewhere.
"""

import math
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import optuna
from bayes_opt import BayesianOptimization

from codegarden.tuning import SearchSpace, search

Evaluate = Callable[[dict[str, Any]], float]
Method = Callable[[Evaluate, SearchSpace, int, int], None]


def ours(evaluate: Evaluate, space: SearchSpace, trials: int, seed: int) -> None:
    """Search with this project's defaults."""
    search(lambda parameters, trial: evaluate(parameters), space, trials, seed)


def tpe(evaluate: Evaluate, space: SearchSpace, trials: int, seed: int) -> None:
    """Search with Optuna's default sampler, told which parameters are ordered and which log."""
    optuna.logging.set_verbosity(optuna.logging.ERROR)

    def objective(trial: optuna.Trial) -> float:
        chosen: dict[str, Any] = {}
        for parameter in space.parameters:
            if parameter.name not in space.active(chosen):
                continue
            if not parameter.is_ordered:
                value = trial.suggest_categorical(parameter.name, parameter.choices)
            elif parameter.values is not None:
                last = len(parameter.values) - 1
                value = parameter.values[trial.suggest_int(parameter.name, 0, last)]
            else:
                found = trial.suggest_float(
                    parameter.name, parameter.low, parameter.high, log=parameter.is_log
                )
                value = parameter.value(parameter.place(found))
            chosen[parameter.name] = value
        return evaluate(chosen)

    optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed)).optimize(
        objective, n_trials=trials
    )


def plain_bayes_opt(evaluate: Evaluate, space: SearchSpace, trials: int, seed: int) -> None:
    """Search with ``BayesianOptimization.maximize`` as it comes: 5 random points, then UCB.

    Its documentation's advice is followed: whole numbers are typed so, logarithms are searched by
    their exponent.
    """
    bounds: dict[str, Any] = {}
    for parameter in space.parameters:
        if not parameter.is_ordered:
            bounds[parameter.name] = list(parameter.choices)
        elif parameter.values is not None:
            bounds[parameter.name] = (0, len(parameter.values) - 1, int)
        else:
            scale = math.log10 if parameter.is_log else float
            bounds[parameter.name] = (scale(parameter.low), scale(parameter.high))

    def target(**given: Any) -> float:
        chosen = {}
        for parameter in space.parameters:
            value = given[parameter.name]
            if parameter.is_ordered and parameter.values is not None:
                value = parameter.values[int(value)]
            elif parameter.is_ordered:
                value = parameter.value(parameter.place(10**value if parameter.is_log else value))
            chosen[parameter.name] = value
        return -evaluate({name: chosen[name] for name in space.active(chosen)})

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        optimizer = BayesianOptimization(target, bounds, random_state=seed, verbose=0)
        optimizer.maximize(init_points=min(5, trials), n_iter=max(0, trials - 5))


def random_search(evaluate: Evaluate, space: SearchSpace, trials: int, seed: int) -> None:
    """Draw every parameter uniformly on its scale."""
    random = np.random.default_rng(seed)
    for _ in range(trials):
        evaluate(space.from_unit(random.random(space.width)))


METHODS: dict[str, Method] = {
    "ours": ours,
    "tpe": tpe,
    "bayes_opt": plain_bayes_opt,
    "random": random_search,
}
