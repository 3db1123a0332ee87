import json
import math
import os
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import asdict, replace

import numpy as np
import pytest
from bayes_opt import BayesianOptimization
from hypothesis import given
from hypothesis import strategies as st

from codegarden.tuning import (
    ACQUISITIONS,
    CurveExtrapolation,
    MedianRule,
    SearchError,
    SearchSpace,
    SpaceChanged,
    SpaceError,
    Status,
    SuccessiveHalving,
    Suggester,
    Trial,
    best,
    bootstrap_difference,
    progress_line,
    search,
    surrogate,
    trials_table,
)
from codegarden.tuning.comparison import ComparisonError
from codegarden.tuning.curves import estimates, gain_to_come
from codegarden.tuning.gaussian import Coordinate
from codegarden.tuning.parameter import ordinal, rounded, with_ordinal
from codegarden.tuning.trials import MonitorError

LSTM = [
    {"name": "layers", "kind": "integer", "low": 1, "high": 2, "reason": "depth"},
    {"name": "units", "kind": "power_of_two", "low": 16, "high": 256, "unit": "cells"},
    {
        "name": "units_2",
        "kind": "power_of_two",
        "low": 16,
        "high": 256,
        "when": {"layers": 2},
    },
    {"name": "learning_rate", "kind": "log_float", "low": 0.0001, "high": 0.1},
    {"name": "dropout", "kind": "float", "low": 0.0, "high": 0.6, "steps": 7},
    {"name": "optimizer", "kind": "categorical", "choices": ["adam", "sgd", None, True]},
]
SPACE = SearchSpace.from_dicts(LSTM)


def bowl(parameters, trial=None):
    """A smooth objective with its minimum at 128 units, a learning rate of 0.006 and adam."""
    loss = (math.log10(parameters["learning_rate"]) + 2.2) ** 2
    loss += 0.1 * (math.log2(parameters["units"]) - 7) ** 2 + parameters["dropout"]
    return loss + 0.3 * (parameters["optimizer"] != "adam") + 0.1 * parameters["layers"]


def curved(parameters, trial):
    for epoch in range(1, 7):
        trial.report(epoch, {"val_loss": bowl(parameters) + 2 / epoch, "loss": 1.0})
    return bowl(parameters) + 2 / 6


def bowl_of_layers(parameters, trial):
    return parameters["layers"]


def plain(trials):
    """What two runs of one search have in common: all but clocks."""
    return [(t.number, t.parameters, t.value, t.status, t.seed) for t in trials]


# --- the space


@st.composite
def spaces(draw):
    """Any space of up to five parameters, with conditions on finite ones."""
    made = []
    for number in range(draw(st.integers(1, 5))):
        kind = draw(
            st.sampled_from(["integer", "float", "log_float", "power_of_two", "categorical"])
        )
        entry = {"name": f"p{number}", "kind": kind}
        if kind == "categorical":
            values = st.one_of(st.text(max_size=3), st.integers(2, 99), st.none(), st.booleans())
            entry["choices"] = draw(st.lists(values, min_size=2, max_size=4, unique=True))
        elif kind == "power_of_two":
            low = draw(st.integers(0, 8))
            entry |= {"low": 2**low, "high": 2 ** draw(st.integers(low + 1, 12))}
        elif kind == "integer":
            low = draw(st.integers(-1000, 1000))
            entry |= {"low": low, "high": low + draw(st.integers(1, 1000))}
        else:
            low = draw(st.integers(1 if kind == "log_float" else -999, 999))
            entry |= {"low": low / 1000, "high": (low + draw(st.integers(1, 5000))) / 1000}
            entry = {k: float(f"{v:.4g}") if k in ("low", "high") else v for k, v in entry.items()}
            if entry["low"] >= entry["high"]:
                entry["high"] = 10.0
            if draw(st.booleans()):
                entry["steps"] = 2
        finite = {"integer", "power_of_two", "categorical"}
        earlier = [e for e in made if e["kind"] in finite or "steps" in e]
        if earlier and draw(st.booleans()):
            parent = draw(st.sampled_from(earlier))
            values = SearchSpace.from_dicts([{**parent, "when": {}}]).parameters[0].values
            entry["when"] = {parent["name"]: [draw(st.sampled_from(list(values)))]}
        made.append(entry)
    return SearchSpace.from_dicts(made)


@given(spaces(), st.integers(0, 2**32))
def test_a_configuration_survives_the_way_to_bayes_opt_and_back(space, seed):
    with warnings.catch_warnings(action="ignore"):  # "experimental": that is what is tested
        optimizer = BayesianOptimization(
            None, {p.name: Coordinate(p) for p in space.parameters}, verbose=0
        )
    configuration = space.from_unit(np.random.default_rng(seed).random(space.width))
    space.check(configuration)
    point = space.to_unit(configuration)
    returned = optimizer.space.array_to_params(point)
    assert {name: returned[name] for name in space.active(returned)} == configuration
    assert space.from_unit(point) == configuration
    assert [type(v) for v in space.from_unit(point).values()] == [
        type(v) for v in configuration.values()
    ]
    assert np.allclose(space.snapped(point[None])[0], point)


@given(spaces())
def test_a_space_survives_json(space):
    again = SearchSpace.from_dicts(json.loads(json.dumps(space.dicts())))
    assert again.dicts() == space.dicts()
    assert again.sha256 == space.sha256


def test_the_hash_is_of_what_can_be_chosen():
    reworded = [{**entry, "reason": "because", "unit": "m"} for entry in LSTM]
    assert SearchSpace.from_dicts(reworded).sha256 == SPACE.sha256
    reordered = [*LSTM[:-1], {**LSTM[-1], "choices": ["sgd", "adam", None, True]}]
    assert SearchSpace.from_dicts(reordered).sha256 != SPACE.sha256


def test_every_configuration_of_a_finite_space_once():
    space = SearchSpace.from_dicts(LSTM[:3])
    found = list(space.every())
    assert len(found) == 5 + 25
    assert len({json.dumps(one) for one in found}) == 30
    assert all(("units_2" in one) == (one["layers"] == 2) for one in found)


def test_the_table_has_units_and_reasons():
    table = SPACE.table()
    assert table.loc["units", "unit"] == "cells"
    assert table.loc["layers", "reason"] == "depth"
    assert table.loc["units_2", "only when"] == "layers is 2"
    assert list(table["scale"]) == ["linear", "log", "log", "log", "linear", "none"]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"name": "x", "kind": "float", "low": 1.0, "high": 1.0}, "x, high: 1.0 is not above"),
        ({"name": "x", "kind": "log_float", "low": 0.0, "high": 1.0}, "x, low: 0.0 has no log"),
        ({"name": "x", "kind": "power_of_two", "low": 3, "high": 8}, "low: 3 is not a power"),
        ({"name": "x", "kind": "integer", "low": 1.5, "high": 8}, "low: 1.5 is not a whole"),
        ({"name": "x", "kind": "float", "low": 0.123456, "high": 1.0}, "significant digits"),
        ({"name": "x", "kind": "categorical", "choices": ["a"]}, "at least two"),
        ({"name": "x", "kind": "categorical", "choices": [1, True]}, "are equal"),
        ({"name": "x", "kind": "colour", "low": 1, "high": 2}, "'colour' is none of"),
        ({"name": "x", "kind": "float", "lo": 1.0, "high": 2.0}, "entry 1 (x): unknown field 'lo'"),
        ({"name": "x", "high": 2.0}, "'kind' is missing"),
        ({"name": "x", "kind": "integer", "low": 1, "high": 2, "when": {"y": 1}}, "no earlier"),
    ],
)
def test_a_bad_space_is_refused_with_parameter_and_field(entry, says):
    with pytest.raises(SpaceError) as caught:
        SearchSpace.from_dicts([entry])
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_configuration_of_another_space_is_refused():
    good = SPACE.from_unit(np.zeros(SPACE.width))
    for bad in ({**good, "units_2": 16}, {**good, "units": 17}, {**good, "optimizer": 1}):
        with pytest.raises(SpaceError):
            SPACE.check(bad)
    with pytest.raises(SpaceError, match="has no units"):
        SPACE.check({name: value for name, value in good.items() if name != "units"})


# --- the search


@pytest.mark.parametrize("acquisition", ACQUISITIONS)
def test_a_search_repeats_itself_and_goes_on_as_it_would_have(acquisition):
    whole = search(bowl, SPACE, 11, 3, acquisition)
    assert plain(search(bowl, SPACE, 11, 3, acquisition)) == plain(whole)
    kept = [Trial(**json.loads(json.dumps(asdict(trial)))) for trial in whole[:8]]
    assert plain(search(bowl, SPACE, 11, 3, acquisition, finished=kept[::-1])) == plain(whole)
    assert plain(search(bowl, SPACE, 11, 4, acquisition)) != plain(whole)


FLOAT = {"name": "x", "kind": "float", "low": -2.0, "high": 2.0}
RATE = {"name": "rate", "kind": "log_float", "low": 1e-5, "high": 0.1}
WHOLE = {"name": "n", "kind": "integer", "low": 1, "high": 5}
KIND = {"name": "kind", "kind": "categorical", "choices": ["p", "q"]}
NARROW = {"name": "x", "kind": "float", "low": 1000.0, "high": 1001.0}
TOP = {**RATE, "name": "top", "when": {"kind": ["q"]}}


@pytest.mark.parametrize(
    ("entries", "cost"),
    [
        ([FLOAT], lambda p: p["x"]),
        ([FLOAT], lambda p: -p["x"]),
        ([FLOAT], lambda p: (p["x"] - 0.3) ** 2),
        ([FLOAT, WHOLE], lambda p: p["x"] + p["n"]),
        ([RATE], lambda p: -p["rate"]),
        ([{**WHOLE, "high": 10**6}], lambda p: p["n"]),
        ([NARROW, RATE, KIND], lambda p: p["x"] + p["rate"]),
        ([KIND, TOP, WHOLE], lambda p: p["n"] + p.get("top", 0.2)),
        ([FLOAT, KIND], lambda p: 1.0),
    ],
    ids=lambda given: "-".join(e["name"] for e in given) if isinstance(given, list) else "",
)
def test_no_configuration_is_run_twice_at_a_bound_either(entries, cost):
    trials = search(lambda p, trial: cost(p), SearchSpace.from_dicts(entries), 14, 1)
    assert len({str(trial.parameters) for trial in trials}) == 14


@pytest.mark.parametrize("acquisition", ACQUISITIONS)
def test_equal_values_and_failures_alone_leave_a_suggestion(acquisition):
    for objective in (lambda p, trial: 0.0, lambda p, trial: math.nan):
        trials = search(objective, SPACE, 9, 0, acquisition)
        assert len({str(trial.parameters) for trial in trials}) == 9


def test_a_float_has_so_many_values_as_its_digits_can_tell_apart():
    entry = {"name": "x", "kind": "float", "low": 0.9995, "high": 1.005}
    space = SearchSpace.from_dicts([entry])
    every = [*(0.9995, 0.9996, 0.9997, 0.9998, 0.9999, 1.0), *(1.001, 1.002, 1.003, 1.004, 1.005)]
    assert [one["x"] for one in space.every()] == every
    assert space.most == len(every)
    with pytest.warns(UserWarning, match="all 11 configurations .* ends with 11 trials, not 20"):
        trials = search(lambda p, trial: p["x"], space, 20, 0)
    assert sorted(trial.parameters["x"] for trial in trials) == every


@given(st.floats(-1e300, 1e300), st.floats(-1e300, 1e300))
def test_rounded_floats_are_counted_in_order(first, second):
    first, second = rounded(first), rounded(second)
    assert with_ordinal(ordinal(first)) == first
    assert (ordinal(first) < ordinal(second)) == (first < second)


@given(spaces(), st.integers(0, 2**32))
def test_a_point_is_moved_to_the_configuration_that_it_stands_for(space, seed):
    points = np.random.default_rng(seed).random((5, space.width))
    for point, moved in zip(points, space.snapped(points), strict=True):
        assert np.allclose(space.to_unit(space.from_unit(point)), moved, atol=1e-9)


def test_the_best_is_found_and_no_configuration_twice():
    trials = search(bowl, SPACE, 30, 0)
    assert len({json.dumps(trial.parameters) for trial in trials}) == 30
    assert best(trials).value < 0.2 < best(trials[:5]).value
    found = best(trials).parameters
    assert (found["units"], found["optimizer"], found["layers"]) == (128, "adam", 1)


def test_a_finite_space_is_tried_as_a_whole_and_then_it_is_over():
    space = SearchSpace.from_dicts(LSTM[:1] + LSTM[-1:])
    with pytest.warns(UserWarning, match="all 8 configurations of the space are tried"):
        trials = search(lambda p, trial: p["layers"], space, 99, 0)
    assert len(trials) == 8
    with ThreadPoolExecutor(3) as executor, pytest.warns(UserWarning, match="ends with 8 trials"):
        trials = search(bowl_of_layers, space, 99, 0, executor=executor, parallel=3)
    assert len({str(trial.parameters) for trial in trials}) == 8


def test_failures_become_reasons_and_finite_numbers():
    def fragile(parameters, trial):
        actions = {1: ZeroDivisionError("division\nby zero"), 3: MemoryError(), 6: OSError()}
        if trial.number in actions:
            raise actions[trial.number]
        if trial.number == 4:
            return math.nan
        if trial.number == 5:
            trial.report(1, {"val_loss": math.inf, "loss": 1.0})
        return bowl(parameters)

    trials = search(fragile, SPACE, 9, 0)
    assert [trial.number for trial in trials if trial.status == Status.FAILED] == [1, 3, 4, 5, 6]
    reasons = [trial.reason for trial in trials]
    assert reasons[1] == "ZeroDivisionError: division"
    assert reasons[3] == "out of memory"
    assert reasons[4] == "the objective returned nan"
    assert reasons[5] == "FloatingPointError: diverged: val_loss is inf after epoch 1"
    assert reasons[6] == "OSError"
    assert trials[5].history == [{"epoch": 1, "val_loss": None, "loss": 1.0}]
    assert all(math.isfinite(number) for pair in estimates(trials) for number in pair)
    worst = max(trial.value for trial in trials if trial.value is not None)
    assert estimates(trials)[1] >= (worst, 0.0)
    json.dumps([asdict(trial) for trial in trials], allow_nan=False)


def test_a_search_goes_on_when_all_has_failed_so_far():
    def hopeless(parameters, trial):
        raise ValueError("no")

    trials = search(hopeless, SPACE, 12, 0)
    assert len({json.dumps(trial.parameters) for trial in trials}) == 12
    assert best(trials) is None
    assert "none complete" in progress_line(trials, 12)


def test_an_interrupted_trial_is_recorded_and_run_again():
    def stopped(parameters, trial):
        if trial.number == 6:
            raise KeyboardInterrupt
        return bowl(parameters)

    kept = []
    with pytest.raises(KeyboardInterrupt):
        search(stopped, SPACE, 9, 0, record=kept.append)
    assert [trial.status for trial in kept] == ["complete"] * 6 + ["interrupted"]
    assert plain(search(bowl, SPACE, 9, 0, finished=kept)) == plain(search(bowl, SPACE, 9, 0))


def test_a_changed_space_is_refused_with_both_shown_or_joined():
    trials = search(bowl, SPACE, 6, 0)
    wider = SearchSpace.from_dicts([LSTM[0], {**LSTM[1], "low": 64}, *LSTM[2:]])
    with pytest.raises(SpaceChanged) as caught:
        search(bowl, wider, 8, 0, finished=trials)
    assert "16 to 256" in str(caught.value)
    assert "64 to 256" in str(caught.value)
    joined = search(bowl, wider, 8, 0, finished=trials, join=True)
    fitting = [trial for trial in trials if trial.parameters["units"] >= 64]
    assert 0 < len(fitting) < 6
    assert len(joined) == 8
    assert all(trial in joined for trial in fitting)
    with pytest.raises(SpaceChanged, match="other data"):
        search(bowl, SPACE, 8, 0, finished=trials, data_hash="ab")
    with pytest.raises(SearchError, match="twice"):
        search(bowl, SPACE, 8, 0, finished=[*trials, trials[0]])


def test_the_nearest_configuration_of_the_space():
    given = {"layers": 3, "units": 200, "learning_rate": 0.00001, "dropout": 0.26, "batch": 7}
    assert SPACE.nearest({**given, "units_2": 9, "optimizer": None}) == {
        **{"layers": 2, "units": 256, "units_2": 16, "learning_rate": 0.0001, "dropout": 0.3},
        "optimizer": None,
    }
    with pytest.raises(SpaceError, match="no units_2"):
        SPACE.nearest(given)
    with pytest.raises(SpaceError, match="learning_rate, value: 0 is not on its scale"):
        SPACE.nearest({**given, "units_2": 9, "learning_rate": 0})


def test_integers_can_go_in_steps():
    entry = {"name": "units", "kind": "integer", "low": 64, "high": 256, "steps": 4}
    space = SearchSpace.from_dicts([entry])
    assert [one["units"] for one in space.every()] == [64, 128, 192, 256]
    assert space.to_unit({"units": 128}) == pytest.approx(1 / 3)
    with pytest.raises(SpaceError, match="steps: 6 do not divide 64 to 256"):
        SearchSpace.from_dicts([{**entry, "steps": 6}])


def test_the_default_configuration_can_come_first():
    default = SPACE.from_unit(np.full(SPACE.width, 0.3))
    trials = search(bowl, SPACE, 7, 0, start=[default])
    assert trials[0].parameters == default
    with pytest.raises(SpaceError):
        search(bowl, SPACE, 7, 0, start=[{"units": 3}])


def test_limits_are_learnt_from_measures():
    def heavy(parameters, trial):
        trial.measure(weights=parameters["units"] ** 2)
        return bowl(parameters)

    free = search(heavy, SPACE, 20, 1)
    bound = search(heavy, SPACE, 20, 1, limits={"weights": 64**2})
    over = [sum(t.parameters["units"] > 64 for t in trials[5:]) for trials in (free, bound)]
    assert over[1] < over[0] / 2
    with pytest.raises(SpaceError, match="knows no limits"):
        search(heavy, SPACE, 20, 1, "ucb", limits={"weights": 1.0})


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_trials_in_parallel(pool):
    seen = []
    with pool(2) as executor:
        trials = search(
            bowl, SPACE, 12, 0, executor=executor, parallel=2, progress=lambda *a: seen.append(a)
        )
    assert [trial.number for trial in trials] == list(range(12))
    assert len({json.dumps(trial.parameters) for trial in trials}) == 12
    assert [len(done) for done, _ in seen] == list(range(1, 13))


def dies(parameters, trial):
    os._exit(3)


def test_a_worker_that_dies_is_a_reason_and_a_broken_executor_an_error():
    kept = []
    with ProcessPoolExecutor(1) as executor, pytest.raises(SearchError, match="no more work"):
        search(dies, SPACE, 5, 0, executor=executor, parallel=1, record=kept.append)
    assert kept[0].status == Status.FAILED
    assert "the worker died" in kept[0].reason


def test_what_is_under_way_is_not_suggested_again():
    trials = search(bowl, SPACE, 8, 0)
    suggester = Suggester(SPACE, 0)
    pending = []
    for number in range(8, 12):
        parameters, _ = suggester.ask(number, trials, pending)
        assert parameters not in pending
        pending.append(parameters)


# --- pruning


def test_the_median_rule():
    others = [[3.0, 2.0], [4.0, 3.0], [5.0, 4.0]]
    rule = MedianRule(startup=3)
    assert not rule.stop_reason([4.0], others)
    assert "4.1 after epoch 1 is above 4" in rule.stop_reason([4.1], others)
    assert not rule.stop_reason([2.0, 9.0], others), "the best so far counts"
    assert not MedianRule(startup=4).stop_reason([9.0], others)
    assert not MedianRule(warm_up=2, startup=3).stop_reason([9.0], others)


def test_successive_halving_asks_at_its_rungs_only():
    rule = SuccessiveHalving(first=1, factor=3, startup=3)
    assert [epoch for epoch in range(1, 28) if rule.is_rung(epoch)] == [1, 3, 9, 27]
    others = [[1.0] * 9, [2.0] * 9, [3.0] * 9, [4.0] * 9, [5.0] * 9]
    assert not rule.stop_reason([1.5], others)
    assert "place 3 of 6, and 2 may pass" in rule.stop_reason([2.5], others)
    assert not rule.stop_reason([2.5, 2.5], others)


def test_a_gain_is_that_of_the_curves_nearest_at_the_same_epoch():
    whole = [([4.0, 3.0, 2.0], 2.0), ([4.2, 3.4, 2.6], 2.6), ([9.0, 8.0, 7.5], 7.5), ([4.1], 4.1)]
    assert gain_to_come([4.1], whole) == pytest.approx((1.6, 1.058), abs=1e-3), "of 0, 1.6 and 2"
    assert gain_to_come([4.1, 3.0], whole)[0] == pytest.approx(0.8)
    assert gain_to_come([4.1, 3.0, 2.5, 2.5], whole) == (0.0, 0.0), "nobody has come so far"
    assert gain_to_come([4.1], []) == (0.0, 0.0)
    assert gain_to_come([4.0], whole[:1]) == pytest.approx((2.0, 0.6)), "one alone is doubtful"


def test_the_outlook_grants_more_than_others_gained():
    others = [[4.0, 3.0, 2.0], [5.0, 4.0, 3.0]]
    rule = CurveExtrapolation(3, hope=0.5, startup=2)
    assert not rule.stop_reason([4.9], others), "may come to 4.9 - 1.5 * 2, below 2"
    assert "5.1 after epoch 1 would at best come to 2.1" in rule.stop_reason([5.1], others)
    assert rule.stop_reason([4.9, 3.6], others)
    assert not rule.stop_reason([9.0, 9.0, 9.0], others), "it is at its end"
    assert not rule.stop_reason([9.0], [*others[:1], [1.0, 1.0]]), "one alone went to its end"
    assert not rule.stop_reason([1.9, 9.0], others), "it is the best already"


def test_a_stopped_trial_is_doubtful_and_the_surrogate_knows():
    def bent(parameters, trial):  # the more units, the steeper: gains differ
        for epoch in range(1, 7):
            steep = 1 + parameters["units"] / 64
            trial.report(epoch, {"val_loss": bowl(parameters) + steep / epoch})
        return bowl(parameters) + steep / 6

    trials = search(bent, SPACE, 12, 0)
    last = replace(trials[11], status="pruned", history=trials[11].history[:2])
    cut = [*trials[:11], replace(last, value=last.history[-1]["val_loss"])]
    value, doubt = estimates(cut)[11]
    assert value < cut[11].value
    assert doubt > 0
    assert all(one == 0 for _, one in estimates(cut)[:11])
    sure, unsure = (surrogate(SPACE, some).predict(last.parameters)[1] for some in (trials, cut))
    assert unsure > 2 * sure


@pytest.mark.parametrize("rule", [MedianRule(), CurveExtrapolation(6)])
def test_pruning_saves_epochs_and_keeps_the_best(rule):
    whole = search(curved, SPACE, 25, 0, monitor="val_loss")
    pruned = search(curved, SPACE, 25, 0, monitor="val_loss", pruner=rule)
    epochs = [sum(len(trial.history) for trial in trials) for trials in (whole, pruned)]
    assert epochs[1] < 0.9 * epochs[0]
    assert best(pruned).value < best(whole).value + 0.05
    stopped = [trial for trial in pruned if trial.status == Status.PRUNED]
    assert stopped
    assert all(trial.reason and trial.value is not None for trial in stopped)
    again = search(curved, SPACE, 25, 0, monitor="val_loss", pruner=rule, finished=pruned[:9])
    assert plain(again) == plain(pruned)


def test_a_pruner_must_know_which_loss_to_look_at():
    with pytest.raises(MonitorError, match="val_loss, loss"):
        search(curved, SPACE, 9, 0, pruner=MedianRule())


# --- the surrogate, the comparison, the tables


def test_the_surrogate_knows_what_was_tried_and_doubts_the_rest():
    trials = search(bowl, SPACE, 25, 0)
    model = surrogate(SPACE, trials)
    mean, std = model.predict([trial.parameters for trial in trials])
    values = np.array([trial.value for trial in trials])
    assert np.abs(mean - values).max() < 0.3
    far = SPACE.from_unit(np.ones(SPACE.width))
    assert model.predict(far)[1] > 3 * np.median(std)
    slice_ = model.slice("learning_rate")
    assert slice_["learning_rate"].is_monotonic_increasing
    assert 0.002 < slice_.loc[slice_["mean"].idxmin(), "learning_rate"] < 0.02
    assert set(model.slice("units_2")["units_2"]) <= {16, 32, 64, 128, 256}


def test_a_surrogate_needs_a_value():
    failed = replace(search(bowl, SPACE, 1, 0)[0], status="failed", value=None)
    with pytest.raises(SpaceError, match="no trial has a value"):
        surrogate(SPACE, [failed])


def test_the_bootstrap_covers_the_true_difference():
    random = np.random.default_rng(0)
    hits = 0
    for seed in range(100):
        b = random.normal(5.0, 1.0, 40)
        low, high = bootstrap_difference(b + random.normal(-0.3, 0.5, 40), b, seed, 400)[1:]
        hits += low <= -0.3 <= high
    assert 85 <= hits <= 99
    a = {"p/1": 1.0, "p/2": 3.0}
    b = {"p/2": 4.0, "p/1": 2.0}
    assert bootstrap_difference(a, b, 0) == (-1.0, -1.0, -1.0)


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(ComparisonError, match="'y' is on one side only"):
        bootstrap_difference({"x": 1.0}, {"x": 1.0, "y": 2.0}, 0)
    with pytest.raises(ComparisonError, match="an interval needs two"):
        bootstrap_difference([1.0], [2.0], 0)
    with pytest.raises(ComparisonError, match="not finite"):
        bootstrap_difference([1.0, math.nan], [1.0, 1.0], 0)


def test_tables_and_lines_for_people():
    trials = search(curved, SPACE, 8, 0, monitor="val_loss", pruner=MedianRule(startup=2))
    table = trials_table(trials)
    assert set(table.index) == set(range(8))
    assert table.index[0] == best(trials).number
    line = progress_line(trials, 20)
    assert line.startswith("trial  8 of 20")
    assert f"best {best(trials).value:.4g} (trial {best(trials).number})" in line
