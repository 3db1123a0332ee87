"""How many terms the search evaluates in a second of processor time, on one core and on two.

The tasks are shipped problems, each with the inputs and outputs of its test cases. What counts is
``Clock.tried``: terms that were evaluated on all rows of their context, new behaviour or not.
Seconds are those of the processor that the searches' processes took from start to end, so that a
busy machine changes nothing.
"""

import resource
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from codegarden.importers import examples
from codegarden.program import Problem
from codegarden.settings import load
from codegarden.synthesis.counting import Asked, Counts
from codegarden.synthesis.examples import calls_of
from codegarden.synthesis.mixture import CountedWeights
from codegarden.synthesis.portfolio import Portfolio
from codegarden.synthesis.productions import language
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.retrieval import leave_out
from codegarden.synthesis.tasks import Task
from codegarden.synthesis.weights import Weights

TICK_S = 0.001  # no less than the kernel counts


def run(
    seconds: Annotated[float, typer.Option(help="seconds for a task and a process")] = 5.0,
    limit: Annotated[int, typer.Option(help="so many of the problems, evenly chosen")] = 20,
    counted: Annotated[bool, typer.Option(help="weights counted on the other problems")] = False,
    processes: Annotated[int, typer.Option(help="processes that are compared with one")] = 2,
    seed: int = 0,
) -> dict[str, Any]:
    """Print the rate for each task, and return the figures.

    Returns
    -------
    dict
        ``tasks``; ``expressions_per_second`` of one process, ``two_processes`` of both together
        (or of as many as were asked for), both over all tasks; ``ratio`` of the two, None where
        one process came to nothing.
    """
    problems = [p for p in examples.read(load().data / "examples") if calls_of(p.tests)[1]]
    count = min(limit, len(problems)) or len(problems)
    chosen = [problems[place * len(problems) // count] for place in range(count)]
    totals = {1: (0, 0.0), processes: (0, 0.0)}
    for problem in chosen:
        task = task_of(problem, problems if counted else ())
        rates = []
        for number, (tried, spent) in totals.items():
            more, cpu = measured(task, seconds, number, seed)
            totals[number] = tried + more, spent + cpu
            rates.append(number * more / max(cpu, TICK_S))
        shown = "  ".join(f"{rate:>10,.0f}/s" for rate in rates)
        print(f"{problem.name:36} {shown}", flush=True)
    one, more = (number * tried / max(spent, TICK_S) for number, (tried, spent) in totals.items())
    return {
        "tasks": len(chosen),
        "expressions_per_second": round(one),
        "two_processes": round(more),
        "ratio": round(more / one, 2) if one else None,
    }


def task_of(problem: Problem, known: Sequence[Problem]) -> Task:
    """Return the task of a problem's test cases, with weights counted on other known problems."""
    name, pairs = calls_of(problem.tests)
    inputs, outputs = zip(*pairs, strict=True)
    params = tuple("abcdefgh"[: len(inputs[0])])
    weights = Weights(language())
    if known:
        counts = Counts(leave_out(known, problem), Recognizer(language()))
        weights = CountedWeights(language(), counts, Asked.by(problem))
    return Task(name, params, inputs, outputs, problem.description, weights=weights)


def measured(task: Task, seconds: float, processes: int, seed: int) -> tuple[int, float]:
    """Return how many terms a portfolio evaluates, and the processor's seconds that it takes."""
    began = cpu_of_children()
    with Portfolio(task, seconds, processes, seed) as portfolio:
        while not portfolio.done:
            portfolio.poll(seconds)
    return portfolio.tried, cpu_of_children() - began


def cpu_of_children() -> float:
    """Return the processor's seconds that all processes started here and ended took."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
