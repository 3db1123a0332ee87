"""HumanEval (Chen et al. 2021): one answer a problem from its header and docstring; pass@1."""

import ast
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

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
    is_right,
    language_model,
    print_totals,
    solve_all,
    solve_samples,
)
from codegarden.generation import Generation, generate_code_from_description
from codegarden.generation.agreement import passes
from codegarden.importers import examples, humaneval, mbpp
from codegarden.program import Problem
from codegarden.sandbox import Limits, Sandbox
from codegarden.settings import load


def run(
    seconds: Annotated[float, typer.Option(help="seconds for a problem, at most")] = 60.0,
    out: Annotated[Path | None, typer.Option(help="file for a JSON row a problem")] = None,
    limit: Annotated[int, typer.Option(help="solve only the first so many problems")] = 0,
    corpus: Annotated[Path | None, typer.Option(help="MBPP file to retrieve from as well")] = None,
    model: Annotated[str, typer.Option(help="folder of a trained language model")] = "",
    without: Without = "",
    components: With = "",
    guide: GuideFolder = "",
    processes: Processes = CORES,
    samples: Samples = 0,
    samples_file: SamplesFile = SAMPLES,
    seed: int = 0,
) -> dict:
    """Answer each problem once, from header and docstring, and run its hidden tests once."""
    known = list(examples.read(load().data / "examples"))
    known += list(mbpp.read(corpus, "1-10,511-974")) if corpus else []
    tasks = list(humaneval.read())[: limit or None]
    allowed = Allowed.of(without, components, processes, guide)
    print(allowed)

    def solve(task: Problem, sandbox: Sandbox, seed: int) -> Generation:
        return generate_code_from_description(
            task.description,
            signature=header(task),
            seconds=seconds,
            corpus=known,
            language_model=language_model(model),
            sandbox=sandbox,
            seed=seed,
            **vars(allowed),
        )

    def solve_with(number: int) -> list[dict]:
        return solve_all(tasks, partial(solve, seed=number), Limits(cpu_s=3.0), out, passes)

    rows = solve_samples(solve_with, samples, seed, samples_file)
    print_totals(rows, "passed")
    return {"problems": len(rows), "passed": sum(map(is_right, rows))}


def header(task: Problem) -> str:
    """Return the first line of the asked function, which the problem gives beside the docstring."""
    for node in ast.parse(task.programs[0].source).body:
        if isinstance(node, ast.FunctionDef) and node.name == task.entry_point:
            node.body = [ast.Pass()]
            return ast.unparse(node)
    return task.entry_point
