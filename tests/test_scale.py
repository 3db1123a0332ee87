"""The simulation says what more workers give and what stops them; a database is measured whole."""

import json

import pytest

from codegarden.benchmarks import _scale_kills, _scale_runs, _scale_store
from codegarden.benchmarks._scale_model import Measured, forecast, simulate
from codegarden.cluster import ExecutionError, local
from codegarden.store import Store

CHUNKS = Measured([1.0] * 64, hand_out=0.001, transfer=0.001, store=0.01)


def test_one_worker_takes_the_sum_and_more_share_it():
    assert simulate(CHUNKS, 1).seconds == pytest.approx(64, rel=0.01)
    assert simulate(CHUNKS, 8).seconds == pytest.approx(8, rel=0.05)
    assert simulate(CHUNKS, 8).bound() == "the workers"
    uneven = Measured([1.0] * 7 + [9.0], 0.0, 0.0, 0.0)
    assert simulate(uneven, 8).seconds == pytest.approx(9)


@pytest.mark.parametrize(
    ("part", "name"), [("store", "storing verdicts"), ("hand_out", "handing out chunks")]
)
def test_what_serves_all_workers_bounds_them(part, name):
    slow = Measured(**{**vars(CHUNKS), "chunks": [1.0] * 400, part: 0.2})
    found = simulate(slow, 64)
    assert found.bound() == name
    assert found.seconds == pytest.approx(400 * 0.21, rel=0.1)
    said = forecast(slow, 64, 400)
    assert said["bound"] == name
    assert said["saturates_at"] == 5
    assert said["speedup"] == pytest.approx(1.2 / 0.21, rel=0.2)


def test_a_database_is_filled_started_from_and_explained(store):
    rates = _scale_store.fill(store, 800)
    assert store.counts()["verdicts"] == 8000
    assert set(rates) == {"programs_per_cpu_s", "verdicts_per_cpu_s", "verdicts_per_s"}
    assert _scale_store.start(store)["start_s"] > 0
    assert _scale_store.read_back(store)["read_per_cpu_s"] > 0
    plans = _scale_store.plans(store)
    assert set(plans) == set(_scale_store.HOT)
    assert all(plans.values())
    # no long table is read whole for a few of its rows
    quick = ("finished, by identities", "a page of verdicts", "trials of a study")
    for line in (line for name in quick for line in plans[name]):
        assert "SCAN" not in line
        assert ": ALL" not in line or line.startswith("p:")


def test_the_work_is_of_different_programs_that_have_tests():
    given = _scale_runs.work(300)
    assert len({one.sha256 for one in given.programs}) == 300
    assert all(given.tests_of(one) for one in given.programs)


def test_what_is_done_again_is_counted(tmp_path):
    figures = {"doubled": 0, "lost": 0}
    held = ({("p", "t")}, {3: (1.0, {})})
    assert _scale_kills.count_doubled(figures, held, tmp_path, 0) == 0
    for words in (("judged", "p", ["t", "u"]), ("began", 3), ("began", 4)):
        _scale_kills.note(tmp_path / "journal", *words)
    assert _scale_kills.count_doubled(figures, held, tmp_path, 0) == 3
    assert figures["doubled"] == 2
    with Store(f"sqlite:///{tmp_path / 'scale.sqlite'}") as store:
        store.create()
    _scale_kills.checked(figures, held, tmp_path)
    assert figures["lost"] == 2


def test_a_cluster_goes_up_once_and_down(tmp_path):
    with pytest.raises(ExecutionError, match="no cluster runs here: start one"):
        local.address(tmp_path)
    found = local.up(tmp_path, 1)
    try:
        [worker] = found["workers"].values()
        assert any("sandbox full" in name for name in worker["able"])
        assert local.information(local.address(tmp_path)) == found
        with pytest.raises(ExecutionError, match="a cluster runs already"):
            local.up(tmp_path, 1)
        noted = json.loads((tmp_path / "processes.json").read_text())
    finally:
        assert local.down(tmp_path)
    assert not local.down(tmp_path)
    assert not any(map(local.alive, noted))
