"""The shipped problems, leave-one-out: each solved from its description and test cases alone."""

from pathlib import Path
from typing import Annotated

import typer

from codegarden.benchmarks._solving import is_right, language_model, print_totals, solve_all
from codegarden.generation import generate_code_from_description
from codegarden.importers import examples
from codegarden.program import Problem
from codegarden.sandbox import Limits, Sandbox
from codegarden.settings import load
from codegarden.synthesis.retrieval import leave_out


def run(
    seconds: Annotated[float, typer.Option(help="seconds for a problem, at most")] = 60.0,
    out: Annotated[Path | None, typer.Option(help="file for a JSON row a problem")] = None,
    limit: Annotated[int, typer.Option(help="solve so many of the problems, evenly chosen")] = 0,
    without: Annotated[str, typer.Option(help="sources to leave out, with commas")] = "",
    model: Annotated[str, typer.Option(help="folder of a trained language model")] = "",
    seed: int = 0,
) -> dict:
    """Solve the shipped problems, each without its own programs and near-duplicates of them."""
    problems = list(examples.read(load().data / "examples"))
    tasks = problems[:: max(1, len(problems) // limit)][:limit] if limit else problems
    scorer = language_model(model)
    excluded = tuple(name.strip() for name in without.split(",") if name.strip())
    with Sandbox(workers=1, limits=Limits(cpu_s=1.0)) as sandbox:

        def solve(task: Problem):
            return generate_code_from_description(
                task.description,
                task.tests,
                signature=task.entry_point,
                seconds=seconds,
                corpus=leave_out(problems, task),
                language_model=scorer,
                sandbox=sandbox,
                seed=seed,
                without=excluded,
            )

        rows = solve_all(tasks, solve, out)
    print_totals(rows, "solved")
    return {"problems": len(rows), "solved": sum(map(is_right, rows))}
