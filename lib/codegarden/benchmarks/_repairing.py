"""What the benchmarks of repair from tests alone share: tasks, rows, totals, and an ablation.

A repair sees the wrong program and its tests. Correct programs are asked once the search has ended,
whether the first-ranked patch does the same on generated inputs.
"""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from codegarden.cluster import connect, run_tasks
from codegarden.importers import package
from codegarden.language_model.ngram import NGram
from codegarden.language_model.tokens import Vocabulary
from codegarden.program import Program, TestCase
from codegarden.repair import Budget, Patch, Repair, Strategy, limits_for, repair
from codegarden.repair.agreement import behaviours, is_value
from codegarden.repair.ranking import LanguageModel
from codegarden.sandbox import Limits, Sandbox
from codegarden.settings import load

# a small and readable part of the standard library
LIBRARY = (
    *("bisect", "calendar", "collections", "csv", "difflib", "fnmatch", "fractions", "functools"),
    *("graphlib", "heapq", "json", "numbers", "pprint", "random", "shlex", "statistics", "string"),
    *("textwrap", "tokenize"),
)
ORDER = 5
CHECK = Limits(cpu_s=1.0)
INPUTS = 100
# each search ends at its first patch: what differs is how soon that is
ABLATION = {
    "all parts": Strategy(),
    "in order of enumeration": Strategy(promise=False),
    "in order of the language model": Strategy(prior=False, localization=False),
    "no operator prior": Strategy(prior=False),
    "no localization": Strategy(localization=False),
    "no language model": Strategy(language_model=False),
    "failing tests not first": Strategy(failing_first=False),
    "no crossover": Strategy(crossover=False),
    "single edits only": Strategy(second_order=False),
}
# how the patches of one search would be ranked by less
RANKINGS = {
    "correct": lambda patch: patch.rank,
    "correct_without_agreement": lambda patch: -patch.own,
    "correct_as_first_found": lambda patch: patch.evaluations,
}


@dataclass(frozen=True)
class Task:
    """A wrong program, its tests, and programs that are right."""

    name: str
    wrong: Program
    tests: Sequence[TestCase]
    correct: Sequence[Program]


@dataclass(frozen=True)
class Options:
    """What all repairs of a benchmark are given."""

    budget: Budget
    seed: int = 0
    workers: int = 2
    model: LanguageModel | None = None


def library_model() -> NGram:
    """Return an n-gram model of functions of the standard library."""
    sources = [program.source for one in package.read(LIBRARY) for program in one.programs]
    vocabulary = Vocabulary.learn(sources, docstrings=False)
    return NGram.fit([vocabulary.encode(source) for source in sources], vocabulary, ORDER)


def measured(
    tasks: Sequence[Task], options: Options, out: Path | None, ablation: bool
) -> dict[str, Any]:
    """Repair each task, print a table, and return the figures, of the search's parts also."""
    rows = list(repair_all(tasks, options, out))
    show(rows)
    return totals(rows) | ({"ablation": ablate(tasks, options)} if ablation else {})


def repair_all(
    tasks: Iterable[Task],
    options: Options,
    out: Path | None = None,
    strategy: Strategy | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield a row for each task as soon as it is known, also to ``out`` as JSON Lines.

    Where CODEGARDEN_CLUSTER names a cluster, its workers repair, each with one judge.
    """
    given = load()
    if given.cluster:
        options = replace(options, workers=1)
    one = partial(repaired, options, given.isolation, strategy)
    with connect(given.cluster, given.isolation) as executor:
        for _, row in run_tasks(executor, one, tasks):
            if out:
                with out.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(row) + "\n")
            yield row


def repaired(
    options: Options, isolation: str, strategy: Strategy | None, task: Task
) -> dict[str, Any]:
    """Return the row of a task."""
    with Sandbox(options.workers, CHECK, isolation) as generous:
        began = time.monotonic()
        limits = limits_for(task.wrong, task.tests, generous)
        with Sandbox(options.workers, limits, isolation) as sandbox:
            found = repair(
                task.wrong,
                task.tests,
                sandbox,
                language_model=options.model,
                budget=options.budget,
                seed=options.seed,
                strategy=strategy,
            )
        spent = time.monotonic() - began
        return row_of(task, found, spent) | rightness(task, found, generous, options.seed)


def rightness(task: Task, found: Repair, sandbox: Sandbox, seed: int) -> dict[str, Any]:
    """Return whether the patch that each ranking puts first does what the correct programs do.

    Inputs that one of these ends badly on, or on which they disagree, are no inputs of the problem.
    """
    firsts: dict[str, Patch | None] = {
        name: min(found.patches, key=key, default=None) for name, key in RANKINGS.items()
    }
    if found.best is None:
        return dict.fromkeys(firsts, False) | {"inputs": 0}
    programs = list({patch.program.sha256: patch.program for patch in firsts.values()}.values())
    random = Random(f"inputs {seed}")
    every = behaviours([*task.correct, *programs], task.tests, sandbox, random, INPUTS)
    right, patched = every[: len(task.correct)], every[len(task.correct) :]
    valid = [i for i, said in enumerate(zip(*right, strict=True)) if is_settled(said)]
    held = {
        program.sha256: all(said[i] == right[0][i] for i in valid)
        for program, said in zip(programs, patched, strict=True)
    }
    agrees = {name: held[patch.program.sha256] for name, patch in firsts.items()}
    return agrees | {"inputs": len(valid)}


def is_settled(said: Sequence[str]) -> bool:
    """Whether behaviours are one and the same returned value."""
    return len(set(said)) == 1 and is_value(said[0])


def first_patch_columns(best: Patch | None) -> dict[str, Any]:
    """Return what is told of the first-ranked patch, if there is one."""
    return {
        "code": best.program.source if best else "",
        "diff": best.diff if best else "",
        "explanation": best.sentence if best else "",
        "operator": best.operator if best else "",
        "rank": best.rank if best else None,
    }


def row_of(task: Task, found: Repair, spent: float) -> dict[str, Any]:
    """Return what is told of one program."""
    best = found.best
    first = min((patch.evaluations for patch in found.patches), default=None)
    return {
        "name": task.name,
        "plausible": best is not None,
        **first_patch_columns(best),
        "patches": len(found.patches),
        "first_patch_at": first,
        "evaluations": found.evaluations,
        "tests_run": found.tests_run,
        "seconds": round(spent, 3),
        "ended": found.ended,
    }


def totals(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures of all programs."""
    firsts = [row["first_patch_at"] for row in rows if row["first_patch_at"]]
    return {
        "programs": len(rows),
        "plausible": sum(row["plausible"] for row in rows),
        **{name: sum(row[name] for row in rows) for name in RANKINGS},
        "seconds": round(sum(row["seconds"] for row in rows), 1),
        "median_seconds": round(median(row["seconds"] for row in rows), 2) if rows else None,
        "evaluations": sum(row["evaluations"] for row in rows),
        "evaluations_to_first_patch": sum(firsts),
        "median_to_first_patch": median(firsts) if firsts else None,
        "tests_run": sum(row["tests_run"] for row in rows),
    }


def ablate(tasks: Sequence[Task], options: Options) -> dict[str, dict[str, Any]]:
    """Return and print what each part of the search saves on the way to the first patch.

    A search that finds none counts with all of its evaluations.
    """
    budget = Budget(options.budget.seconds, options.budget.evaluations, patches=1)
    first = Options(budget, options.seed, options.workers, options.model)
    figures = {}
    for name, strategy in ABLATION.items():
        rows = list(repair_all(tasks, first, strategy=strategy))
        spent = [row["first_patch_at"] or row["evaluations"] for row in rows]
        figures[name] = totals(rows) | {
            "evaluations_to_first_patch": sum(spent),
            "median_to_first_patch": median(spent) if spent else None,
        }
    show_ablation(figures)
    return figures


def show(rows: Sequence[dict[str, Any]]) -> None:
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
    table = Table("search", "plausible", "evaluations", "median", "tests run", "seconds")
    for name, one in figures.items():
        table.add_row(
            name,
            str(one["plausible"]),
            f"{one['evaluations_to_first_patch']:,}",
            f"{one['median_to_first_patch']:,}",
            f"{one['tests_run']:,}",
            f"{one['seconds']:.0f}",
        )
    Console().print(table)
