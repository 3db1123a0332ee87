"""What the trials say of the parameters: slices and importances, as matplotlib figures.

The functions take trial records and the search space as plain dicts (fields ``name``, ``kind``,
``low``, ``high``, ``choices``, ``unit``); what a surrogate predicts comes as tables. Nothing is
fitted here.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from codegarden.plots.style import INK, figure
from codegarden.plots.tuning import BLUE, ORANGE, VERMILION, drawn_or_said, judged, legend, valued
from codegarden.plots.tuning_axes import (
    axis_label,
    place,
    set_axis,
)
from codegarden.plots.tuning_study import importance_table

SHAPES = {"complete": "o", "pruned": "v"}


@drawn_or_said
def slices(
    tables: Sequence[pd.DataFrame],
    trials: Sequence[Any],
    space: Sequence[Mapping[str, Any]],
    label: str = "value",
) -> Figure:
    """Draw the surrogate along each parameter through the best trial, and the trials beside it.

    ``tables`` have the parameter's values in their first column, then ``mean`` and ``std``; the
    bands hold one and two standard deviations. The trials differ from the line's configuration in
    the other parameters too, so they need not lie on it.
    """
    top = min(valued(trials), key=lambda trial: trial.value)
    fields = {entry["name"]: entry for entry in space}
    tables = [table for table in tables if len(table)]
    columns = min(3, len(tables))
    rows = math.ceil(len(tables) / columns)
    made, all_axes = figure(3.3 * columns + 0.4, 2.7 * rows + 0.3, rows, columns)
    lowest = min([top.value, *(float((t["mean"] - 2 * t["std"]).min()) for t in tables)])
    highest = np.quantile([trial.value for trial in judged(trials)], 0.95)
    highest = max([highest, *(float(table["mean"].max()) for table in tables)])
    for axes, table in zip(np.ravel(all_axes), tables, strict=False):
        entry = fields[table.columns[0]]
        places = np.array([place(entry, value) for value in table[entry["name"]]])
        draw_prediction(axes, entry, places, table)
        for status, mark in SHAPES.items():
            tried = [
                (place(entry, trial.parameters[entry["name"]]), trial.value)
                for trial in judged(trials)
                if trial.status == status and entry["name"] in trial.parameters
            ]
            x, y = zip(*tried, strict=True) if tried else ((), ())
            axes.scatter(x, y, color=ORANGE, marker=mark, s=18, zorder=3, label=f"{status} trial")
        if entry["name"] in top.parameters:
            spot = place(entry, top.parameters[entry["name"]])
            axes.scatter([spot], [top.value], color=VERMILION, marker="*", s=110, zorder=4)
        span = highest - lowest
        axes.set_ylim(lowest - 0.06 * span, highest + 0.12 * span)
        set_axis(axes, entry, "x")
    first, *_ = np.ravel(all_axes)
    spare = np.ravel(all_axes)[len(tables) :]
    for axes in spare:
        axes.set_axis_off()
    for axes in np.ravel(all_axes)[::columns]:
        axes.set_ylabel(label)
    if len(spare):  # where it hides nothing
        spare[0].legend(*first.get_legend_handles_labels(), frameon=False, labelcolor=INK)
    else:
        legend(first)
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


@drawn_or_said
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
