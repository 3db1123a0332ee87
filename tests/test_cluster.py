"""Jobs give the same here and on a cluster; what dies there is run again, set aside or told."""

import json
import os
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial

import pytest

from codegarden import evaluation, settings
from codegarden.benchmarks import _repairing, _scale_runs, choice, mbpp, pbe
from codegarden.benchmarks._scale_model import Measured, simulate
from codegarden.cluster import (
    ExecutionError,
    Here,
    Judging,
    Progress,
    connect,
    judges,
    progress_line,
    run_tasks,
    with_sandbox,
)
from codegarden.cluster.judging import CHUNK_S, Chunks
from codegarden.cluster.version import version
from codegarden.program import Outcome, Program, TestCase
from codegarden.repair import Budget
from codegarden.sandbox import Limits, Sandbox
from codegarden.store import Store
from codegarden.tuning import SearchSpace, search

TESTS = [TestCase(str(n), args=(n,), expected=n * n) for n in range(3)]
PROGRAMS = [
    *(Program(f"def f(x):\n    return x * x + {n % 3}", "f", f"square/{n % 7}") for n in range(40)),
    Program("def f(x):\n    return 1 / 0", "f", "square/0"),
    Program("def f(x:", "f", "square/1"),
]
PROGRAMS = [Program(f"{one.source}\n# {n}", "f", one.problem) for n, one in enumerate(PROGRAMS)]


@pytest.fixture(scope="module")
def two():
    """An executor of two workers."""
    with connect("local:2") as executor:
        yield executor


@pytest.fixture(scope="module")
def one():
    """An executor of one worker."""
    with connect("local:1") as executor:
        yield executor


def table_of(sandbox, **options):
    table = evaluation.evaluate(PROGRAMS, lambda program: TESTS, sandbox, **options)
    return table.drop(columns="cpu_s")


def double(number):
    return 2 * number


def fails(number):
    raise ZeroDivisionError(f"at {number}")


def kill_at(deadly, number):
    if number == deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def kill_once(path, number):
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return number
    os.kill(os.getpid(), signal.SIGKILL)


def ran_outcome(sandbox, program):
    return [verdict.outcome for verdict in sandbox.run(program, TESTS)], os.getpid()


def judged_by_whom(program):
    return with_sandbox(ran_outcome, Limits(), "full", program)


def bowl(parameters, trial):
    trial.report(1, {"loss": parameters["x"] ** 2})
    return parameters["x"] ** 2


def test_the_same_verdicts_here_and_on_one_and_on_two_workers(one, two):
    with Sandbox(1) as sandbox:
        here = table_of(sandbox)
    assert set(here["outcome"]) == {"pass", "wrong", "exception", "syntax_error"}
    assert here.equals(table_of(Judging(two)))
    assert here.equals(table_of(Judging(Here())))
    assert here.equals(table_of(Judging(one)))


def test_verdicts_are_stored_as_they_come_and_asked_for_in_batches(two, store):
    asked = []

    def known(jobs):
        asked.append(len(jobs))
        return store.verdicts.finished(jobs)

    with store.verdicts.recording() as record:
        first = table_of(Judging(two), record=record, known=known)
    again = table_of(None_runs(), known=known)
    assert asked == [len(PROGRAMS)] * 2
    assert first.equals(again)
    assert store.counts()["verdicts"] == len(PROGRAMS) * len(TESTS)


class None_runs:
    """A sandbox that must not be needed."""

    def map(self, jobs):
        assert list(jobs) == []
        return iter(())


@pytest.mark.parametrize("executor", [Here(), ThreadPoolExecutor(3)])
def test_any_executor_will_do(executor):
    seen = []
    results = dict(run_tasks(executor, double, range(20), progress=seen.append, total=20))
    assert results == {number: 2 * number for number in range(20)}
    assert [one.done for one in seen] == list(range(1, 21))
    with pytest.raises(ZeroDivisionError, match=r"at \d"):  # of three threads any may be first
        list(run_tasks(executor, fails, range(3)))


def test_items_are_read_no_further_than_there_is_room():
    read = []

    def endless():
        number = 0
        while True:
            read.append(number)
            yield number
            number += 1

    with ThreadPoolExecutor(1) as executor, closing(run_tasks(executor, double, endless())) as run:
        next(run)
    assert len(read) <= 4


def test_a_sandbox_is_kept_from_job_to_job(two):
    results = [result for _, result in run_tasks(two, judged_by_whom, PROGRAMS[:6])]
    assert [len(outcomes) for outcomes, _ in results] == 6 * [len(TESTS)]
    assert os.getpid() not in {pid for _, pid in results}


class KilledWorker(Exception):
    """What the scheduler raises for every job that waited at a worker that died."""


def dies_or_waits_there(deadly, tried, number):
    tried.append(number)
    if number == deadly or tried.count(number) == 1:
        raise KilledWorker
    return number


def test_what_waited_beside_a_deadly_job_is_run_alone():
    tried = []
    call = partial(dies_or_waits_there, 3, tried)
    with ThreadPoolExecutor(2) as executor:
        results = dict(run_tasks(executor, call, range(6), lost=lambda item, why: why))
    assert results.pop(3) == "the job killed the workers that tried it"
    assert results == {number: number for number in (0, 1, 2, 4, 5)}
    with pytest.raises(ExecutionError, match="killed the workers that tried it"):
        list(run_tasks(Here(), partial(dies_or_waits_there, 3, []), [3]))


def test_what_is_queued_is_cancelled_when_nobody_wants_it(two):
    with closing(run_tasks(two, time.sleep, [0.2] * 50)) as run:
        next(run)
    deadline = time.monotonic() + 20
    while any(two.client.processing().values()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(two.client.processing().values())


def test_the_same_trials_of_a_design_here_and_on_two_workers(two):
    space = SearchSpace.from_dicts([{"name": "x", "kind": "float", "low": -1.0, "high": 1.0}])
    alone = search(bowl, space, 8, 0, initial=8)
    shared = search(bowl, space, 8, 0, initial=8, executor=two, parallel=2)
    assert [(one.parameters, one.value) for one in alone] == [
        (one.parameters, one.value) for one in shared
    ]


def test_tuners_on_a_cluster_share_a_study(two, tmp_path):
    space = SearchSpace.from_dicts([{"name": "x", "kind": "float", "low": -1.0, "high": 1.0}])
    url = f"sqlite:///{tmp_path / 'garden.sqlite'}"

    def tune(_):
        with Store(url) as store, store.trials.study("s") as shared:
            return search(bowl, space, 10, 0, executor=two, parallel=2, shared=shared, study="s")

    with Store(url) as store:
        store.create()
    with ThreadPoolExecutor(2) as threads:
        one, other = threads.map(tune, range(2))
    assert one == other
    assert [trial.number for trial in one] == list(range(10))
    assert len({trial.parameters["x"] for trial in one}) == 10


WRONG = Program("def top(a, b):\n    return a if a < b else b\n", "top", "tops/top", False)
RIGHT = Program("def top(a, b):\n    return max(a, b)\n", "top", "tops/top", True)
TOPS = [TestCase(str(n), args=args, expected=max(args)) for n, args in enumerate([(1, 2), (4, 3)])]


def test_repairs_give_the_same_on_a_cluster(two, monkeypatch):
    def rows():
        task = _repairing.Task("top", WRONG, TOPS, [RIGHT])
        options = _repairing.Options(Budget(600.0, evaluations=200))
        repaired = list(_repairing.repair_all([task, task], options))
        wanted = ("name", "code", "plausible", "correct", "evaluations")
        return [{name: row[name] for name in wanted} for row in repaired]

    here = rows()
    assert [row["correct"] for row in here] == [True, True]
    monkeypatch.setenv("CODEGARDEN_CLUSTER", two.client.scheduler.address)
    assert rows() == here


GREATEST = {
    "task_id": 3,
    "text": "The greatest of the numbers.",
    "code": "def greatest(xs):\n    return max(xs)\n",
    "test_list": [
        "assert greatest([4, 9]) == 9",
        "assert greatest([5, 2, 3]) == 5",
        "assert greatest([1, 8, 6, 8]) == 8",
        "assert greatest([-3, -7, -2]) == -2",
    ],
}
FIRST = {
    "name": "first letter",
    "params": ["word"],
    "train": [
        ["('pear',)", "'p'"],
        ["('fig',)", "'f'"],
        ["('',)", "''"],
        ["('the end',)", "'t'"],
    ],
    "hidden": [["('apple',)", "'a'"]],
}


def test_generations_give_the_same_on_a_cluster(two, tmp_path, monkeypatch):
    """As good, that is: which of several that pass is found depends on the time there is."""
    file, out = tmp_path / "tasks.jsonl", tmp_path / "rows.jsonl"

    def rows():
        file.write_text(json.dumps(FIRST))
        pbe.run(file, seconds=8.0, out=out, limit=0, processes=1)
        made = [json.loads(line) for line in out.open()]
        file.write_text(json.dumps(GREATEST))
        mbpp.run(file, ids="3", seconds=20.0, out=out, processes=1, corpus=None)
        made += [json.loads(line) for line in out.open()]
        made += choice.searched(file, 20.0, 0, 2, False, out, "", "", 1, 0)
        assert [json.loads(line) for line in out.open()] == made[2:]
        return [(row["task"], row["status"] in ("solved", "plausible")) for row in made]

    here = rows()
    assert here == [("first letter", True), ("mbpp/3", True), ("mbpp/3", True)]
    monkeypatch.setenv("CODEGARDEN_CLUSTER", two.client.scheduler.address)
    assert rows() == here


def slept(seconds):
    started = time.perf_counter()
    time.sleep(seconds)
    return time.perf_counter() - started


def test_the_simulation_holds_against_measured_runs(one, two):
    """Within 15 %, once in three tries: the machine may be busy, the model may not be wrong."""
    for workers, executor in ((1, one), (2, two)):
        errors = []
        while len(errors) < 3 and min(errors, default=1.0) > 0.15:
            hand_out, latency = _scale_runs.hand_out(executor), _scale_runs.overhead(executor)
            started = time.perf_counter()
            run = run_tasks(executor, slept, [0.3 + 0.1 * (n % 4) for n in range(5 * workers)])
            chunks = [seconds for _, seconds in sorted(run)]
            measured = time.perf_counter() - started
            foreseen = simulate(Measured(chunks, hand_out, latency, 0.0), workers).seconds
            errors.append(abs(foreseen / measured - 1))
        assert min(errors) <= 0.15, (workers, errors)


def test_workers_of_other_code_get_no_jobs(two, monkeypatch):
    other = version()._replace(lock="abcdefabcdef")
    monkeypatch.setattr("codegarden.cluster.worker.version", lambda: other)
    address, mine = two.client.scheduler.address, re.escape(str(version()))
    with pytest.raises(ExecutionError, match=rf"^worker tcp\S+ has codegarden {mine}; this is .*"):
        connect(address).__enter__()


def test_an_address_that_nobody_answers_is_told_in_one_line(monkeypatch):
    monkeypatch.setattr("codegarden.cluster.connecting.CONNECT_S", 0.5)
    with pytest.raises(ExecutionError, match=r"^no scheduler answers at tcp://127.0.0.1:9: start"):
        connect("tcp://127.0.0.1:9").__enter__()
    with pytest.raises(ExecutionError, match="CODEGARDEN_CLUSTER is 'many': write local:2"):
        connect("many").__enter__()


def test_the_settings_choose_who_judges():
    options = settings.load({"CODEGARDEN_CLUSTER": "", "CODEGARDEN_WORKERS": "1"})
    with judges(options) as sandbox:
        assert isinstance(sandbox, Sandbox)
    with pytest.raises(ExecutionError), judges(settings.load({"CODEGARDEN_CLUSTER": "x"})):
        pass


def test_chunks_grow_to_what_takes_a_second():
    chunks = Chunks((program, TESTS) for program in PROGRAMS * 100)
    sizes = []
    for chunk in chunks:
        sizes.append(len(chunk))
        chunks.learn(len(chunk), len(chunk) * 0.005)
    assert sizes[0] == 8
    assert max(sizes) == int(CHUNK_S / 0.005)
    assert sum(sizes) == 100 * len(PROGRAMS)


def test_progress_tells_workers_rate_and_what_is_left():
    line = progress_line(Progress(done=1500, total=2000, workers=8, seconds=30.0))
    assert line == "1,500 of 2,000 · 8 workers · 50.0 a second · 10 s left"
    assert progress_line(Progress(0, 0, 1, 0.0)) == "0 · 1 workers · 0.0 a second"


def test_a_chunk_that_is_given_up_has_harness_errors(capsys):
    class Deadly(Here):
        def submit(self, call, *arguments):
            future = super().submit(double, 1)
            future.__class__ = type("Dead", (type(future),), {"exception": lambda self: dead})
            return future

    dead = type("KilledWorker", (Exception,), {})()
    table = table_of(Judging(Deadly()))
    assert set(table["outcome"]) == {str(Outcome.HARNESS_ERROR)}
    assert "programs are set aside (square/" in capsys.readouterr().err


# last, since a busy machine may not start a worker again that was killed


def test_a_lost_workers_job_runs_again(two, tmp_path):
    call = partial(kill_once, tmp_path / "killed")
    assert sorted(result for _, result in run_tasks(two, call, range(6))) == list(range(6))


def test_a_job_that_kills_its_workers_is_set_aside(two):
    lost = dict(run_tasks(two, partial(kill_at, 3), [3], lost=lambda item, why: f"{item}: {why}"))
    assert lost == {0: "3: the job killed the workers that tried it"}
