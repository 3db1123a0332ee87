import math
import re
from dataclasses import replace
from io import BytesIO

import numpy as np
import optuna
import pytest
from jupyter_client.manager import start_new_kernel
from matplotlib.image import imread

from codegarden.plots import tuning as plots
from codegarden.plots import tuning_axes as axes_of
from codegarden.plots import tuning_space as by_parameter
from codegarden.plots import tuning_study as study_of
from codegarden.plots.tuning_page import interactive_page
from codegarden.tuning import MedianRule, SearchSpace, extrapolated, search, surrogate

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
    assert "perplexity" in texts(plots.learning_curves(trials, "perplexity"))


def test_convergence_names_each_method():
    runs = {"ours": np.random.default_rng(0).random((5, 9)), "random search": np.ones((5, 9))}
    assert "random search" in texts(drawn(plots.convergence(runs, "regret")))


PLOTS = {
    "history": lambda trials: plots.history(trials, LABEL),
    "learning curves": lambda trials: plots.learning_curves(trials, "val_loss"),
    "slices": lambda trials: by_parameter.slices([], trials, SPACE.dicts(), LABEL),
    "importances": lambda trials: by_parameter.importances(trials, SPACE.dicts(), LABEL),
}


@pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS)
def test_a_study_in_which_all_failed_is_said(trials, plot):
    assert "no trial is complete" in texts(drawn(plot([trials[3]])))


def level(parameters, trial):
    trial.report(1, {"val_loss": 0.0})
    return 0.0


@pytest.mark.parametrize("count", [1, 5])
def test_equal_values_are_drawn(count, tmp_path):
    trials = search(level, SPACE, count, 0)
    model = surrogate(SPACE, trials)
    tables = [model.slice(name) for name in SPACE.names]
    drawn(by_parameter.slices(tables, trials, SPACE.dicts(), LABEL))
    for name, plot in PLOTS.items():
        if name != "slices":
            drawn(plot(trials))
    drawn(plots.convergence({"search": plots.running_best(trials)}, LABEL))
    assert "all values are equal" in texts(PLOTS["importances"](trials))
    interactive_page(trials, SPACE.dicts(), tmp_path / "tuning.html", LABEL, slices=tables)


def test_a_page_of_failures_shows_their_reasons(trials, tmp_path):
    path = interactive_page([trials[3]], SPACE.dicts(), tmp_path / "tuning.html", LABEL)
    assert "too large for the machine" in path.read_text()


def test_slices_show_units_and_logs(trials, model):
    tables = [model.slice(name) for name in SPACE.names]
    made = drawn(by_parameter.slices(tables, trials, SPACE.dicts(), LABEL))
    for expected in ("learning rate, log", "units (cells)", "0.001", "128", "sgd"):
        assert expected in texts(made)


def test_a_stopped_trial_is_drawn_where_it_would_have_ended(trials, model):
    seen = extrapolated(trials, "val_loss")
    pruned = [n for n, trial in enumerate(trials) if trial.status == "pruned"]
    assert pruned
    assert all(seen[n].value < trials[n].value for n in pruned)
    assert [t for t in seen if t.status != "pruned"] == [t for t in trials if t.status != "pruned"]
    assert len(plots.judged(seen)) == len(trials) - 1
    assert "pruned trial" in texts(
        by_parameter.slices([model.slice("units")], seen, SPACE.dicts(), LABEL)
    )


def test_importances_find_what_matters(trials):
    table = study_of.importance_table(extrapolated(trials, "val_loss"), SPACE.dicts())
    names = [entry["name"] for entry in table["entry"]]
    assert "top" not in names
    assert names.index("learning_rate") > names.index("layers")
    assert table["importance"].sum() == pytest.approx(1.0)
    drawn(by_parameter.importances(trials, SPACE.dicts(), LABEL))


def test_optuna_is_given_what_happened(trials):
    study = study_of.as_study(trials, SPACE.dicts(), "val_loss")
    assert len(study.trials) == len(trials)
    for ours, theirs in zip(trials, study.trials, strict=True):
        assert theirs.params == ours.parameters
        assert theirs.state.name.lower().startswith(str(ours.status)[:4])
        assert len(theirs.intermediate_values) == len(ours.history)
        assert theirs.duration.total_seconds() == pytest.approx(ours.seconds, abs=0.1)
    learning_rate = study.trials[0].distributions["learning_rate"]
    assert learning_rate == optuna.distributions.FloatDistribution(0.0001, 0.1, log=True)


def test_the_live_plot_grows_in_place_with_each_trial():
    code = """
from codegarden.plots.tuning import live_history
from codegarden.tuning import SearchSpace, progress_line, search

space = SearchSpace.from_dicts([{"name": "x", "kind": "float", "low": 0.0, "high": 1.0}])
search(lambda p, trial: p["x"], space, 4, 0, progress=live_history("loss", progress_line))
"""
    messages = []
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        reply = client.execute_interactive(code, timeout=60, output_hook=messages.append)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert reply["content"]["status"] == "ok"
    shown = [m for m in messages if m["msg_type"] in ("display_data", "update_display_data")]
    assert [m["msg_type"] for m in shown] == ["display_data"] + ["update_display_data"] * 3
    assert len({m["content"]["transient"]["display_id"] for m in shown}) == 1
    pictures = [m["content"]["data"]["image/png"] for m in shown]
    assert len({*pictures}) == 4


def test_the_page_is_one_file_that_needs_no_network(trials, model, tmp_path):
    tables = [model.slice(name) for name in SPACE.names]
    path = interactive_page(
        trials, SPACE.dicts(), tmp_path / "deep" / "tuning.html", LABEL, "A <search>", tables
    )
    page = path.read_text()
    assert page.count("plotly.js v") >= 1
    assert not re.search(r"<(script|link)[^>]*\b(src|href)=", page)
    assert "A &lt;search&gt;" in page
    assert "too large for the machine" in page
    for heading in ("Parallel coordinates", "Timeline", "The surrogate", "Learning curves"):
        assert heading in page


def test_ticks_of_a_very_wide_range_are_few_and_take_no_memory():
    entry = {"name": "n", "kind": "integer", "low": 0, "high": 10**12}
    assert axes_of.whole_ticks(entry)[:2] == [0, 166666666667]
    assert len(axes_of.whole_ticks(entry)) == 6


def test_a_parameter_that_never_varied_has_no_importance(trials):
    same = [replace(one, parameters={**one.parameters, "dropout": 0.2}) for one in trials]
    table = study_of.importance_table(extrapolated(same, "val_loss"), SPACE.dicts())
    names = {entry["name"] for entry in table["entry"]}
    assert "dropout" not in names
    assert "learning_rate" in names
