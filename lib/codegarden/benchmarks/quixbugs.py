"""How many QuixBugs programs get a patch that passes all tests, and how many of these are right.

QuixBugs (Lin et al. 2017, doi:10.1145/3135932.3135941) in its original layout. The language model
learns from Python's standard library, which holds none of the problems; nothing else is planted.

The 19 public programs were looked at while operators were written; the order is fitted
to other programs (``repair_order --fit``).
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from codegarden.benchmarks._repairing import Options, Task, library_model, measured
from codegarden.benchmarks._solving import language_model
from codegarden.importers import quixbugs
from codegarden.program import Problem
from codegarden.repair import Budget


def run(
    path: Annotated[Path, typer.Argument(help="the folder with python_programs and tests")],
    seconds: Annotated[float, typer.Option(help="budget for one program")] = 60.0,
    evaluations: Annotated[int, typer.Option(help="budget in programs run; 0: none")] = 0,
    out: Annotated[Path | None, typer.Option(help="a row a program, as JSON Lines")] = None,
    seed: Annotated[int, typer.Option(help="of the search and the generated inputs")] = 0,
    only: Annotated[str, typer.Option(help="names of programs, as in gcd,wrap")] = "",
    workers: Annotated[int, typer.Option(help="processes side by side")] = 2,
    ablation: Annotated[bool, typer.Option(help="also without each part of the search")] = False,
    model: Annotated[str, typer.Option(help="folder of an LSTM, in place of the 5-gram")] = "",
) -> dict[str, Any]:
    """Repair each wrong program and return the figures."""
    wanted = {name.strip() for name in only.split(",") if name.strip()}
    tasks = [task(one) for one in quixbugs.read(path)]
    if unknown := wanted - {one.name for one in tasks}:
        raise typer.BadParameter(f"there is no {', '.join(sorted(unknown))}", param_hint="'--only'")
    tasks = [one for one in tasks if not wanted or one.name in wanted]
    budget = Budget(seconds, evaluations or None)
    options = Options(budget, seed, workers, language_model(model) or library_model())
    return measured(tasks, options, out, ablation)


def task(problem: Problem) -> Task:
    """Return a problem's wrong program with its tests and its correct program."""
    [wrong] = [p for p in problem.programs if not p.is_correct]
    correct = [p for p in problem.programs if p.is_correct]
    return Task(problem.name.split("/")[-1], wrong, problem.tests, correct)
