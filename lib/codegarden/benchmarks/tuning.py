"""The hyper-parameter search against Optuna's TPE, plain bayes_opt and random search.

The objective is a table of real LSTM trainings (``tuning_table.json``), so that searches cost
nothing but themselves. Every method is given the same space in its own terms, the same number of
trials and the same seeds, and none of them has seen the table before.
"""

import math
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.table import Table
from scipy.stats import wilcoxon
from threadpoolctl import threadpool_limits

from codegarden.benchmarks import _tuning_table
from codegarden.benchmarks._tuning_kills import open_store, survive
from codegarden.benchmarks._tuning_methods import METHODS, Evaluate, Method
from codegarden.benchmarks._tuning_table import LossTable
from codegarden.tuning import (
    CurveExtrapolation,
    MedianRule,
    SearchSpace,
    Status,
    SuccessiveHalving,
    Trial,
    TrialHandle,
    search,
)


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
    kills: Annotated[int, typer.Option(help="times that searches of 15 trials are killed")] = 30,
) -> dict[str, Any]:
    """Compare searches on a table of LSTM trainings, kill some, and time the loop itself."""
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
    figures |= survive(kills, 15).figures()
    show(console, runs, figures, table.least)
    return figures


def compare(runs: dict[str, np.ndarray], least: float) -> dict[str, Any]:
    """Return regret ratios and the trials needed, ours against each other method.

    ``runs`` has values [seeds, trials] by method. The regret of a search is its best value's
    distance to the table's best; ratios are of medians, None where the other's median is 0. Trials
    needed are those until a value within 1 % of the best, one more than there were if none was;
    ``trials_needed_p`` is that of a one-sided Wilcoxon signed-rank test over the seeds.
    """
    regret = {name: values.min(axis=1) - least for name, values in runs.items()}
    needed = {name: trials_needed(values, least * 1.01) for name, values in runs.items()}
    figures: dict[str, Any] = {"paired_test": "Wilcoxon signed-rank, ours needs fewer"}
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
    """Return epochs spent and best loss reached with each pruner, against none, paired by seed.

    ``epochs_share`` is of the epochs without a pruner, ``loss_difference`` the median over seeds
    of best loss with minus without and ``mean_loss_difference`` their mean, which the few searches
    that are led astray weigh on, ``loss_p`` that of Wilcoxon's signed-rank test, two-sided, and
    ``within_1_percent`` the share of the seeds that come so near to the table's best. ``half`` is
    what the last pruner has reached when half of the epochs are spent.
    """
    pruners = {
        "none": None,
        "median": MedianRule(),
        "halving": SuccessiveHalving(),
        "extrapolation": CurveExtrapolation(table.about["epochs"]),
    }
    spent: dict[str, int] = {}
    losses: dict[str, np.ndarray] = {}
    half = trials * table.about["epochs"] // 2

    def objective(parameters: dict[str, Any], trial: TrialHandle) -> float:
        curve = table.curve(parameters)
        for epoch, loss in enumerate(curve, 1):
            trial.report(epoch, {"validation_loss": loss})
        return curve[-1]

    for name, pruner in pruners.items():
        runs = [
            search(objective, table.space, trials, seed, pruner=pruner) for seed in range(seeds)
        ]
        spent[name] = sum(len(trial.history) for run in runs for trial in run)
        losses[name] = np.array([best_within(run, spent["none"]) for run in runs])
    losses["half"] = np.array([best_within(run, half) for run in runs])
    spent["half"] = half * seeds
    near = {name: float((found < table.least * 1.01).mean()) for name, found in losses.items()}
    figures: dict[str, Any] = {"within_1_percent_none": round(near["none"], 3)}
    for name in ("median", "halving", "extrapolation", "half"):
        difference = losses[name] - losses["none"]
        figures[f"epochs_share_{name}"] = round(min(spent[name] / spent["none"], 1.0), 3)
        figures[f"loss_difference_{name}"] = round(float(np.median(difference)), 5)
        figures[f"mean_loss_difference_{name}"] = round(float(difference.mean()), 5)
        p = wilcoxon(difference).pvalue if difference.any() else 1.0
        figures[f"loss_p_{name}"] = float(f"{p:.2g}")
        figures[f"within_1_percent_{name}"] = round(near[name], 3)
    return figures


def best_within(run: Sequence[Trial], epochs: float) -> float:
    """Return the best complete trial's value among those that were over after so many epochs."""
    over = np.cumsum([len(trial.history) for trial in run])
    values = [
        trial.value
        for trial, spent in zip(run, over, strict=True)
        if trial.status == Status.COMPLETE and spent <= epochs
    ]
    return min(values, default=math.inf)


def overhead(trials: int) -> float:
    """Return the seconds that the loop itself takes for each of the last ten trials.

    The space is the size of a real one (seven parameters, one of them conditional) and the
    objective takes no time; every trial is stored in a database, an SQLite file, before the next.
    """
    moments: list[float] = []

    def objective(parameters: dict[str, Any], trial: TrialHandle) -> float:
        distance = sum(
            float(((parameter.place(parameters[parameter.name]) - 0.3) ** 2).sum())
            for parameter in REAL_SPACE.parameters
            if parameter.name in parameters
        )
        for epoch in range(1, 8):
            trial.report(epoch, {"loss": distance + 1 / epoch})
        return distance

    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:

        def record(trial: Trial) -> None:
            store.trials.add(**vars(trial))
            moments.append(time.perf_counter())

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
    for name in ("median", "halving", "extrapolation", "half"):
        console.print(
            f"early stopping, {name}: {figures[f'epochs_share_{name}']:.0%} of the epochs, best "
            f"loss {figures[f'loss_difference_{name}']:+.4f} (median over seeds; mean "
            f"{figures[f'mean_loss_difference_{name}']:+.4f}; p = {figures[f'loss_p_{name}']:.2g})"
        )
    console.print(
        f"{figures['kills']} kills of {figures['killed_searches']} searches: "
        f"{figures['lost']} trials lost, {figures['doubled']} doubled, "
        f"{'the same' if figures['same_best'] else 'ANOTHER'} best"
    )
    console.print(f"the loop itself: {figures['overhead_s']} s a trial")
