"""Pictures of mutants, children and repairs: tables and records -> figures.

Tables of verdicts have the columns of ``codegarden.evaluation.COLUMNS``; tables of a search have
``evaluation`` (its number, from 1), ``fitness`` (in [0, 1]), ``operator`` and ``plausible``.
"""

import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from codegarden.plots.style import FAINT, INK, PALETTE, figure
from codegarden.program import Outcome, Program

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


def mutation_score_by_problem(scores: pd.Series, goal: float = 0.9, most: int = 40) -> Figure:
    """Draw the share of mutants that each problem's tests kill; the ``most`` lowest of them.

    ``scores`` is indexed by problem, as ``codegarden.evaluation.mutation_score`` returns it.
    Problems whose tests kill every mutant are counted, not drawn, unless there are no others.
    """
    imperfect = scores[scores < 1]
    drawn = imperfect if len(imperfect) else scores
    lowest = drawn.sort_values().head(most).iloc[::-1]
    made, axes = figure(7, 1.4 + ROW * len(lowest))
    colours = [GREEN if score >= goal else VERMILION for score in lowest]
    bars = axes.barh(range(len(lowest)), lowest, color=colours, height=0.75)
    axes.bar_label(bars, [f"{score:.0%}" for score in lowest], padding=3, fontsize=8)
    axes.set_yticks(range(len(lowest)), lowest.index)
    axes.axvline(goal, color=INK, linewidth=1, linestyle="--")
    axes.axvline(scores.mean(), color=INK, linewidth=1, linestyle=":")
    title = f"Mutation score: mean {scores.mean():.1%} (dotted), goal {goal:.0%} (dashed)"
    axes.set(xlim=(0, 1), ylim=(-0.7, len(lowest) - 0.3))
    axes.set(xlabel=f"share of mutants killed; the lowest {len(lowest)} of {len(scores)} problems")
    axes.set_title(title, fontsize=10)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axes.grid(visible=False, axis="y")
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


def search_progress(tries: pd.DataFrame) -> Figure:
    """Draw the fitness of every candidate of a search, and the best one so far."""
    made, axes = figure(8, 3.6)
    numbers, fitness = tries["evaluation"], tries["fitness"]
    hits = tries["plausible"].astype(bool)
    axes.scatter(numbers[~hits], fitness[~hits], s=8, color=SKY, alpha=0.6, label="candidate")
    axes.step(numbers, fitness.cummax(), where="post", color=BLUE, linewidth=1.8, label="best yet")
    axes.scatter(
        numbers[hits], fitness[hits], s=60, marker="*", color=VERMILION, zorder=3, label="patch"
    )
    axes.set(ylim=(-0.04, 1.08), xlabel="evaluation", ylabel="share of tests passed")
    patches = "1 patch" if hits.sum() == 1 else f"{hits.sum()} patches"
    axes.set_title(f"Search progress: {len(tries)} candidates, {patches}")
    made.legend(loc="outside right upper", frameon=False, fontsize=9)
    return made


def operators_that_pay(tries: pd.DataFrame, most: int = 20) -> Figure:
    """Draw, for each operator, how many candidates it made and how many of them were patches.

    Both on a logarithmic axis; the operators with the most patches per candidate come first. The
    original, which no operator made, is left out.
    """
    table = tries[tries["operator"] != ""].groupby("operator")["plausible"].agg(["size", "sum"])
    table["rate"] = table["sum"] / table["size"]
    table = table.sort_values(["rate", "size"], ascending=[False, False]).head(most).iloc[::-1]
    made, axes = figure(7.5, 1.4 + ROW * len(table))
    rows = np.arange(len(table))
    axes.barh(rows + 0.2, table["size"], height=0.38, color=SKY, label="candidates")
    axes.barh(rows - 0.2, table["sum"], height=0.38, color=VERMILION, label="patches")
    axes.set_xscale("symlog", linthresh=1)
    axes.set_xlim(left=0)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.set_yticks(rows, table.index)
    axes.set(xlabel="programs (logarithmic)", title="Which operators pay")
    axes.grid(visible=False, axis="y")
    made.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=9)
    return made


def family_tree(programs: Sequence[Program], fitness: Mapping[str, float]) -> Figure:
    """Draw programs and their parents, generation below generation, coloured by fitness.

    ``programs`` holds every program of the tree, ``fitness`` the share of tests passed by SHA-256;
    a program that is not in it is grey. Under each program stands what made it.
    """
    by_name = {program.sha256: program for program in programs}
    rows: list[list[str]] = []
    for name, depth in generations(by_name).items():
        while len(rows) <= depth:
            rows.append([])
        rows[depth].append(name)
    widest = max((len(row) for row in rows), default=1)
    places = {
        name: ((index + 1) / (len(row) + 1), -depth)
        for depth, row in enumerate(rows)
        for index, name in enumerate(row)
    }
    made, axes = figure(max(6.0, 2.6 * widest), 0.6 + 1.5 * max(1, len(rows)))
    axes.axis("off")
    axes.set(xlim=(0, 1), ylim=(-len(rows) + 0.35, 0.4))
    for name, (x, y) in places.items():
        for parent in by_name[name].parents:
            if parent in places:
                arrow = {"arrowstyle": "-|>", "color": INK, "shrinkA": 24, "shrinkB": 22}
                axes.annotate("", (x, y + 0.08), places[parent], arrowprops=arrow)
    for name, (x, y) in places.items():
        draw_program(axes, by_name[name], fitness.get(name), x, y)
    axes.set_title("Family tree: the share of tests passed, and what made each program")
    return made


def generations(programs: Mapping[str, Program]) -> dict[str, int]:
    """Return how many generations below its oldest ancestor each program stands.

    Raises ``ValueError`` for a program that is its own ancestor.
    """
    depths: dict[str, int] = {}

    def depth(name: str, below: tuple[str, ...]) -> int:
        if name in below:
            raise ValueError(f"the program {name[:12]} is its own ancestor")
        if name not in depths:
            parents = [parent for parent in programs[name].parents if parent in programs]
            depths[name] = max((depth(p, (*below, name)) + 1 for p in parents), default=0)
        return depths[name]

    return {name: depth(name, ()) for name in programs}


def draw_program(axes, program: Program, passed: float | None, x: float, y: float) -> None:
    """Draw one program of a family tree: its fitness in a box, what made it underneath."""
    colour = FAINT
    if passed is not None:
        colour = GREEN if passed == 1 else ORANGE if passed > 0 else VERMILION
    box = {"boxstyle": "round,pad=0.45", "facecolor": colour, "edgecolor": INK}
    ink = "white" if colour in (GREEN, VERMILION) else INK
    words = "?" if passed is None else f"{passed:.0%}"
    axes.text(x, y + 0.05, words, ha="center", va="center", bbox=box, color=ink, fontsize=10)
    label = program.label or program.operator or program.origin or program.entry_point
    # a dollar sign would start a formula
    caption = textwrap.fill(label.replace("$", r"\$"), 34)
    ground = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
    axes.text(x, y - 0.17, caption, ha="center", va="top", fontsize=8, color=INK, bbox=ground)
