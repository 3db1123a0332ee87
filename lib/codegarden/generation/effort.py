"""What weights are worth to the search: expressions and processor time until a right program.

The same problems are searched for under each kind of weights, several at once, for the same
processor time each, so that a busy machine changes nothing. A problem's reference program says
which program is right; whether the search would choose it is not asked here.
"""

import signal
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context

import pandas as pd

from codegarden.generation.agreement import agrees_with, passes
from codegarden.generation.generate import understand
from codegarden.generation.given import given_tests
from codegarden.program import Problem, Program
from codegarden.sandbox import Sandbox
from codegarden.synthesis.search import Search
from codegarden.synthesis.tasks import Task
from codegarden.synthesis.values import OutOfTimeError
from codegarden.synthesis.weights import Weights
from codegarden.synthesis.worker import GRACE, late

JUDGED = 12  # programs of a search that are run beside the reference, the first

Weigh = Callable[[Problem], Weights]


@dataclass(frozen=True)
class Passing:
    """A program that gives all expected outputs, and how long the search took to it.

    ``tried`` are expressions, ``seconds`` of processor time.
    """

    source: str
    tried: int
    seconds: float


@dataclass(frozen=True)
class Effort:
    """What a search took to a program that passes the tests, and to a right one; None: never.

    ``tried`` are the expressions of the whole search.
    """

    tried: int = 0
    passing: Passing | None = None
    right: Passing | None = None


def posed(problem: Problem) -> Task | None:
    """Return a problem as the task of a search, None where its tests don't say what is wanted."""
    tests = given_tests(list(problem.tests))
    specification, _, given = understand(problem.description, problem.entry_point, tests, "rules")
    params = tuple(each.name for each in specification.parameters)
    if not given.pairs or any(len(args) != len(params) for args, _ in given.pairs):
        return None
    inputs, outputs = zip(*given.pairs, strict=True)
    told = (problem.description, specification.constants)
    return Task(specification.entry_point, params, inputs, outputs, *told)


def efforts(
    problems: Sequence[Problem],
    kinds: Mapping[str, Weigh],
    seconds: float,
    sandbox: Sandbox,
    processes: int = 1,
    on_problem: Callable[[int], None] = lambda done: None,
) -> dict[str, list[Effort]]:
    """Return for each kind of weights an effort a problem, in the problems' order.

    A search has so many ``seconds`` of processor time; a problem that is no task of the search
    counts as not solved. ``on_problem`` is called with the number of problems that are done.
    """
    tasks = [posed(problem) for problem in problems]
    jobs = [
        (replace(task, weights=weigh(problem)), seconds)
        for problem, task in zip(problems, tasks, strict=True)
        if task is not None
        for weigh in kinds.values()
    ]
    found: dict[str, list[Effort]] = {name: [] for name in kinds}
    # spawned, since what holds TensorFlow cannot be forked
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        answers = pool.map(searched, jobs)
        for done, (problem, task) in enumerate(zip(problems, tasks, strict=True), start=1):
            for each in found.values():
                passing, tried = next(answers) if task is not None else ([], 0)
                each.append(judged(problem, passing, tried, sandbox))
            on_problem(done)
    return found


def searched(job: tuple[Task, float]) -> tuple[list[Passing], int]:
    """Return the first programs that give all expected outputs, and how many terms were tried.

    A production that goes on after the end of the time is broken off.
    """
    task, seconds = job
    began = time.process_time()
    engine = Search(task, now=time.process_time)
    found: list[Passing] = []
    signal.signal(signal.SIGVTALRM, late)  # the timer of ``broken_off``, inside, is another
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds + GRACE)
    try:
        for each in engine.search(seconds):
            if each is not None and each.passed == each.rows:
                gone = time.process_time() - began
                found.append(Passing(each.source, engine.clock.tried, gone))
            if len(found) == JUDGED:
                break
    except OutOfTimeError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
    return found, engine.clock.tried


def judged(problem: Problem, found: Sequence[Passing], tried: int, sandbox: Sandbox) -> Effort:
    """Return the first program that passes all tests of a problem, and the first right one."""
    passing = None
    for each in found:
        program = Program(each.source, problem.entry_point)
        if passes(problem, program, sandbox):
            passing = passing or each
            if agrees_with(problem, program, sandbox):
                return Effort(tried, passing, each)
    return Effort(tried, passing)


def effort_table(found: Mapping[str, Sequence[Effort]]) -> pd.DataFrame:
    """Return a row for each kind of weights.

    ``problems``; the expressions ``tried`` on all of them; how many are ``solved`` (a program
    passes the tests) and ``right`` (one does what the reference does); medians over the problems
    that it got right of ``expressions`` and of ``seconds``, of processor time, until then.
    """
    rows = {}
    for name, each in found.items():
        right = [one.right for one in each if one.right]
        rows[name] = {
            "problems": len(each),
            "tried": sum(one.tried for one in each),
            "solved": sum(one.passing is not None for one in each),
            "right": len(right),
            "expressions": statistics.median(one.tried for one in right) if right else None,
            "seconds": statistics.median(one.seconds for one in right) if right else None,
        }
    return pd.DataFrame(rows).T


def both_right(a: Sequence[Effort], b: Sequence[Effort]) -> Iterator[tuple[Passing, Passing]]:
    """Yield the right programs of the problems for which both kinds of weights have one."""
    for one, other in zip(a, b, strict=True):
        if one.right and other.right:
            yield one.right, other.right
