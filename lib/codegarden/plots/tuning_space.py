"""What the trials say of the parameters: slices, contours, importances, as matplotlib figures.

The functions take trial records and the search space as plain dicts (fields ``name``, ``kind``,
``low``, ``high``, ``choices``, ``unit``); what a surrogate predicts comes as tables. Nothing is
fitted here, except the forest of trees that Optuna's fANOVA grows.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import optuna
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullLocator

from codegarden.plots.style import INK, figure
from codegarden.plots.tuning import BLUE, ORANGE, VERMILION, legend, valued, words

SHADES = "cividis"  # made for any kind of colour vision (Nuñez et al. 2018)


def slices(
    tables: Sequence[pd.DataFrame],
    trials: Sequence[Any],
    space: Sequence[Mapping[str, Any]],
    label: str = "value",
) -> Figure:
    """Draw the surrogate along each parameter through the best trial, and all trials beside it.

    ``tables`` have the parameter's values in their first column, then ``mean`` and ``std``; the
    bands hold one and two standard deviations. The trials differ from the line's configuration in
    the other parameters too, so they need not lie on it.
    """
    fields = {entry["name"]: entry for entry in space}
    tables = [table for table in tables if len(table)]
    columns = min(3, len(tables))
    rows = math.ceil(len(tables) / columns)
    made, all_axes = figure(3.3 * columns + 0.4, 2.7 * rows + 0.3, rows, columns)
    complete = valued(trials)
    top = min(complete, key=lambda trial: trial.value)
    lowest = min([top.value, *(float((t["mean"] - 2 * t["std"]).min()) for t in tables)])
    highest = np.quantile([trial.value for trial in complete], 0.95)
    highest = max([highest, *(float(table["mean"].max()) for table in tables)])
    for axes, table in zip(np.ravel(all_axes), tables, strict=False):
        entry = fields[table.columns[0]]
        places = np.array([place(entry, value) for value in table[entry["name"]]])
        draw_prediction(axes, entry, places, table)
        tried = [trial for trial in complete if entry["name"] in trial.parameters]
        spots = [place(entry, trial.parameters[entry["name"]]) for trial in tried]
        axes.scatter(spots, [t.value for t in tried], color=ORANGE, s=16, zorder=3, label="trial")
        if entry["name"] in top.parameters:
            spot = place(entry, top.parameters[entry["name"]])
            axes.scatter([spot], [top.value], color=VERMILION, marker="*", s=110, zorder=4)
        span = highest - lowest
        axes.set_ylim(lowest - 0.06 * span, highest + 0.12 * span)
        set_axis(axes, entry, "x")
    for axes in np.ravel(all_axes)[len(tables) :]:
        axes.set_axis_off()
    for axes in np.ravel(all_axes)[::columns]:
        axes.set_ylabel(label)
    legend(np.ravel(all_axes)[0])
    made.suptitle("The surrogate through the best trial (star)", fontsize=11, color=INK)
    return made


def draw_prediction(axes: Axes, entry: Mapping, places: np.ndarray, table: pd.DataFrame) -> None:
    """Draw mean and uncertainty: a band where values lie on an axis, bars where they do not."""
    mean, std = table["mean"].to_numpy(), table["std"].to_numpy()
    if entry["kind"] == "categorical" or len(places) <= 3:
        axes.errorbar(
            places,
            mean,
            2 * std,
            fmt="_",
            color=BLUE,
            markersize=16,
            capsize=5,
            label="mean ± 2 std",
        )
        return
    for times, alpha in ((2, 0.13), (1, 0.2)):
        axes.fill_between(
            places, mean - times * std, mean + times * std, color=BLUE, alpha=alpha, linewidth=0
        )
    axes.plot(places, mean, color=BLUE, linewidth=2, label="mean ± 1, 2 std")


def contours(
    plane: pd.DataFrame,
    trials: Sequence[Any],
    space: Sequence[Mapping[str, Any]],
    label: str = "value",
) -> Figure:
    """Draw surrogate mean, its uncertainty and the acquisition over two parameters.

    ``plane`` has the two parameters' values in its first columns, then ``mean``, ``std`` and
    ``expected_improvement``. White circles are the trials, the star the best of them.
    """
    fields = {entry["name"]: entry for entry in space}
    across, up = (fields[name] for name in plane.columns[:2])
    panels = {
        f"mean of {label}": ("mean", f"{SHADES}_r"),
        "standard deviation": ("std", SHADES),
        "expected improvement": ("expected_improvement", SHADES),
    }
    made, all_axes = figure(11.5, 3.6, 1, 3)
    complete = [t for t in valued(trials) if {across["name"], up["name"]} <= {*t.parameters}]
    for axes, (title, (column, shades)) in zip(all_axes, panels.items(), strict=True):
        grid = plane.pivot(index=up["name"], columns=across["name"], values=column)
        x = [place(across, value) for value in grid.columns]
        y = [place(up, value) for value in grid.index]
        drawn = axes.contourf(x, y, grid.to_numpy(), levels=12, cmap=shades)
        made.colorbar(drawn, ax=axes, shrink=0.9, format="%.3g").ax.tick_params(labelsize=8)
        spots = [
            (place(across, t.parameters[across["name"]]), place(up, t.parameters[up["name"]]))
            for t in complete
        ]
        axes.scatter(
            *zip(*spots, strict=True), s=22, color="white", edgecolor=INK, zorder=3, clip_on=False
        )
        top = int(np.argmin([trial.value for trial in complete]))
        axes.scatter(
            *spots[top],
            s=150,
            marker="*",
            color=VERMILION,
            edgecolor="white",
            zorder=4,
            clip_on=False,
        )
        axes.grid(visible=False)
        axes.set_title(title)
        set_axis(axes, across, "x")
        set_axis(axes, up, "y")
    return made


def parallel_coordinates(
    trials: Sequence[Any], space: Sequence[Mapping[str, Any]], label: str = "value"
) -> Figure:
    """Draw each complete trial as a line through its parameters' values to its own value.

    Parameters that were searched in log stand in log; a parameter that did not apply is passed
    below the axis.
    """
    complete = sorted(valued(trials), key=lambda trial: -trial.value)
    values = np.array([trial.value for trial in complete])
    made, axes = figure(1.35 * (len(space) + 1) + 1.6, 4.2)
    ranks = np.argsort(np.argsort(values)) / max(len(values) - 1, 1)
    shades = colormaps[f"{SHADES}_r"]
    span = max(values.max() - values.min(), 1e-12)
    for trial, rank in zip(complete, ranks, strict=True):
        heights = [share(entry, trial.parameters.get(entry["name"])) for entry in space]
        heights.append((trial.value - values.min()) / span)
        best = rank == 0
        axes.plot(
            range(len(heights)),
            heights,
            color=VERMILION if best else shades(rank),
            linewidth=2.4 if best else 1.1,
            alpha=1.0 if best else 0.75,
        )
    for number, entry in enumerate(space):
        draw_scale(axes, number, entry)
    for height in (0.0, 0.5, 1.0):
        write(axes, len(space), height, f"{values.min() + height * span:.4g}")
    axes.set_xticks(range(len(space) + 1), [axis_label(entry) for entry in space] + [label])
    for text in axes.get_xticklabels():
        text.set(rotation=20, ha="right", rotation_mode="anchor")
    axes.set(ylim=(-0.16, 1.06), xlim=(-0.35, len(space) + 0.5))
    axes.yaxis.set_major_locator(NullLocator())
    axes.spines["left"].set_visible(False)
    axes.set_title("Every complete trial; yellow is good, blue is bad, the best is red")
    return made


def draw_scale(axes: Axes, number: int, entry: Mapping[str, Any]) -> None:
    """Draw one upright axis with its values written beside it."""
    axes.axvline(number, 0.13, 0.95, color=INK, linewidth=0.8, zorder=4)
    if entry["kind"] == "categorical":
        shown = [(share(entry, choice), str(choice)) for choice in entry["choices"]]
    else:
        low, high = place(entry, entry["low"]), place(entry, entry["high"])
        shown = [(h, number_text(entry, low + h * (high - low))) for h in (0.0, 0.5, 1.0)]
        if entry["kind"] in ("integer", "power_of_two"):
            shown = [(share(entry, value), str(value)) for value in whole_ticks(entry)]
    for height, text in shown:
        write(axes, number, height, text)
    if entry.get("when"):
        write(axes, number, -0.12, "none")


def write(axes: Axes, x: float, y: float, text: str) -> None:
    """Write a value beside an upright axis, on a ground that lines do not shine through."""
    axes.annotate(
        text,
        (x, y),
        xytext=(4, 0),
        textcoords="offset points",
        fontsize=8,
        color=INK,
        va="center",
        zorder=5,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.6},
    )


def importances(
    trials: Sequence[Any], space: Sequence[Mapping[str, Any]], label: str = "value", seed: int = 0
) -> Figure:
    """Draw how much of the values' variance each parameter explains (fANOVA, Hutter et al. 2014).

    Parameters that do not always apply are left out: their share is not defined.
    """
    found = importance_table(trials, space, seed)
    made, axes = figure(6.5, 0.9 + 0.42 * len(found))
    axes.barh([axis_label(e) for e in found["entry"]], found["importance"], color=BLUE, height=0.65)
    for height, amount in enumerate(found["importance"]):
        axes.text(amount, height, f" {amount:.2f}", va="center", fontsize=9, color=INK)
    axes.grid(visible=False, axis="y")
    axes.set(xlim=(0, max(found["importance"]) * 1.15), xlabel=f"share of the variance of {label}")
    axes.set_title("Which parameters matter (fANOVA)")
    return made


def importance_table(
    trials: Sequence[Any], space: Sequence[Mapping[str, Any]], seed: int = 0
) -> pd.DataFrame:
    """Return ``entry`` (of the space) and ``importance`` of each parameter, least first."""
    valued(trials)
    study = as_study(trials, space)
    evaluator = optuna.importance.FanovaImportanceEvaluator(seed=seed)
    shares = optuna.importance.get_param_importances(study, evaluator=evaluator)
    fields = {entry["name"]: entry for entry in space}
    rows = [{"entry": fields[name], "importance": amount} for name, amount in shares.items()]
    return pd.DataFrame(rows[::-1])


def rank(trials: Sequence[Any], space: Sequence[Mapping[str, Any]], label: str = "value") -> Figure:
    """Draw, for each pair of neighbouring parameters, the trials coloured by their rank.

    Parameters that do not always apply are left out.
    """
    complete = valued(trials)
    space = [entry for entry in space if not entry.get("when")]
    order = np.argsort(np.argsort([trial.value for trial in complete]))
    pairs = list(itertools.pairwise(space)) or [(space[0], space[0])]
    columns = min(3, len(pairs))
    rows = math.ceil(len(pairs) / columns)
    made, all_axes = figure(3.4 * columns + 0.8, 2.9 * rows + 0.2, rows, columns)
    for axes, (across, up) in zip(np.ravel(all_axes), pairs, strict=False):
        kept = [
            (place(across, t.parameters[across["name"]]), place(up, t.parameters[up["name"]]), r)
            for t, r in zip(complete, order, strict=True)
            if {across["name"], up["name"]} <= {*t.parameters}
        ]
        drawn = axes.scatter(
            *(list(zip(*kept, strict=True)) or [[], [], []])[:2],
            c=[r + 1 for _, _, r in kept],
            cmap=f"{SHADES}_r",
            vmin=1,
            vmax=len(complete),
            s=42,
            edgecolor=INK,
            linewidth=0.5,
        )
        set_axis(axes, across, "x")
        set_axis(axes, up, "y")
    for axes in np.ravel(all_axes)[len(pairs) :]:
        axes.set_axis_off()
    bar = made.colorbar(drawn, ax=np.ravel(all_axes).tolist(), shrink=0.8, pad=0.02)
    bar.set_label(f"rank of {label} (1 is best)", fontsize=9, color=INK)
    bar.ax.tick_params(labelsize=8)
    return made


def as_study(
    trials: Sequence[Any], space: Sequence[Mapping[str, Any]], monitor: str = ""
) -> optuna.Study:
    """Return an Optuna study with the trials, for what Optuna draws and computes.

    Failed and interrupted trials become failed ones; log scales, times and the monitored loss of
    every epoch (by default the first that was reported) are kept.
    """
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    kinds = {entry["name"]: distribution(entry) for entry in space}
    states = {
        "complete": optuna.trial.TrialState.COMPLETE,
        "pruned": optuna.trial.TrialState.PRUNED,
    }
    study = optuna.create_study(direction="minimize")
    for trial in trials:
        state = states.get(str(trial.status), optuna.trial.TrialState.FAIL)
        names = [key for epoch in trial.history[:1] for key in epoch if key != "epoch"]
        monitored = monitor or next(iter(names), "")
        frozen = optuna.trial.create_trial(
            state=state,
            value=trial.value if str(trial.status) == "complete" else None,
            params=dict(trial.parameters),
            distributions={name: kinds[name] for name in trial.parameters},
            intermediate_values={
                epoch["epoch"]: epoch[monitored]
                for epoch in trial.history
                if epoch.get(monitored) is not None
            },
            user_attrs={"seconds": trial.seconds, "reason": trial.reason},
        )
        if trial.started and trial.ended:
            frozen.datetime_start = datetime.fromisoformat(trial.started).replace(tzinfo=None)
            frozen.datetime_complete = datetime.fromisoformat(trial.ended).replace(tzinfo=None)
        study.add_trial(frozen)
    return study


def distribution(entry: Mapping[str, Any]) -> optuna.distributions.BaseDistribution:
    """Return a parameter as Optuna knows it."""
    if entry["kind"] == "categorical":
        return optuna.distributions.CategoricalDistribution(entry["choices"])
    if entry["kind"] in ("integer", "power_of_two"):
        return optuna.distributions.IntDistribution(
            entry["low"], entry["high"], log=entry["kind"] == "power_of_two"
        )
    return optuna.distributions.FloatDistribution(
        entry["low"], entry["high"], log=entry["kind"] == "log_float"
    )


def place(entry: Mapping[str, Any], value: Any) -> float:
    """Return where a value stands on its axis: its logarithm, its index, or itself."""
    if entry["kind"] == "categorical":
        return float(list(entry["choices"]).index(value))
    if entry["kind"] == "log_float":
        return math.log10(value)
    return math.log2(value) if entry["kind"] == "power_of_two" else float(value)


def share(entry: Mapping[str, Any], value: Any) -> float:
    """Return a value's height between 0 and 1; below the axis where it does not apply."""
    if value is None and None not in entry.get("choices", ()):
        return -0.12
    if entry["kind"] == "categorical":
        return place(entry, value) / (len(entry["choices"]) - 1)
    low, high = place(entry, entry["low"]), place(entry, entry["high"])
    return (place(entry, value) - low) / (high - low)


def set_axis(axes: Axes, entry: Mapping[str, Any], which: str) -> None:
    """Label an axis of places with the parameter's name, unit and values."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_label_text(axis_label(entry))
    if entry["kind"] == "categorical":
        axis.set_ticks(range(len(entry["choices"])), [str(choice) for choice in entry["choices"]])
    elif entry["kind"] in ("integer", "power_of_two"):
        ticks = whole_ticks(entry)
        axis.set_ticks([place(entry, tick) for tick in ticks], [str(tick) for tick in ticks])
    elif entry["kind"] == "log_float":
        first, last = math.ceil(place(entry, entry["low"])), math.floor(place(entry, entry["high"]))
        if last > first:
            axis.set_ticks(range(first, last + 1))
        axis.set_major_formatter(FuncFormatter(lambda spot, _: number_text(entry, spot)))


def whole_ticks(entry: Mapping[str, Any]) -> list[int]:
    """Return at most six whole values of a parameter to write on its axis."""
    if entry["kind"] == "power_of_two":
        count = round(math.log2(entry["high"] / entry["low"])) + 1
        values = [entry["low"] * 2**step for step in range(count)]
    else:
        values = list(range(entry["low"], entry["high"] + 1))
    return values[:: math.ceil(len(values) / 6)]


def number_text(entry: Mapping[str, Any], spot: float) -> str:
    """Return the text of the value at a place."""
    return f"{10.0 ** float(spot):.2g}" if entry["kind"] == "log_float" else f"{spot:.3g}"


def axis_label(entry: Mapping[str, Any]) -> str:
    """Return a parameter's name and unit, and that it is on a log scale."""
    unit = f" ({entry['unit']})" if entry.get("unit") else ""
    return words(entry["name"]) + unit + (", log" if entry["kind"] == "log_float" else "")
