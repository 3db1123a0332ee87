from dataclasses import replace
from io import BytesIO
from random import Random

import pandas as pd
import pytest

from codegarden.mutation import random_mutant
from codegarden.plots import programs as plots
from codegarden.program import Program

PARENT = Program("def f(x):\n    return x + 1\n", "f", label="off by one")


def drawn(figure) -> bytes:
    data = BytesIO()
    figure.savefig(data, format="png")
    return data.getvalue()


def texts(figure) -> str:
    axes = figure.axes[0]
    labels = [*axes.get_yticklabels(), *axes.texts, axes.title]
    return "\n".join(text.get_text() for text in labels)


def verdicts():
    rows = [
        ("replace-comparison", "pass"),
        ("replace-comparison", "wrong"),
        ("crossover", "exception"),
        ("", "pass"),
    ]
    return pd.DataFrame(rows, columns=["operator", "outcome"])


def test_outcomes_are_shares_with_the_deadliest_operator_first():
    figure = plots.outcome_by_operator(verdicts())
    axes = figure.axes[0]
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names == ["unchanged  (1)", "replace-comparison  (2)", "crossover  (1)"]
    widths = [bar.get_width() for bars in axes.containers for bar in bars]
    assert sum(widths) == pytest.approx(3)
    assert drawn(figure).startswith(b"\x89PNG")


def test_children_are_counted_against_the_fitter_parent():
    rows = [(0.2, 0.4, 0.4), (0.2, 0.4, 0.9), (0.2, 0.4, 0.9), (0.5, 0.1, 0.3)]
    figure = plots.children_against_parents(
        pd.DataFrame(rows, columns=["first", "second", "child"])
    )
    assert "4 children, 50% fitter" in texts(figure)
    assert len(figure.axes[0].collections[0].get_offsets()) == 3


def test_a_family_tree_shows_every_program_with_its_fitness():
    child = random_mutant(PARENT, Random(1))
    grandchild = replace(child, source=child.source + "\n", parents=(child.sha256, PARENT.sha256))
    family = [PARENT, child, grandchild]
    shown = plots.family_tree(family, {PARENT.sha256: 0.0, child.sha256: 0.5})
    assert {"0%", "50%", "?"} <= set(texts(shown).split("\n"))
    names = {program.sha256: program for program in family}
    assert list(plots.generations(names).values()) == [0, 1, 2]
    assert drawn(shown)


def test_a_program_that_is_its_own_ancestor_is_refused():
    loop = replace(PARENT, parents=(PARENT.sha256,))
    with pytest.raises(ValueError, match="its own ancestor"):
        plots.family_tree([loop], {})
