"""Figures of a generation: the search over time, how sure it was, what solved what."""

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from codegarden.plots.style import PALETTE, figure


def search_curve(curve: Sequence[tuple[float, float]]) -> Figure:
    """Plot the best share of tests passed, in [0, 1], over the seconds of a search."""
    made, axes = figure(6.0, 2.6)
    seconds, shares = zip(*curve, strict=True) if curve else ((0.0,), (0.0,))
    axes.step(seconds, shares, where="post", color=PALETTE[0], linewidth=2)
    axes.set_ylim(-0.03, 1.03)
    axes.set_xlabel("seconds")
    axes.set_ylabel("best share of tests")
    axes.set_title("Search for a program that passes all tests")
    return made


def reliability(parts: Sequence[Sequence[float]], brier: float) -> Figure:
    """Plot the share of right answers over the confidence that they were given with.

    ``parts`` has mean confidence, share of right answers, and their number, for each range.
    """
    made, axes = figure(3.8, 3.4)
    axes.plot([0, 1], [0, 1], color=PALETTE[5], linewidth=1, linestyle="--")
    sure, right, counts = zip(*parts, strict=True) if parts else ((), (), ())
    axes.plot(sure, right, marker="o", color=PALETTE[0], linewidth=2)
    for x, y, count in zip(sure, right, counts, strict=True):
        axes.annotate(f"{count:g}", (x, y), textcoords="offset points", xytext=(6, -10))
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_xlabel("confidence")
    axes.set_ylabel("share of right answers")
    axes.set_title(f"Brier score {brier:.2f}")
    return made


def right_within(times: Mapping[str, Sequence[float]], tasks: int, seconds: float) -> Figure:
    """Plot how many tasks each method has solved rightly within some processor time.

    ``times`` has a method's seconds to each of its right answers; a search had so many ``seconds``.
    """
    made, axes = figure(6.5, 3.4)
    styles = ("-", "--", ":", "-.")
    for (name, each), colour, style in zip(times.items(), PALETTE, styles, strict=False):
        ends = sorted(min(one, seconds) for one in each)
        axes.step(
            [0.0, *ends, seconds],
            [*range(len(ends) + 1), len(ends)],
            style,
            where="post",
            color=colour,
            linewidth=2,
            label=f"{name} ({len(ends)})",
        )
    axes.set_xlim(0, seconds)
    axes.set_ylim(0, 1.4 * max(1, *map(len, times.values())))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("processor seconds of a search")
    axes.set_ylabel("problems")
    axes.set_title(f"Problems solved rightly, of {tasks}")
    axes.legend(frameon=False, fontsize=9, loc="upper left")
    return made
