import os
import subprocess
import sys

import pandas as pd
import pytest
from matplotlib.figure import Figure

from codegarden.plots.style import PALETTE, figure
from codegarden.plots.training import MEASURES, learning_curves

HISTORY = pd.DataFrame(
    {
        "epoch": [1, 2, 3],
        "loss": [5.0, 3.0, 2.0],
        "perplexity": [148.4, 20.1, 7.4],
        "accuracy": [0.1, 0.4, 0.5],
        "val_loss": [4.9, 3.1, 3.3],
        "val_perplexity": [134.3, 22.2, 27.1],
        "val_accuracy": [0.1, 0.35, 0.34],
    }
)
BASELINES = {
    "unigram": {"loss": 5.1, "perplexity": 164.0, "accuracy": 0.09},
    "5-gram": {"loss": 3.0, "perplexity": 20.1, "accuracy": 0.44},
}


def test_each_measure_has_its_curves_and_baselines():
    made = learning_curves(HISTORY, BASELINES)
    assert isinstance(made, Figure)
    assert len(made.axes) == len(MEASURES)
    for axes, name in zip(made.axes, MEASURES, strict=True):
        lines = {line.get_label(): list(line.get_ydata()) for line in axes.get_lines()}
        assert lines["train"] == HISTORY[name].tolist()
        assert lines["validation"] == HISTORY[f"val_{name}"].tolist()
        assert lines["5-gram"] == [BASELINES["5-gram"][name]] * 2
        assert lines["kept"] == [HISTORY[f"val_{name}"][1]]
        assert axes.get_title()


def test_colours_of_one_panel_differ():
    axes = learning_curves(HISTORY, BASELINES).axes[0]
    colours = [line.get_color() for line in axes.get_lines() if line.get_label() != "kept"]
    assert len(set(colours)) == 4
    assert len(set(PALETTE)) == len(PALETTE)


def test_a_history_without_a_column_is_refused():
    with pytest.raises(ValueError, match="no column val_loss"):
        learning_curves(HISTORY.drop(columns="val_loss"))


def test_a_training_that_has_only_begun_can_be_drawn():
    assert learning_curves(HISTORY.iloc[:1])._repr_png_().startswith(b"\x89PNG")


def test_figures_need_no_display_and_leave_no_global_state():
    code = (
        "import matplotlib, sys\n"
        "options = [one for one in matplotlib.rcParams if not one.startswith('backend')]\n"
        "before = [matplotlib.rcParams[one] for one in options]\n"
        "from codegarden.plots.style import figure\n"
        "figure(4, 3)[0].savefig(__import__('io').BytesIO())\n"
        "assert [matplotlib.rcParams[one] for one in options] == before\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_axes_come_row_by_row():
    made, axes = figure(6, 4, rows=2, columns=3)
    assert axes.shape == (6,)
    assert axes[1].get_subplotspec().colspan.start == 1
    assert made.get_size_inches().tolist() == [6, 4]
    assert figure(3, 2)[1].get_title() == ""
