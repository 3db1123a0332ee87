"""How many of the shipped incorrect examples are repaired from their tests alone.

The bugs are a person's, not an operator's, and some take several edits. No correct program of the
same problem takes part in the search. ``--half even`` are the problems on which operators were
designed, ``--half odd`` those on which they are measured; problems with one incorrect program or
none, which are there to learn words from, are in neither. The order of the search is fitted to all
but the odd ones.
"""

from pathlib import Path
from random import Random
from typing import Annotated, Any

import typer

from codegarden.benchmarks._repairing import Options, Task, library_model, measured
from codegarden.importers import examples
from codegarden.program import Problem, Program
from codegarden.repair import Budget
from codegarden.settings import load

SEVERAL = 2  # incorrect programs of a problem that takes part
HALVES = {"": slice(None), "even": slice(0, None, 2), "odd": slice(1, None, 2)}


class HalfError(ValueError):
    """A half of the problems that there is not."""


def run(
    half: Annotated[str, typer.Option(help="even or odd; all problems without")] = "",
    sample: Annotated[int, typer.Option(help="programs of each problem; 0 is all")] = 1,
    limit: Annotated[int, typer.Option(help="programs in all, evenly chosen; 0 is all")] = 0,
    seconds: Annotated[float, typer.Option(help="budget for one program")] = 30.0,
    evaluations: Annotated[int, typer.Option(help="budget in programs run; 0: none")] = 0,
    out: Annotated[Path | None, typer.Option(help="a row a program, as JSON Lines")] = None,
    seed: Annotated[int, typer.Option(help="of the sample, search and inputs")] = 0,
    workers: Annotated[int, typer.Option(help="processes side by side")] = 2,
    ablation: Annotated[bool, typer.Option(help="also without each part of the search")] = False,
) -> dict[str, Any]:
    """Repair incorrect examples and return the figures."""
    tasks = chosen(half, sample, limit, seed)
    options = Options(Budget(seconds, evaluations or None), seed, workers, library_model())
    return measured(tasks, options, out, ablation)


def incorrect(problem: Problem) -> list[Program]:
    """Return the incorrect programs of a problem."""
    return [one for one in problem.programs if one.is_correct is False]


def chosen(half: str, sample: int, limit: int, seed: int) -> list[Task]:
    """Return incorrect examples, each with the correct programs of its problem."""
    if half not in HALVES:
        raise HalfError(f"--half is {half!r}: give even or odd, or leave it out")
    tasks = []
    problems = [p for p in examples.read(load().data / "examples") if len(incorrect(p)) >= SEVERAL]
    for problem in problems[HALVES[half]]:
        correct = [one for one in problem.programs if one.is_correct]
        wrong = incorrect(problem)
        if sample and sample < len(wrong):
            wrong = Random(f"{seed} {problem.name}").sample(wrong, sample)
        short = problem.name.split("/")[-1]
        tasks += [Task(f"{short}: {one.label}", one, problem.tests, correct) for one in wrong]
    return tasks[:: max(1, len(tasks) // limit)][:limit] if limit else tasks
