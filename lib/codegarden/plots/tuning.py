"""How a search went: values, learning curves and convergence, as matplotlib figures.

The functions take trial records (anything with the fields ``number``, ``value``, ``status``,
``history``, ``seconds``, ``started``, ``ended``) and arrays. What the trials say of the parameters
is drawn in ``tuning_space``, the interactive page in
``tuning_page``. Lower values are better.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
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


class NothingToDrawError(ValueError):
    """No trial has what the figure needs; the message says what."""


def drawn_or_said(draw: Callable[..., Figure]) -> Callable[..., Figure]:
    """Return a drawing function whose figure says it, where there is nothing to draw.

    A search in which every trial failed has a page to be looked at like any other.
    """

    @functools.wraps(draw)
    def attempt(*arguments: Any, **options: Any) -> Figure:
        try:
            return draw(*arguments, **options)
        except NothingToDrawError as missing:
            made, axes = figure(7.5, 1.2)
            axes.set_axis_off()
            axes.text(0.5, 0.5, str(missing), ha="center", va="center", fontsize=11, color=INK)
            return made

    return attempt


@drawn_or_said
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
    span = max(limit - top.value, 1e-9 * abs(limit)) if limit > top.value else abs(limit) or 1.0
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
        axes.step(numbers, middle, style, where="post", color=colour, linewidth=2, label=name)
        if len(best_so_far) > 1:
            axes.fill_between(
                numbers, low, high, step="post", color=colour, alpha=0.15, linewidth=0
            )
    if log:
        axes.set_yscale("log")
    several = any(len(np.atleast_2d(values)) > 1 for values in runs.values())
    title = "Best so far" + (" (median and middle half of the runs)" if several else "")
    axes.set(xlabel="trials", ylabel=label, title=title)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    legend(axes)
    return made


@drawn_or_said
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


def live_history(
    label: str = "value", line: Callable[[Sequence[Any], int], str] | None = None
) -> Callable[[Sequence[Any], int], None]:
    """Return a ``progress`` callback that redraws ``history`` in place in JupyterLab.

    ``line`` says in words how far the search is; that is the title. Where a notebook runs
    headlessly the last drawing stays in the output.
    """
    from IPython.display import display  # only where a notebook runs

    shown: list[Any] = []

    def draw(trials: Sequence[Any], wanted: int) -> None:
        if not any(trial.status == "complete" for trial in trials):
            return
        made = history(trials, label)
        made.axes[0].set_xlim(-0.7, wanted - 0.3)
        if line:
            made.axes[0].set_title(line(trials, wanted))
        if shown:
            shown[0].update(made)
        else:
            shown.append(display(made, display_id=True))

    return draw


def valued(trials: Sequence[Any]) -> list[Any]:
    """Return the complete trials; raises ``NothingToDrawError`` without one."""
    complete = [trial for trial in trials if trial.status == "complete"]
    if not complete:
        raise NothingToDrawError("no trial is complete: there is no value to draw")
    return complete


def judged(trials: Sequence[Any]) -> list[Any]:
    """Return the complete trials, and the pruned ones after them, which have a value too.

    Raises ``NothingToDrawError`` without a complete one.
    """
    return valued(trials) + [t for t in trials if t.status == "pruned" and t.value is not None]


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


def legend(axes: Axes) -> None:
    """Add a legend without a frame's weight, where it hides least."""
    axes.legend(fontsize=9, frameon=True, framealpha=0.85, edgecolor="none", labelcolor=INK)


def words(name: str) -> str:
    """Return a field's name as words.

    >>> words("learning_rate")
    'learning rate'
    """
    return name.replace("_", " ")
