"""Pictures of mutants, children and repairs: tables and records -> figures.

Tables of verdicts have the columns of ``codegarden.evaluation.COLUMNS``.
"""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from codegarden.plots.style import PALETTE, figure
from codegarden.program import Outcome

BLUE, ORANGE, GREEN, VERMILION, PURPLE, SKY, BLACK, YELLOW = PALETTE
COLOURS = {
    Outcome.PASS: GREEN,
    Outcome.WRONG: BLUE,
    Outcome.EXCEPTION: ORANGE,
    Outcome.TIMEOUT: VERMILION,
    Outcome.MEMORY: PURPLE,
    Outcome.NOT_PLAIN_DATA: SKY,
    Outcome.OUTPUT_LIMIT: YELLOW,
    Outcome.KILLED: BLACK,
    # beyond the palette: rare ones, and what was not run
    Outcome.SYNTAX_ERROR: "#7A4B1E",
    Outcome.MISSING_FUNCTION: "#5B3A8C",
    Outcome.HARNESS_ERROR: "#FF3EA5",
    Outcome.SKIPPED: "#CFCFCF",
}
OTHER = "#888888"
ROW = 0.27  # inches that one bar and its name take


def outcome_by_operator(verdicts: pd.DataFrame, most: int = 25) -> Figure:
    """Draw how the tests of each operator's programs ended: shares, the deadliest operator first.

    The ``most`` operators with the most verdicts are shown, each with that number.
    """
    counts = pd.crosstab(verdicts["operator"].replace("", "unchanged"), verdicts["outcome"])
    counts = counts.loc[counts.sum(axis=1).nlargest(most).index]
    shares = counts.div(counts.sum(axis=1), axis=0)
    passed = shares.get("pass", pd.Series(0.0, shares.index))
    shares = shares.loc[passed.sort_values(ascending=False, kind="stable").index]
    made, axes = figure(8, 1.4 + ROW * len(shares))
    left = np.zeros(len(shares))
    known = [str(outcome) for outcome in Outcome]
    for outcome in sorted(shares.columns, key=known.index):
        width = shares[outcome].to_numpy()
        colour = COLOURS[Outcome(outcome)]
        label = outcome.replace("_", " ")
        axes.barh(range(len(shares)), width, left=left, color=colour, height=0.75, label=label)
        left += width
    names = [f"{name}  ({counts.loc[name].sum()})" for name in shares.index]
    axes.set_yticks(range(len(shares)), names)
    axes.set(xlim=(0, 1), ylim=(-0.7, len(shares) - 0.3))
    axes.set(xlabel="share of verdicts", title="How the tests ended, by operator")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axes.grid(visible=False, axis="y")
    if len(shares):
        made.legend(loc="outside lower center", ncols=6, frameon=False, fontsize=9)
    return made


def children_against_parents(families: pd.DataFrame) -> Figure:
    """Draw the fitness of crossover children against that of the fitter of their parents.

    ``families`` has the columns ``first``, ``second`` and ``child``, each a fitness in [0, 1].
    Points that fall together are drawn as one larger point; those above the diagonal are better
    than both parents.
    """
    better = families[["first", "second"]].max(axis=1).round(2)
    points = pd.DataFrame({"parent": better, "child": families["child"].round(2)})
    counts = points.value_counts().reset_index(name="families")
    rises = float((points["child"] > points["parent"]).mean()) if len(points) else 0.0
    made, axes = figure(5.2, 5)
    axes.plot([0, 1], [0, 1], color=OTHER, linewidth=1, linestyle="--")
    colours = np.where(
        counts["child"] > counts["parent"],
        GREEN,
        np.where(counts["child"] < counts["parent"], VERMILION, BLUE),
    )
    axes.scatter(
        counts["parent"],
        counts["child"],
        s=25 + 20 * np.sqrt(counts["families"].to_numpy(dtype=float)),
        c=list(colours),
        alpha=0.75,
        edgecolors="white",
        linewidths=0.5,
    )
    axes.set(xlim=(-0.04, 1.04), ylim=(-0.04, 1.04), aspect="equal")
    axes.set(xlabel="fitness of the fitter parent", ylabel="fitness of the child")
    axes.set_title(f"{len(points)} children, {rises:.0%} fitter than both parents")
    return made
