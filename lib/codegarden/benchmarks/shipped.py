"""The shipped problems, leave-one-out: each solved from its description and test cases alone.

Or, with ``--docstring``, from a function header and a docstring with three examples, as a person
would write them, and nothing else; all of the problem's test cases then grade the one answer.
"""

from pathlib import Path
from typing import Annotated

import typer

from codegarden.benchmarks._docstring import prompts
from codegarden.benchmarks._solving import (
    CORES,
    Allowed,
    Processes,
    With,
    Without,
    solve_leaving_out,
    totals,
)
from codegarden.importers import examples
from codegarden.settings import load

EXAMPLES = 3  # in a docstring


def run(
    seconds: Annotated[float, typer.Option(help="seconds for a problem, at most")] = 60.0,
    out: Annotated[Path | None, typer.Option(help="file for a JSON row a problem")] = None,
    limit: Annotated[int, typer.Option(help="solve so many of the problems, evenly chosen")] = 0,
    without: Without = "",
    components: With = "",
    docstring: Annotated[bool, typer.Option(help="give header and docstring only")] = False,
    model: Annotated[str, typer.Option(help="folder of a trained language model")] = "",
    processes: Processes = CORES,
    seed: int = 0,
) -> dict:
    """Solve the shipped problems, each without its own programs and near-duplicates of them."""
    problems = list(examples.read(load().data / "examples"))
    rows = solve_leaving_out(
        problems,
        problems,
        seconds=seconds,
        out=out,
        limit=limit,
        allowed=Allowed.of(without, components, processes),
        model=model,
        seed=seed,
        prompts=prompts(problems, EXAMPLES) if docstring else None,
    )
    return totals(rows, "problems")
