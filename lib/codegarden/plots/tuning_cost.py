"""What a search cost: when each trial ran, and what a better value takes, as matplotlib figures."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from codegarden.plots.style import INK, figure
from codegarden.plots.tuning import (
    MARKS,
    SKY,
    VERMILION,
    NothingToDrawError,
    drawn_or_said,
    judged,
    legend,
    valued,
    words,
)


@drawn_or_said
def timeline(trials: Sequence[Any]) -> Figure:
    """Draw when each trial ran, in seconds or minutes from the first start."""
    moments = [
        (datetime.fromisoformat(trial.started), datetime.fromisoformat(trial.ended), trial)
        for trial in trials
        if trial.started and trial.ended
    ]
    if not moments:
        raise NothingToDrawError("no trial says when it started and ended")
    origin = min(started for started, _, _ in moments)
    whole = max((ended - origin).total_seconds() for _, ended, _ in moments)
    unit, divisor = ("minutes", 60) if whole > 180 else ("seconds", 1)
    made, axes = figure(7.5, max(2.2, min(6.0, 1.4 + 0.1 * len(moments))))
    seen = set()
    for started, ended, trial in moments:
        left = (started - origin).total_seconds() / divisor
        width = max((ended - started).total_seconds() / divisor, whole / divisor / 400)
        colour, _ = MARKS[trial.status]
        shown = None if trial.status in seen else str(trial.status)
        seen.add(trial.status)
        axes.barh(trial.number, width, left=left, height=0.8, color=colour, label=shown)
    axes.invert_yaxis()
    axes.set(xlabel=f"{unit} since the first trial started", ylabel="trial", title="Timeline")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    legend(axes)
    return made


@drawn_or_said
def pareto(trials: Sequence[Any], label: str = "value", cost: str = "seconds") -> Figure:
    """Draw value against seconds (or another measure of the trials' notes), and the front.

    The front holds the complete trials that no other beats in both; pruned ones are where they were
    stopped, if their values are those.
    """
    points = sorted((cost_of(trial, cost), trial.value, trial.number) for trial in valued(trials))
    front, least = [], np.inf
    for spent, value, number in points:
        if value < least:
            front.append((spent, value, number))
            least = value
    made, axes = figure(6.5, 4.0)
    axes.scatter(
        [p[0] for p in points], [p[1] for p in points], color=SKY, s=32, label="complete trial"
    )
    pruned = [trial for trial in judged(trials) if trial.status == "pruned"]
    if pruned:
        colour, mark = MARKS["pruned"]
        spots = [(cost_of(trial, cost), trial.value) for trial in pruned]
        axes.scatter(
            *zip(*spots, strict=True), color=colour, marker=mark, s=28, alpha=0.6, label="pruned"
        )
    axes.step(
        [p[0] for p in front],
        [p[1] for p in front],
        where="post",
        color=VERMILION,
        marker="D",
        markersize=5,
        linewidth=1.5,
        label="front",
    )
    for spent, value, number in front:
        axes.annotate(
            f" {number}", (spent, value), fontsize=8, color=INK, va="top", textcoords="data"
        )
    if max(points)[0] / max(min(points)[0], 1e-9) > 30:
        axes.set_xscale("log")
    axes.set(xlabel=f"{words(cost)} a trial", ylabel=label, title=f"{label}, against {words(cost)}")
    legend(axes)
    return made


def cost_of(trial: Any, name: str) -> float:
    """Return a trial's seconds, or a measure that it took."""
    return trial.seconds if name == "seconds" else trial.notes["measures"][name]
