"""The same programs and trials here and on a cluster of this machine, measured in one run."""

import math
import pickle
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from codegarden.cluster import Judging, run_tasks
from codegarden.cluster.judging import Judge
from codegarden.evaluation import evaluate
from codegarden.importers import examples
from codegarden.program import Program, TestCase
from codegarden.sandbox import Limits, Sandbox
from codegarden.settings import load
from codegarden.tuning import SearchSpace, TrialHandle, search

SPACE = SearchSpace.from_dicts([{"name": "x", "kind": "float", "low": -1.0, "high": 1.0}])
TRIAL_S = 0.3  # processor's seconds of a trial
EMPTY = 50  # chunks without programs, to measure what a chunk costs beside them


@dataclass(frozen=True)
class Work:
    """Programs, and the tests of each."""

    programs: Sequence[Program]
    tests: dict[str, tuple[TestCase, ...]]

    def tests_of(self, program: Program) -> tuple[TestCase, ...]:
        """Return the tests of a program."""
        return self.tests[program.problem]

    @property
    def jobs(self) -> int:
        """How many programs x tests there are."""
        return sum(len(self.tests_of(program)) for program in self.programs)


def work(programs: int) -> Work:
    """Return so many different programs: those of the shipped examples, with a number each."""
    problems = [p for p in examples.read(load().data / "examples") if p.programs and p.tests]
    given = [program for problem in problems for program in problem.programs]
    made = [
        replace(one, source=f"{one.source}\n# {number}\n")
        for number in range(math.ceil(programs / len(given)))
        for one in given
    ]
    step = max(1, len(made) // programs)
    return Work(made[::step][:programs], {p.name: tuple(p.tests) for p in problems})


def seconds_here(given: Work, judges: int) -> float:
    """Return the seconds of the programs in a sandbox of this process."""
    with Sandbox(judges) as sandbox:
        started = time.perf_counter()
        evaluate(given.programs, given.tests_of, sandbox)
        return time.perf_counter() - started


def seconds_there(given: Work, executor: Executor) -> tuple[float, list[float]]:
    """Return the seconds of the programs on a cluster, and those of each chunk on its worker."""
    judging = Judging(executor)
    started = time.perf_counter()
    evaluate(given.programs, given.tests_of, judging)
    return time.perf_counter() - started, judging.chunk_seconds


def overhead(executor: Executor) -> float:
    """Return the seconds that a chunk costs beside its programs, one chunk after the other."""
    judge = Judge(Limits(), "full")
    list(run_tasks(executor, judge, [[]] * 3))
    times = []
    for _ in range(EMPTY):
        started = time.perf_counter()
        executor.submit(judge, []).result()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def hand_out(executor: Executor) -> float:
    """Return the seconds of client and scheduler for a chunk, many of which are under way."""
    judge = Judge(Limits(), "full")
    started = time.perf_counter()
    futures = [executor.submit(judge, []) for _ in range(EMPTY)]
    for future in futures:
        future.result()
    return (time.perf_counter() - started) / EMPTY


def chunk_bytes(given: Work, size: int) -> int:
    """Return how many bytes a chunk of so many programs has on its way."""
    chunk = [(n, (p, given.tests_of(p))) for n, p in enumerate(given.programs[:size])]
    return len(pickle.dumps(chunk))


def objective(parameters: dict[str, Any], trial: TrialHandle) -> float:
    """Take ``TRIAL_S`` of processor time."""
    started = time.process_time()
    while time.process_time() - started < TRIAL_S:
        sum(range(1000))
    return parameters["x"] ** 2


def seconds_of_trials(trials: int, executor: Executor, parallel: int) -> float:
    """Return the seconds of a search."""
    started = time.perf_counter()
    search(objective, SPACE, trials, 0, executor=executor, parallel=parallel)
    return time.perf_counter() - started


def pool(workers: int) -> ProcessPoolExecutor:
    """Return a pool of processes of this machine, to compare with."""
    made = ProcessPoolExecutor(workers)
    list(made.map(abs, range(workers)))
    return made
