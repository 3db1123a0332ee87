"""Trials are claimed before they run: several searches share a study, none doubles or loses any."""

import multiprocessing
import signal
import threading
import time
from collections import Counter
from dataclasses import replace

import pytest

from codegarden.store import Store
from codegarden.store.owners import is_dead, this_owner
from codegarden.tuning import SearchSpace, Status, Trial, search

SPACE = SearchSpace.from_dicts(
    [
        {"name": "rate", "kind": "log_float", "low": 1e-4, "high": 0.1},
        {"name": "units", "kind": "integer", "low": 1, "high": 64},
    ]
)
RUNNING = Trial("lstm", 0, {"units": 1}, None, Status.RUNNING)


def row(number=0, **changes):
    return vars(replace(RUNNING, number=number, **changes))


def ended(number, value):
    return row(number, status="complete", value=value)


def test_a_trial_is_claimed_once_and_its_end_is_never_changed(store, database_url):
    with (
        Store(database_url) as other,
        store.trials.study("lstm") as one,
        other.trials.study("lstm") as two,
    ):
        assert one.claim(row())
        assert not two.claim(row())
        assert one.claim(row()), "as after a lost answer"
        assert not two.end(ended(0, 7.0))
        assert store.trials.read("lstm") == []
        assert [each["status"] for each in two.trials()] == ["running"]
        assert one.end(ended(0, 3.0))
        assert one.end(ended(0, 3.0)), "as after a lost answer"
        assert not one.end(ended(0, 4.0))
        assert not two.claim(row())
        assert [each["value"] for each in store.trials.read("lstm")] == [3.0]


def test_a_silent_claim_is_taken_over_and_its_owner_comes_too_late(store, database_url):
    with Store(database_url) as other, store.trials.study("lstm") as one:
        assert one.claim(row())
        two = other.trials.study("lstm", stale_s=0.0)
        time.sleep(0.01)
        assert [each["status"] for each in two.trials()] == ["interrupted"]
        assert two.claim(row())
        assert not one.end(ended(0, 3.0))
        assert two.end(ended(0, 5.0))
        assert [each["value"] for each in store.trials.read("lstm")] == [5.0]


def test_a_heartbeat_keeps_a_claim(store):
    study = store.trials.study("lstm", stale_s=1.0)
    with study:
        assert study.claim(row())
        time.sleep(1.5)
        [trial] = study.trials()
        assert trial["status"] == "running"


def test_a_closed_study_leaves_its_claims_to_others(store):
    with store.trials.study("lstm") as one:
        assert one.claim(row())
    [trial] = store.trials.read("lstm")
    assert trial["status"] == "interrupted"
    with store.trials.study("lstm") as two:
        assert two.claim(row(parameters={"units": 2}))
        assert two.end(ended(0, 1.0) | {"parameters": {"units": 2}})
    assert [each["parameters"] for each in store.trials.read("lstm")] == [{"units": 2}]


def claim_and_wait(url, ready):
    with Store(url) as store:
        assert store.trials.study("lstm").claim(row())
        ready.set()
        signal.pause()


def test_the_claims_of_a_killed_process_are_free_at_once(tmp_path):
    url = f"sqlite:///{tmp_path / 'garden.sqlite'}"
    with Store(url) as store:
        store.create()
        context = multiprocessing.get_context("spawn")
        ready = context.Event()
        process = context.Process(target=claim_and_wait, args=(url, ready))
        process.start()
        assert ready.wait(60)
        with store.trials.study("lstm") as study:
            assert not study.claim(row())
            process.kill()
            process.join()
            assert study.claim(row())


def test_owners_of_other_machines_are_not_said_to_be_dead():
    mine = this_owner()
    assert mine != this_owner()
    assert not is_dead(mine)
    assert not is_dead(mine.replace(mine.partition("/")[0], "elsewhere"))
    place, pid, _, number = mine.rsplit("/", 3)
    assert is_dead(f"{place}/{pid}/{time.time() - 1e6:.2f}/{number}"), "its number was used again"
    assert not is_dead("")


def test_two_searches_share_a_study(store, database_url):
    ran, results = Counter(), []
    lock = threading.Lock()

    def objective(parameters, trial):
        with lock:
            ran[trial.number] += 1
        time.sleep(0.02)
        return parameters["units"] * parameters["rate"]

    def tune():
        with Store(database_url) as own, own.trials.study("lstm") as shared:
            results.append(search(objective, SPACE, 8, 0, shared=shared, study="lstm"))

    threads = [threading.Thread(target=tune) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ran == Counter(range(8))
    assert results[0] == results[1] == [Trial(**one) for one in store.trials.read("lstm")]
    assert len({str(trial.parameters) for trial in results[0]}) == 8


def test_a_shared_study_gives_the_trials_of_a_search_alone(store):
    def objective(parameters, trial):
        return parameters["units"] * parameters["rate"]

    with store.trials.study("lstm") as shared:
        several = search(objective, SPACE, 9, 3, shared=shared, study="lstm")
    alone = search(objective, SPACE, 9, 3, study="lstm")
    assert [(one.number, one.parameters, one.value) for one in several] == [
        (one.number, one.parameters, one.value) for one in alone
    ]


def test_a_trial_whose_claim_is_lost_is_dropped(store, database_url):
    def objective(parameters, trial):
        if trial.number == 1:
            with Store(database_url) as other:
                thief = other.trials.study("lstm", stale_s=-1.0)
                [claimed] = [one for one in thief.trials() if one["number"] == 1]
                assert thief.claim(claimed | {"status": "running"})
                assert thief.end(claimed | {"status": "complete", "value": -7.0})
        return 1.0

    with store.trials.study("lstm") as shared:
        trials = search(objective, SPACE, 3, 0, shared=shared, study="lstm")
    assert [trial.value for trial in trials] == [1.0, -7.0, 1.0]


def test_an_interrupted_trial_is_left_to_the_next_search(store):
    def stopped(parameters, trial):
        if trial.number == 2:
            raise KeyboardInterrupt
        return 1.0

    with store.trials.study("lstm") as shared, pytest.raises(KeyboardInterrupt):
        search(stopped, SPACE, 4, 0, shared=shared, study="lstm")
    stopped_at = [one["status"] for one in store.trials.read("lstm")]
    assert stopped_at == ["complete"] * 2 + ["interrupted"]
    with store.trials.study("lstm") as shared:
        trials = search(lambda *_: 1.0, SPACE, 4, 0, shared=shared, study="lstm")
    assert [trial.status for trial in trials] == ["complete"] * 4
