"""The benchmark's own parts: what it counts is what happened."""

import math
from dataclasses import replace

import numpy as np
import pytest

from codegarden.benchmarks import tuning
from codegarden.benchmarks._tuning_kills import Kills, checked, compare, stored_trials, survive
from codegarden.benchmarks._tuning_table import load
from codegarden.tuning import search


@pytest.fixture(scope="module")
def table():
    return load()


@pytest.fixture(scope="module")
def trials(table):
    def objective(parameters, trial):
        for epoch, loss in enumerate(table.curve(parameters), 1):
            trial.report(epoch, {"validation_loss": loss})
        return loss

    return search(objective, table.space, 6, 0)


def test_nothing_is_lost_when_searches_are_killed():
    found = survive(3, 4)
    assert (found.kills, found.lost, found.doubled) == (3, 0, 0)
    assert found.figures()["same_trials"]
    assert found.figures()["same_best"]


def test_what_is_lost_or_doubled_is_counted(trials, tmp_path):
    assert stored_trials(tmp_path) == []
    found = Kills()
    (tmp_path / "journal").write_text("began 0\nstored 0\nbegan 1\n")
    checked(found, tmp_path, before=trials[1:2])
    assert (found.lost, found.doubled, found.within) == (2, 1, 1)
    compare(found, trials, trials[:5], seed=3)
    assert (found.lost, found.different) == (3, [3])
    worse = [replace(trial, value=trial.value + 1) for trial in trials]
    compare(found, trials, worse, seed=4)
    assert found.other_best[-1:] == [4]
    assert not found.figures()["same_best"]


def test_trials_needed_is_one_more_where_it_was_not_enough():
    values = np.array([[3.0, 1.0, 0.5], [3.0, 2.0, 2.0]])
    assert tuning.trials_needed(values, 1.0).tolist() == [2, 4]


def test_the_best_within_so_many_epochs(trials, table):
    epochs = table.about["epochs"]
    values = [trial.value for trial in trials]
    assert tuning.best_within(trials, math.inf) == min(values)
    assert tuning.best_within(trials, 2 * epochs) == min(values[:2])
    assert tuning.best_within(trials, epochs - 1) == math.inf


def test_interpolated_losses_lie_between_the_trained_ones(table):
    low, high = table.grid["dropout"].values[:2]
    at = {"units": 64, "batch": 32, "learning_rate": table.grid["learning_rate"].values[4]}
    ends = [table.loss({**at, "dropout": dropout}) for dropout in (low, high)]
    between = table.loss({**at, "dropout": (low + high) / 2})
    assert min(ends) <= between <= max(ends)
    assert table.least <= between
