import math
from io import BytesIO

import numpy as np
import optuna
import pytest
from matplotlib.image import imread

from codegarden.plots import tuning as plots
from codegarden.plots import tuning_space as by_parameter
from codegarden.plots.tuning_page import interactive_page
from codegarden.tuning import MedianRule, SearchSpace, search, surrogate

SPACE = SearchSpace.from_dicts(
    [
        {"name": "layers", "kind": "integer", "low": 1, "high": 2},
        {"name": "units", "kind": "power_of_two", "low": 16, "high": 256, "unit": "cells"},
        {"name": "top", "kind": "power_of_two", "low": 16, "high": 64, "when": {"layers": 2}},
        {"name": "learning_rate", "kind": "log_float", "low": 0.0001, "high": 0.1},
        {"name": "dropout", "kind": "float", "low": 0.0, "high": 0.6},
        {"name": "optimizer", "kind": "categorical", "choices": ["adam", "sgd"]},
    ]
)
LABEL = "validation loss (nats per token)"


def objective(parameters, trial):
    if trial.number == 3:
        raise ValueError("too large for the machine")
    loss = 2 + (math.log10(parameters["learning_rate"]) + 2.2) ** 2 + parameters["dropout"]
    loss += 0.5 * (parameters["optimizer"] == "sgd") + 8 / parameters["units"]
    for epoch in range(1, 6):
        trial.report(epoch, {"loss": loss, "val_loss": loss + 2 / epoch})
    return loss + 0.4


@pytest.fixture(scope="module")
def trials():
    pruner = MedianRule(startup=3)
    return search(objective, SPACE, 18, 1, monitor="val_loss", pruner=pruner)


@pytest.fixture(scope="module")
def model(trials):
    return surrogate(SPACE, trials, "val_loss")


def drawn(figure):
    """The pixels of a figure, which must be more than one colour."""
    data = BytesIO()
    figure.savefig(data, format="png")
    data.seek(0)
    pixels = imread(data)
    assert pixels[..., :3].std() > 0.01
    return figure


def texts(figure):
    found = [axes.get_title() for axes in figure.axes]
    for axes in figure.axes:
        found += [axes.get_xlabel(), axes.get_ylabel()]
        found += [text.get_text() for text in axes.texts]
        found += [label.get_text() for label in axes.get_xticklabels() + axes.get_yticklabels()]
        if axes.get_legend():
            found += [text.get_text() for text in axes.get_legend().get_texts()]
    return " | ".join(found)


def test_the_trials_are_of_every_kind(trials):
    assert {str(trial.status) for trial in trials} == {"complete", "pruned", "failed"}


def test_history_says_how_many_of_each_and_the_best(trials):
    made = drawn(plots.history(trials, LABEL))
    top = min((t for t in trials if t.status == "complete"), key=lambda t: t.value)
    assert f"{top.value:.4g} (trial {top.number})" in texts(made)
    assert "failed (1)" in texts(made)
    assert LABEL in texts(made)


def test_an_outlier_does_not_flatten_the_rest():
    assert plots.worth_showing([1.0, 1.1, 1.2, 1.3, 1e9]) == 1.3
    assert plots.worth_showing([1.0, 2.0, 3.0]) == 3.0


def test_best_so_far_starts_with_the_first_complete_trial(trials):
    best = plots.running_best(trials)
    assert np.isfinite(best[0])
    assert (np.diff(best) <= 0).all()
    assert np.isnan(plots.running_best([trials[3]]))


def test_learning_curves_mark_the_pruned(trials):
    made = drawn(plots.learning_curves(trials, "val_loss"))
    assert "pruned" in texts(made)
    assert "best: trial" in texts(made)
    pruned = [trial for trial in trials if trial.status == "pruned"]
    ends = [line for line in made.axes[0].lines if line.get_marker() == "v"]
    assert len(ends) == len(pruned)
    with pytest.raises(plots.NothingToDrawError, match="perplexity"):
        plots.learning_curves(trials, "perplexity")


def test_the_front_is_not_beaten(trials):
    made = drawn(plots.pareto(trials, LABEL))
    front = made.axes[0].lines[0].get_xydata()
    points = [(t.seconds, t.value) for t in trials if t.status == "complete"]
    for spent, value in front:
        assert not any(s <= spent and v < value for s, v in points)


def test_edf_timeline_and_convergence(trials):
    assert "share of complete trials" in texts(drawn(plots.edf({"search": trials}, LABEL)))
    assert "since the first trial started" in texts(drawn(plots.timeline(trials)))
    runs = {"ours": np.random.default_rng(0).random((5, 9)), "random search": np.ones((5, 9))}
    assert "random search" in texts(drawn(plots.convergence(runs, "regret")))


def test_nothing_to_draw_is_said(trials):
    with pytest.raises(plots.NothingToDrawError, match="no trial is complete"):
        plots.history([trials[3]])


def test_slices_show_units_and_logs(trials, model):
    tables = [model.slice(name) for name in SPACE.names]
    made = drawn(by_parameter.slices(tables, trials, SPACE.dicts(), LABEL))
    for expected in ("learning rate, log", "units (cells)", "0.001", "128", "sgd"):
        assert expected in texts(made)


def test_contours_hold_mean_deviation_and_acquisition(trials, model):
    plane = model.plane("learning_rate", "units", points=10)
    made = drawn(by_parameter.contours(plane, trials, SPACE.dicts(), LABEL))
    for expected in ("mean of", "standard deviation", "expected improvement"):
        assert expected in texts(made)


def test_parallel_coordinates_have_a_place_for_what_does_not_apply(trials):
    made = drawn(by_parameter.parallel_coordinates(trials, SPACE.dicts(), LABEL))
    assert "none" in texts(made)
    assert by_parameter.share(SPACE.dicts()[2], None) < 0


def test_importances_find_what_matters(trials):
    table = by_parameter.importance_table(trials, SPACE.dicts())
    names = [entry["name"] for entry in table["entry"]]
    assert "top" not in names
    assert names.index("learning_rate") > names.index("layers")
    assert table["importance"].sum() == pytest.approx(1.0)
    drawn(by_parameter.importances(trials, SPACE.dicts(), LABEL))
    drawn(by_parameter.rank(trials, SPACE.dicts(), LABEL))


def test_optuna_is_given_what_happened(trials):
    study = by_parameter.as_study(trials, SPACE.dicts(), "val_loss")
    assert len(study.trials) == len(trials)
    for ours, theirs in zip(trials, study.trials, strict=True):
        assert theirs.params == ours.parameters
        assert theirs.state.name.lower().startswith(str(ours.status)[:4])
        assert len(theirs.intermediate_values) == len(ours.history)
        assert theirs.duration.total_seconds() == pytest.approx(ours.seconds, abs=0.1)
    learning_rate = study.trials[0].distributions["learning_rate"]
    assert learning_rate == optuna.distributions.FloatDistribution(0.0001, 0.1, log=True)


def test_the_page_is_one_file_that_needs_no_network(trials, model, tmp_path):
    tables = [model.slice(name) for name in SPACE.names]
    path = interactive_page(
        trials, SPACE.dicts(), tmp_path / "deep" / "tuning.html", LABEL, "A <search>", tables
    )
    page = path.read_text()
    assert page.count("plotly.js v") >= 1
    assert 'script src="http' not in page
    assert "<script charset" not in page or "cdn" not in page.split("</script>")[0][:300]
    assert "A &lt;search&gt;" in page
    assert "too large for the machine" in page
    for heading in ("Parallel coordinates", "Timeline", "The surrogate", "Learning curves"):
        assert heading in page
