"""What the generation benchmarks share: a problem after another, a row each, totals at the end."""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from codegarden.generation import Generation, generate_code_from_description
from codegarden.program import Problem
from codegarden.sandbox import Limits, Sandbox
from codegarden.synthesis.retrieval import leave_out


def solve_all(
    problems: Iterable[Problem],
    solve: Callable[[Problem], Generation],
    out: Path | None,
    grade: Callable[[Problem, Generation], bool] | None = None,
) -> list[dict[str, Any]]:
    """Return a row for each problem, written to ``out`` as JSON Lines as soon as it is known.

    ``grade`` says whether an answer is right where the generation's own tests do not decide.
    """
    rows = []
    file = out.open("w", encoding="utf-8") if out else None
    try:
        for problem in problems:
            started = time.monotonic()
            answer = solve(problem)
            row = {
                "task": problem.name,
                "status": answer.status,
                "code": answer.code,
                "seconds": round(time.monotonic() - started, 2),
                "source": answer.source,
                "candidates": len(answer.candidates),
                "enumerated": answer.enumerated,
            }
            if grade is not None:
                row["passed"] = grade(problem, answer)
            rows.append(row)
            if file:
                file.write(json.dumps(row) + "\n")
                file.flush()
            print(f"{row['task']:24} {row['status']:10} {row['source']:14} {row['seconds']:6.1f} s")
    finally:
        if file:
            file.close()
    return rows


def print_totals(rows: Sequence[dict[str, Any]], right: str) -> None:
    """Print how many answers of each source are right; ``right`` names the deciding column."""
    table = Table("source", "answers", right, box=None)
    for source in sorted({row["source"] for row in rows}):
        mine = [row for row in rows if row["source"] == source]
        good = sum(is_right(row) for row in mine)
        table.add_row(source or "none", str(len(mine)), str(good))
    Console().print(table)


def is_right(row: dict[str, Any]) -> bool:
    """Return whether a row counts: graded as passed, or solved where nothing else grades."""
    return row.get("passed", row["status"] == "solved")


def language_model(model: str) -> Any:
    """Return the language model that a folder holds, None for an empty name."""
    if not model:
        return None
    from codegarden.language_model import LanguageModel  # here: Keras takes seconds to import

    return LanguageModel.load(Path(model))


def solve_leaving_out(
    tasks: Sequence[Problem],
    known: Sequence[Problem],
    *,
    seconds: float,
    out: Path | None,
    limit: int,
    without: str,
    model: str,
    seed: int,
) -> list[dict[str, Any]]:
    """Solve tasks from description and tests, and print the totals; return a row a task.

    Programs are retrieved from ``known``, always without the task itself and its near-duplicates.
    With ``limit``, so many tasks are chosen, evenly. ``without`` names sources, with commas.
    """
    chosen = tasks[:: max(1, len(tasks) // limit)][:limit] if limit else tasks
    scorer = language_model(model)
    excluded = tuple(name.strip() for name in without.split(",") if name.strip())
    with Sandbox(workers=1, limits=Limits(cpu_s=1.0)) as sandbox:

        def solve(task: Problem) -> Generation:
            return generate_code_from_description(
                task.description,
                task.tests,
                signature=task.entry_point,
                seconds=seconds,
                corpus=leave_out(known, task),
                language_model=scorer,
                sandbox=sandbox,
                seed=seed,
                without=excluded,
            )

        rows = solve_all(chosen, solve, out)
    print_totals(rows, "solved")
    return rows
