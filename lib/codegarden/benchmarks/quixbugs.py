"""How many QuixBugs programs get a patch that passes all tests, and how many of these are right.

QuixBugs (Lin et al. 2017, doi:10.1145/3135932.3135941) in its original layout. A repair sees the
wrong program and its tests. The correct program is asked once the search has ended, whether the
first-ranked patch does the same on generated inputs. Language model and planted statements come
from Python's standard library, which holds none of the problems.
"""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from statistics import median
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from codegarden.importers import package, quixbugs
from codegarden.ngram import NGram
from codegarden.program import Problem, Program
from codegarden.repair import Budget, Repair, Strategy, limits_for, repair
from codegarden.repair.agreement import behaviours
from codegarden.sandbox import Limits, Sandbox
from codegarden.tokens import Vocabulary

# a small and readable part of the standard library
LIBRARY = (
    *("bisect", "calendar", "collections", "csv", "difflib", "fnmatch", "fractions", "functools"),
    *("graphlib", "heapq", "json", "numbers", "pprint", "random", "shlex", "statistics", "string"),
    *("textwrap", "tokenize"),
)
ORDER = 5
CHECK = Limits(cpu_s=1.0)
INPUTS = 100
ABLATIONS = {
    "all parts": Strategy(),
    "in order of enumeration": Strategy(promise=False),
    "no localization": Strategy(localization=False),
    "no language model": Strategy(language_model=False),
    "no crossover": Strategy(crossover=False),
    "no agreement": Strategy(agreement=False),
    "single edits only": Strategy(second_order=False),
}


def run(
    path: Annotated[Path, typer.Argument(help="the folder with python_programs and tests")],
    seconds: Annotated[float, typer.Option(help="budget for one program")] = 60.0,
    out: Annotated[Path | None, typer.Option(help="a row a program, as JSON Lines")] = None,
    seed: Annotated[int, typer.Option(help="of the search and the generated inputs")] = 0,
    only: Annotated[str, typer.Option(help="names of programs, as in gcd,wrap")] = "",
    workers: Annotated[int, typer.Option(help="processes side by side")] = 2,
    ablation: Annotated[bool, typer.Option(help="also without each part of the search")] = False,
) -> dict[str, Any]:
    """Repair each wrong program and return the figures."""
    wanted = {name.strip() for name in only.split(",") if name.strip()}
    problems = [p for p in quixbugs.read(path) if not wanted or short(p) in wanted]
    model = library_model()
    settings = {"seconds": seconds, "seed": seed, "workers": workers, "model": model}
    rows = list(repaired(problems, Strategy(), out, settings))
    show(rows)
    figures = totals(rows)
    if ablation:
        figures["ablation"] = {
            name: totals(list(repaired(problems, strategy, None, settings)))
            for name, strategy in ABLATIONS.items()
        }
        show_ablation(figures["ablation"])
    return figures


def short(problem: Problem) -> str:
    """Return a problem's name without its collection."""
    return problem.name.split("/")[-1]


def library_model() -> NGram:
    """Return an n-gram model of functions of the standard library."""
    sources = [program.source for one in package.read(LIBRARY) for program in one.programs]
    vocabulary = Vocabulary.learn(sources, docstrings=False)
    return NGram.fit([vocabulary.encode(source) for source in sources], vocabulary, ORDER)


def repaired(problems, strategy: Strategy, out: Path | None, settings) -> Iterator[dict[str, Any]]:
    """Yield a row for each problem, and write it."""
    with ExitStack() as open_, Sandbox(workers=settings["workers"], limits=CHECK) as second:
        sandboxes: dict[Limits, Sandbox] = {}
        for problem in problems:
            wrong, correct = sides(problem)
            began = time.monotonic()
            limits = limits_for(wrong, problem.tests, second)
            if limits not in sandboxes:
                made = Sandbox(workers=settings["workers"], limits=limits)
                sandboxes[limits] = open_.enter_context(made)
            found = repair(
                wrong,
                problem.tests,
                sandboxes[limits],
                language_model=settings["model"],
                budget=Budget(seconds=settings["seconds"] - (time.monotonic() - began)),
                seed=settings["seed"],
                strategy=strategy,
            )
            spent = time.monotonic() - began
            agrees, inputs = agreement(problem, found, correct, second, settings["seed"])
            row = row_of(problem, found, agrees, inputs, spent)
            if out:
                with out.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(row) + "\n")
            yield row


def sides(problem: Problem) -> tuple[Program, Program]:
    """Return a problem's wrong and correct program."""
    [wrong] = [p for p in problem.programs if not p.is_correct]
    [correct] = [p for p in problem.programs if p.is_correct]
    return wrong, correct


def agreement(problem: Problem, found: Repair, correct: Program, sandbox: Sandbox, seed: int):
    """Return whether the first patch does what the correct program does, and on how many inputs.

    Inputs that the correct program itself ends badly on are no inputs of the problem.
    """
    if found.best is None:
        return False, 0
    random = Random(f"inputs {seed}")
    both = [correct, found.best.program]
    right, patched = behaviours(both, problem.tests, sandbox, random, INPUTS)
    pairs = [(a, b) for a, b in zip(right, patched, strict=True) if is_value(a)]
    return all(a == b for a, b in pairs), len(pairs)


def is_value(text: str) -> bool:
    """Whether a behaviour is a returned value."""
    return not text.startswith("exception ") and text not in ("timeout", "memory", "skipped")


def row_of(problem: Problem, found: Repair, agrees: bool, inputs: int, spent: float) -> dict:
    """Return what is told of one program."""
    best = found.best
    first = min((patch.evaluations for patch in found.patches), default=None)
    return {
        "name": short(problem),
        "plausible": best is not None,
        "correct": agrees,
        "code": best.program.source if best else "",
        "diff": best.diff if best else "",
        "explanation": best.sentence if best else "",
        "operator": best.operator if best else "",
        "rank": best.rank if best else None,
        "patches": len(found.patches),
        "first_patch_at": first,
        "evaluations": found.evaluations,
        "inputs": inputs,
        "seconds": round(spent, 3),
        "ended": found.ended,
    }


def totals(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures of all programs."""
    firsts = [row["first_patch_at"] for row in rows if row["first_patch_at"]]
    return {
        "programs": len(rows),
        "plausible": sum(row["plausible"] for row in rows),
        "correct": sum(row["correct"] for row in rows),
        "seconds": round(sum(row["seconds"] for row in rows), 1),
        "median_seconds": round(median(row["seconds"] for row in rows), 2) if rows else None,
        "evaluations": sum(row["evaluations"] for row in rows),
        "evaluations_to_first_patch": sum(firsts),
    }


def show(rows: list[dict[str, Any]]) -> None:
    """Print a line a program."""
    table = Table("program", "plausible", "correct", "first at", "run", "seconds", "patch")
    for row in rows:
        marks = ["yes" if row[key] else "no" for key in ("plausible", "correct")]
        numbers = [str(row["first_patch_at"] or "-"), str(row["evaluations"])]
        table.add_row(
            row["name"], *marks, *numbers, f"{row['seconds']:.1f}", escape(row["explanation"][:70])
        )
    Console().print(table)


def show_ablation(figures: dict[str, dict[str, Any]]) -> None:
    """Print what each part of the search earns."""
    table = Table("search", "plausible", "correct", "evaluations to first patches", "seconds")
    for name, one in figures.items():
        first = str(one["evaluations_to_first_patch"])
        table.add_row(
            name, str(one["plausible"]), str(one["correct"]), first, f"{one['seconds']:.0f}"
        )
    Console().print(table)
