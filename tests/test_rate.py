"""The benchmark of the search's speed: a short run of one task gives all figures."""

from codegarden.benchmarks import rate


def test_a_task_is_measured_with_one_process_and_with_more():
    for seconds in (0.5, 4.0, 32.0):  # a busy machine may not come to any term
        found = rate.run(seconds=seconds, limit=1, counted=False, processes=2, seed=0)
        if found["expressions_per_second"] and found["two_processes"]:
            break
    assert found["tasks"] == 1
    assert min(found["expressions_per_second"], found["two_processes"], found["ratio"]) > 0


def test_a_machine_that_comes_to_nothing_gives_no_ratio(monkeypatch):
    monkeypatch.setattr(rate, "measured", lambda *_: (0, 0.0))
    found = rate.run(seconds=0.1, limit=1, counted=False, processes=2, seed=0)
    assert (found["expressions_per_second"], found["ratio"]) == (0, None)
