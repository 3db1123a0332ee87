"""The benchmark of the search's speed: a short run of one task gives all figures."""

from codegarden.benchmarks import rate


def test_a_task_is_measured_with_one_process_and_with_more():
    found = rate.run(seconds=0.5, limit=1, counted=False, processes=2, seed=0)
    assert found["tasks"] == 1
    assert min(found["expressions_per_second"], found["two_processes"], found["ratio"]) > 0
