"""MBPP (Austin et al. 2021): a description and its asserts in, a program that passes them out."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from codegarden.benchmarks._docstring import prompts
from codegarden.benchmarks._solving import (
    CORES,
    SAMPLES,
    Allowed,
    GuideFolder,
    Processes,
    Samples,
    SamplesFile,
    With,
    Without,
    names_in,
    solve_leaving_out,
    solve_samples,
    totals,
)
from codegarden.generation.sources import SOURCES
from codegarden.importers import examples, mbpp
from codegarden.settings import load

EXAMPLES = 2  # in a docstring
KNOWN = "1-10,511-974"  # the ids whose solutions may be retrieved from


def run(
    file: Annotated[Path, typer.Argument(help="MBPP in JSON Lines")],
    ids: Annotated[str, typer.Option(help="task ids to solve, as 11-510")] = "511-600",
    seconds: Annotated[float, typer.Option(help="seconds for a task, at most")] = 60.0,
    out: Annotated[Path | None, typer.Option(help="file for a JSON row a task")] = None,
    limit: Annotated[int, typer.Option(help="solve so many of the tasks, evenly chosen")] = 0,
    without: Without = "",
    components: With = "",
    guide: GuideFolder = "",
    sources: Annotated[str, typer.Option(help="the only sources to use, with commas")] = "",
    docstring: Annotated[bool, typer.Option(help="give header and docstring only")] = False,
    model: Annotated[str, typer.Option(help="folder of a trained language model")] = "",
    corpus: Annotated[Path | None, typer.Option(help="MBPP file to retrieve from")] = None,
    processes: Processes = CORES,
    samples: Samples = 0,
    samples_file: SamplesFile = SAMPLES,
    seed: int = 0,
) -> dict:
    """Solve MBPP tasks from description and asserts.

    Programs are retrieved from the shipped examples and from MBPP's tasks 1-10 and 511-974, always
    without the task itself and its near-duplicates. With ``--docstring``, all that is told is a
    header and a docstring with two examples, and all asserts grade the answer.
    """
    if sources:
        others = [name for name in SOURCES if name not in names_in(sources)]
        without = ",".join([*others, without])
    known = [*mbpp.read(corpus or file, KNOWN), *examples.read(load().data / "examples")]
    tasks = list(mbpp.read(file, ids))
    solve = partial(
        solve_leaving_out,
        tasks,
        known,
        seconds=seconds,
        out=out,
        limit=limit,
        allowed=Allowed.of(without, components, processes, guide),
        model=model,
        prompts=prompts(tasks, EXAMPLES) if docstring else None,
    )
    rows = solve_samples(lambda number: solve(seed=number), samples, seed, samples_file)
    return totals(rows, "tasks")
