"""The hyper-parameter search against Optuna's TPE, plain bayes_opt and random search.

The objective is a table of real LSTM trainings (``tuning_table.json``), so that searches cost
nothing but themselves. Every method is given the same space in its own terms, the same number of
trials and the same seeds, and none of them has seen the table before.
"""

import json
import math
import time
import warnings
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any

import numpy as np
import optuna
import typer
from bayes_opt import BayesianOptimization
from rich.console import Console
from rich.table import Table
from scipy.stats import wilcoxon
from threadpoolctl import threadpool_limits

from codegarden.benchmarks import _tuning_table
from codegarden.benchmarks._tuning_table import LossTable
from codegarden.tuning import MedianRule, SearchSpace, SuccessiveHalving, search
from codegarden.tuning.trials import Status, Trial

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


def values_of(method: Method, evaluate: Evaluate, space: SearchSpace, trials: int, seed: int):
    """Return the values that a method saw, in order."""
    seen: list[float] = []

    def watched(parameters: dict[str, Any]) -> float:
        seen.append(evaluate(parameters))
        return seen[-1]

    with threadpool_limits(1):
        method(watched, space, trials, seed)
    # bayes_opt answers a repeated point from its memory: that trial is spent all the same
    return [*seen, *[seen[-1]] * trials][:trials]


def run(
    trials: Annotated[int, typer.Option(help="trials a search")] = 25,
    seeds: Annotated[int, typer.Option(help="searches a method, paired by seed")] = 20,
    overhead_trials: Annotated[int, typer.Option(help="trials of the search that is timed")] = 100,
) -> dict[str, Any]:
    """Compare searches on a table of LSTM trainings, and time the loop itself."""
    table = _tuning_table.load()
    console = Console()
    console.print(
        f"{len(table.curves)} trainings of {table.about['train_tokens']:,} tokens, "
        f"{table.about['epochs']} epochs; {trials} trials, {seeds} seeds"
    )
    runs = {}
    for name, method in METHODS.items():
        begun = time.perf_counter()
        runs[name] = np.array(
            [values_of(method, table.loss, table.space, trials, seed) for seed in range(seeds)]
        )
        console.print(f"  {name}: {time.perf_counter() - begun:.1f} s")
    figures = compare(runs, table.least)
    figures |= early_stopping(table, trials, seeds)
    figures["overhead_s"] = overhead(overhead_trials)
    show(console, runs, figures, table.least)
    return figures


def compare(runs: dict[str, np.ndarray], least: float) -> dict[str, Any]:
    """Return regret ratios and the trials needed, ours against each other method.

    ``runs`` has values [seeds, trials] by method. The regret of a search is its best value's
    distance to the table's best; ratios are of medians, None where the other's median is 0. Trials
    needed are those until a value within 1 % of the best, one more than there were if none was.
    """
    regret = {name: values.min(axis=1) - least for name, values in runs.items()}
    needed = {name: trials_needed(values, least * 1.01) for name, values in runs.items()}
    figures: dict[str, Any] = {}
    for name in runs:
        figures[f"regret_{name}"] = round(float(np.median(regret[name])), 5)
        figures[f"trials_needed_{name}"] = float(np.median(needed[name]))
        if name == "ours":
            continue
        theirs = float(np.median(regret[name]))
        ratio = float(np.median(regret["ours"])) / theirs if theirs > 0 else None
        figures[f"regret_ratio_{name}"] = None if ratio is None else round(ratio, 3)
        differences = needed["ours"] - needed[name]
        test = wilcoxon(differences, alternative="less") if differences.any() else None
        figures[f"trials_needed_p_{name}"] = float(f"{test.pvalue:.2g}") if test else 1.0
    return figures


def trials_needed(values: np.ndarray, goal: float) -> np.ndarray:
    """Return, for each row of values [seeds, trials], the number of the first at or below a goal.

    >>> trials_needed(np.array([[3.0, 1.0], [3.0, 2.0]]), 1.0)
    array([2, 3])
    """
    reached = values <= goal
    return np.where(reached.any(axis=1), reached.argmax(axis=1) + 1, values.shape[1] + 1)


def early_stopping(table: LossTable, trials: int, seeds: int) -> dict[str, Any]:
    """Return epochs spent and best loss reached with each pruner, against none, paired by seed."""
    pruners = {"none": None, "median": MedianRule(), "halving": SuccessiveHalving()}
    epochs: dict[str, list[int]] = {name: [] for name in pruners}
    losses: dict[str, list[float]] = {name: [] for name in pruners}

    def objective(parameters: dict[str, Any], trial: Any) -> float:
        curve = table.curve(parameters)
        for epoch, loss in enumerate(curve, 1):
            trial.report(epoch, {"validation_loss": loss})
        return curve[-1]

    for name, pruner in pruners.items():
        for seed in range(seeds):
            found = search(objective, table.space, trials, seed, pruner=pruner)
            epochs[name].append(sum(len(trial.history) for trial in found))
            losses[name].append(min(t.value for t in found if t.status == Status.COMPLETE))
    figures: dict[str, Any] = {}
    for name in ("median", "halving"):
        figures[f"epochs_share_{name}"] = round(sum(epochs[name]) / sum(epochs["none"]), 3)
        difference = np.subtract(losses[name], losses["none"])
        figures[f"loss_difference_{name}"] = round(float(np.median(difference)), 5)
    return figures


def overhead(trials: int) -> float:
    """Return the seconds that the loop itself takes for each of the last ten trials.

    The space is the size of a real one (seven parameters, one of them conditional) and the
    objective takes no time; every trial is written to a text as a database would keep it.
    """
    moments: list[float] = []

    def record(trial: Trial) -> None:
        json.dumps(asdict(trial))
        moments.append(time.perf_counter())

    def objective(parameters: dict[str, Any], trial: Any) -> float:
        distance = sum(
            float(((parameter.place(parameters[parameter.name]) - 0.3) ** 2).sum())
            for parameter in REAL_SPACE.parameters
            if parameter.name in parameters
        )
        trial.report(1, {"loss": distance})
        return distance

    search(objective, REAL_SPACE, trials, 0, record=record)
    return round(float(np.mean(np.diff(moments[-11:]))), 3)


REAL_SPACE = SearchSpace.from_dicts(
    [
        {"name": "layers", "kind": "integer", "low": 1, "high": 2},
        {"name": "units", "kind": "power_of_two", "low": 32, "high": 256},
        {
            "name": "units_2",
            "kind": "power_of_two",
            "low": 32,
            "high": 256,
            "when": {"layers": 2},
        },
        {"name": "dropout", "kind": "float", "low": 0.0, "high": 0.6},
        {"name": "learning_rate", "kind": "log_float", "low": 0.0001, "high": 0.03},
        {"name": "batch", "kind": "power_of_two", "low": 8, "high": 128},
        {"name": "schedule", "kind": "categorical", "choices": ["cosine", "plateau", "constant"]},
    ]
)


def show(
    console: Console, runs: dict[str, np.ndarray], figures: dict[str, Any], least: float
) -> None:
    """Print the tables for people."""
    table = Table(box=None, title=f"distance to the best of the table ({least:.4f} nats per token)")
    for heading in ("method", "median", "middle half", "ours / it", "trials to 1 %", "p"):
        table.add_column(heading, justify="left" if heading == "method" else "right")
    for name, values in runs.items():
        low, middle, high = np.quantile(values.min(axis=1) - least, [0.25, 0.5, 0.75])
        ratio = figures.get(f"regret_ratio_{name}")
        table.add_row(
            name,
            f"{middle:.4f}",
            f"{low:.4f} to {high:.4f}",
            "" if ratio is None else f"{ratio:.2f}",
            f"{figures[f'trials_needed_{name}']:g}",
            f"{figures[f'trials_needed_p_{name}']:.2g}" if name != "ours" else "",
        )
    console.print(table)
    for name in ("median", "halving"):
        console.print(
            f"early stopping, {name}: {figures[f'epochs_share_{name}']:.0%} of the epochs, "
            f"best loss {figures[f'loss_difference_{name}']:+.4f} (median over seeds)"
        )
    console.print(f"the loop itself: {figures['overhead_s']} s a trial")
