"""The shipped problems, leave-one-out: each solved from its description and test cases alone."""

from pathlib import Path
from typing import Annotated

import typer

from codegarden.benchmarks._solving import is_right, solve_leaving_out
from codegarden.importers import examples
from codegarden.settings import load


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
    rows = solve_leaving_out(
        problems,
        problems,
        seconds=seconds,
        out=out,
        limit=limit,
        without=without,
        model=model,
        seed=seed,
    )
    return {"problems": len(rows), "solved": sum(map(is_right, rows))}
