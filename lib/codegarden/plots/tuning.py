"""How a search went: values, learning curves, time and convergence, as matplotlib figures.

The functions take trial records (anything with the fields ``number``, ``value``, ``status``,
``history``, ``seconds``, ``started``, ``ended``) and arrays. What the trials say of the parameters
is drawn in ``tuning_space``, the interactive page in ``tuning_page``. Lower values are better.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from codegarden.plots.style import INK, PALETTE, figure

BLUE, ORANGE, GREEN, VERMILION, PURPLE, SKY, BLACK, _ = PALETTE
# each status has a colour and a shape, so that either is enough
MARKS = {
    "complete": (BLUE, "o"),
    "pruned": (ORANGE, "v"),
    "failed": (VERMILION, "X"),
    "interrupted": (PURPLE, "s"),
}
GREY = "#8A8A8A"


class NothingToDrawError(ValueError):
    """No trial has what the figure needs; the message says what."""


def history(trials: Sequence[Any], label: str = "value") -> Figure:
    """Draw each trial's value in order, and the best so far.

    Hollow marks at the top are trials without a value (failed, interrupted) or with one so bad
    that the others could not be told apart beside it.
    """
    complete = valued(trials)
    limit = worth_showing([trial.value for trial in trials if trial.value is not None])
    made, axes = figure(7.5, 3.8)
    numbers = [trial.number for trial in trials]
    best_so_far = running_best(trials)
    axes.step(numbers, best_so_far, where="post", color=INK, linewidth=1.5, label="best so far")
    for status, (colour, mark) in MARKS.items():
        chosen = [trial for trial in trials if trial.status == status]
        if not chosen:
            continue
        within = [t for t in chosen if t.value is not None and t.value <= limit]
        beyond = [trial for trial in chosen if trial not in within]
        axes.scatter(
            [trial.number for trial in within],
            [trial.value for trial in within],
            color=colour,
            marker=mark,
            s=34,
            label=f"{status} ({len(chosen)})",
            zorder=3,
        )
        axes.scatter(
            [trial.number for trial in beyond],
            [0.96] * len(beyond),
            facecolor="white",
            edgecolor=colour,
            marker=mark,
            s=34,
            transform=axes.get_xaxis_transform(),
            zorder=3,
        )
    top = min(complete, key=lambda trial: trial.value)
    axes.annotate(
        f"{top.value:.4g} (trial {top.number})",
        (top.number, top.value),
        xytext=(0, -14),
        textcoords="offset points",
        ha="right" if top.number > max(numbers) * 0.7 else "left",
        fontsize=9,
        color=INK,
    )
    span = max(limit - top.value, 1e-9 * abs(limit))
    axes.set_ylim(top.value - 0.15 * span, limit + 0.2 * span)
    axes.set(xlabel="trial", ylabel=label, title="Values, in the order of the trials")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    legend(axes)
    return made


def convergence(
    runs: Mapping[str, np.ndarray], label: str = "best value so far", log: bool = False
) -> Figure:
    """Draw the best value so far by trial for several methods.

    ``runs`` maps a method's name to values [runs, trials] in the order seen; the line is the median
    of the runs and the band holds the middle half of them.
    """
    made, axes = figure(7.5, 4.0)
    for (name, values), colour, style in zip(
        runs.items(), PALETTE, ("-", "--", "-.", ":", "-", "--", "-.", ":"), strict=False
    ):
        best_so_far = np.minimum.accumulate(np.atleast_2d(values), axis=1)
        numbers = np.arange(1, best_so_far.shape[1] + 1)
        low, middle, high = np.quantile(best_so_far, [0.25, 0.5, 0.75], axis=0)
        axes.plot(numbers, middle, style, color=colour, linewidth=2, label=name)
        if len(best_so_far) > 1:
            axes.fill_between(numbers, low, high, color=colour, alpha=0.15, linewidth=0)
    if log:
        axes.set_yscale("log")
    axes.set(
        xlabel="trials", ylabel=label, title="Best so far (median and middle half of the runs)"
    )
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    legend(axes)
    return made


def learning_curves(
    trials: Sequence[Any], monitor: str, label: str = "", log: bool = False
) -> Figure:
    """Draw the monitored loss of every trial by epoch; pruned ones end in a triangle."""
    made, axes = figure(7.5, 4.2)
    top = min(valued(trials), key=lambda trial: trial.value)
    seen = set()
    for trial in sorted(trials, key=lambda one: one is top):
        points = [
            (epoch["epoch"], epoch[monitor])
            for epoch in trial.history
            if epoch.get(monitor) is not None
        ]
        if not points:
            continue
        colour, mark = MARKS[trial.status]
        kind = "best" if trial is top else str(trial.status)
        axes.plot(
            *zip(*points, strict=True),
            color=BLACK if kind == "best" else colour,
            linewidth=2.4 if kind == "best" else 1.0,
            alpha=1.0 if kind == "best" else 0.65,
            label=None if kind in seen else kind if kind != "best" else f"best: trial {top.number}",
        )
        seen.add(kind)
        if trial.status != "complete":
            axes.plot(*points[-1], marker=mark, color=colour, markersize=6)
    if not seen:
        raise NothingToDrawError(f"no trial has a history of {monitor!r}")
    if log:
        axes.set_yscale("log")
    axes.set(xlabel="epoch", ylabel=label or words(monitor), title="Learning curves of all trials")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    legend(axes)
    return made


def live_history(label: str = "value") -> Callable[[Sequence[Any], int], None]:
    """Return a ``progress`` callback that redraws ``history`` in place in JupyterLab.

    Where a notebook runs headlessly the last drawing stays in the output.
    """
    from IPython.display import display  # only where a notebook runs

    shown: list[Any] = []

    def draw(trials: Sequence[Any], wanted: int) -> None:
        if not any(trial.status == "complete" for trial in trials):
            return
        made = history(trials, label)
        made.axes[0].set_xlim(-0.7, wanted - 0.3)
        if shown:
            shown[0].update(made)
        else:
            shown.append(display(made, display_id=True))

    return draw


def edf(groups: Mapping[str, Sequence[Any]], label: str = "value") -> Figure:
    """Draw, for each group of trials, the share of its complete trials at or below each value."""
    made, axes = figure(6.5, 3.8)
    for (name, trials), colour, style in zip(
        groups.items(), PALETTE, ("-", "--", "-.", ":") * 2, strict=False
    ):
        values = np.sort([trial.value for trial in valued(trials)])
        shares = np.arange(1, len(values) + 1) / len(values)
        shown = f"{name} ({len(values)})"
        axes.step(values, shares, style, where="post", color=colour, linewidth=2, label=shown)
    axes.set(ylim=(0, 1.02), xlabel=label, ylabel="share of complete trials")
    axes.set_title("Share of trials at or below a value")
    legend(axes)
    return made


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


def pareto(trials: Sequence[Any], label: str = "value", cost: str = "seconds") -> Figure:
    """Draw value against seconds (or another measure of the trials' notes), and the front.

    The front holds the trials that no other beats in both.
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
    spread = max(p[0] for p in points) / max(min(p[0] for p in points), 1e-9)
    if spread > 30:
        axes.set_xscale("log")
    axes.set(xlabel=f"{words(cost)} a trial", ylabel=label, title=f"{label}, against {words(cost)}")
    legend(axes)
    return made


def valued(trials: Sequence[Any]) -> list[Any]:
    """Return the complete trials; raises ``NothingToDrawError`` without one."""
    complete = [trial for trial in trials if trial.status == "complete"]
    if not complete:
        raise NothingToDrawError("no trial is complete: there is no value to draw")
    return complete


def worth_showing(values: Sequence[float]) -> float:
    """Return the highest value that an axis should reach: outliers may not flatten the rest.

    Outliers are those above the third quartile by more than twice the middle half's width.
    """
    low, high = np.quantile(values, [0.25, 0.75])
    return float(max(value for value in values if value <= high + 2 * (high - low)))


def running_best(trials: Sequence[Any]) -> np.ndarray:
    """Return the best complete value up to each trial, [trials], nan before the first."""
    values = [trial.value if trial.status == "complete" else np.inf for trial in trials]
    best_so_far = np.minimum.accumulate(np.array(values, dtype=float))
    return np.where(np.isinf(best_so_far), np.nan, best_so_far)


def cost_of(trial: Any, name: str) -> float:
    """Return a trial's seconds, or a measure that it took."""
    return trial.seconds if name == "seconds" else trial.notes["measures"][name]


def legend(axes: Axes) -> None:
    """Add a legend without a frame's weight, where it hides least."""
    axes.legend(fontsize=9, frameon=True, framealpha=0.85, edgecolor="none", labelcolor=INK)


def words(name: str) -> str:
    """Return a field's name as words.

    >>> words("learning_rate")
    'learning rate'
    """
    return name.replace("_", " ")
