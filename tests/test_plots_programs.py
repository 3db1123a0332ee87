from io import BytesIO

import pandas as pd
import pytest

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
