"""Programming by examples: tasks of inputs and outputs alone, judged on hidden ones.

A file of JSON Lines has a task a line: ``name``, ``params``, ``description`` (may be empty), and
``train`` and ``hidden``, lists of pairs of texts of Python literals: the arguments as a tuple, and
the expected result. The SyGuS string tasks are such (Alur et al. 2017).
"""

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from codegarden.benchmarks._solving import (
    CORES,
    Allowed,
    GuideFolder,
    Processes,
    With,
    Without,
    evenly,
    print_totals,
    solve_all,
)
from codegarden.description import Specification
from codegarden.generation import Generation, generate_code_from_description
from codegarden.generation.agreement import passes
from codegarden.generation.answer import PASSING
from codegarden.program import Problem, Program, TestCase
from codegarden.sandbox import Limits, Sandbox

FIELDS = ("name", "params", "train", "hidden")


class TaskFileError(ValueError):
    """A line of a file of tasks that cannot be read; the message names file, line and field."""


@dataclass(frozen=True)
class ExampleTask:
    """A task: its problem with the examples that are shown, its parameters and hidden tests."""

    problem: Problem
    params: tuple[str, ...]
    hidden: tuple[TestCase, ...]


def tasks_in(file: Path) -> Iterator[ExampleTask]:
    """Yield the tasks of a file; raise ``TaskFileError`` for a line that is none."""
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            field = "JSON"
            try:
                row = json.loads(line)
                for field in FIELDS:
                    row[field]
                field = "train"
                train = _tests(row["train"])
                field = "hidden"
                hidden = _tests(row["hidden"])
            except (ValueError, SyntaxError, KeyError, TypeError) as error:
                raise TaskFileError(f"{file}, line {number}, {field}: {error}") from error
            problem = Problem(row["name"], row.get("description", ""), "f", tests=train)
            yield ExampleTask(problem, tuple(row["params"]), hidden)


def _tests(pairs: list) -> tuple[TestCase, ...]:
    """Return pairs of texts as test cases."""
    found = []
    for number, (args, expected) in enumerate(pairs, 1):
        values = ast.literal_eval(args), ast.literal_eval(expected)
        found.append(TestCase(str(number), args=values[0], expected=values[1]))
    return tuple(found)


def run(
    file: Annotated[Path, typer.Argument(help="tasks in JSON Lines", exists=True)],
    seconds: Annotated[float, typer.Option(help="seconds for a task, at most")] = 30.0,
    out: Annotated[Path | None, typer.Option(help="file for a JSON row a task")] = None,
    limit: Annotated[int, typer.Option(help="solve so many of the tasks, evenly chosen")] = 0,
    without: Without = "",
    components: With = "",
    guide: GuideFolder = "",
    processes: Processes = CORES,
    seed: int = 0,
) -> dict[str, Any]:
    """Solve tasks from examples alone; right is what gives every hidden output as well.

    A task without hidden examples is right for nobody. No solved problem is retrieved from.
    """
    chosen = evenly(list(tasks_in(file)), limit)
    by_name = {task.problem.name: task for task in chosen}
    allowed = Allowed.of(f"retrieval,{without}", components, processes, guide)
    print(allowed)

    def solve(problem: Problem, sandbox: Sandbox) -> Generation:
        header = f"def f({', '.join(by_name[problem.name].params)})"
        try:
            return generate_code_from_description(
                problem.description or "Give the results that the examples show.",
                problem.tests,
                signature=header,
                seconds=seconds,
                sandbox=sandbox,
                seed=seed,
                **vars(allowed),
            )
        except Exception as error:  # counted, and shown in the row
            return Generation("", f"crash: {error!r:.80}", Specification(problem.description))

    def right(problem: Problem, program: Program, sandbox: Sandbox) -> bool:
        hidden = by_name[problem.name].hidden
        return bool(hidden) and passes(replace(problem, tests=hidden), program, sandbox)

    rows = solve_all([task.problem for task in chosen], solve, Limits(cpu_s=1.0), out, agree=right)
    print_totals(rows, "plausible")
    spent = sum(row["seconds"] for row in rows)
    return {
        "tasks": len(rows),
        "plausible": sum(row["status"] in PASSING for row in rows),
        "correct": sum(row["right"] for row in rows),
        "seconds": round(spent, 1),
        "expressions_per_second": round(sum(row["enumerated"] for row in rows) / max(spent, 1e-9)),
        "crashes": sum(row["status"].startswith("crash") for row in rows),
        "allowed": str(allowed),
    }
