"""How sharp are the tests of the shipped examples: the share of mutants that they kill.

Mutants of correct examples, by the classic operators, run on the problem's own tests. Survivors are
listed: gaps in the tests, and changes that make no difference, which nothing here tells apart; so
the score is a lower bound.
"""

import json
import re
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from codegarden.importers import examples
from codegarden.mutation.testing import Report, mutation_testing
from codegarden.program import Problem
from codegarden.sandbox import Limits, Sandbox
from codegarden.settings import load

CPU_S = 0.5
GOAL = 0.9


def run(
    only: Annotated[str, typer.Option(help="problems whose name matches this")] = "",
    sample: Annotated[int, typer.Option(help="mutants of a program, drawn; 0: all")] = 0,
    programs: Annotated[int, typer.Option(help="correct programs of a problem; 0: all")] = 1,
    seed: Annotated[int, typer.Option(help="of the draw")] = 0,
    workers: Annotated[int, typer.Option(help="processes side by side")] = 2,
    out: Annotated[Path | None, typer.Option(help="a row a survivor, as JSON Lines")] = None,
    survivors: Annotated[int, typer.Option(help="survivors printed")] = 20,
) -> dict[str, Any]:
    """Test the tests and return the mutation score, of all and of each problem."""
    problems = [p for p in examples.read(load().data / "examples") if re.search(only, p.name)]
    reports: dict[str, list[Report]] = {}
    with Sandbox(workers=workers, limits=Limits(cpu_s=CPU_S)) as sandbox:
        for problem in problems:
            right = [one for one in problem.programs if one.is_correct][: programs or None]
            reports[problem.name] = [
                mutation_testing(one, problem.tests, sandbox, sample=sample or None, seed=seed)
                for one in right
            ]
    rows = [row for problem in problems for row in rows_of(problem, reports[problem.name])]
    if out:
        out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    show(reports, rows[:survivors])
    return totals(reports) | {"below_goal": below_goal(reports)}


def rows_of(problem: Problem, reports: list[Report]) -> list[dict[str, Any]]:
    """Return the mutants that survived."""
    return [
        {
            "problem": problem.name,
            "program": report.program.label,
            "operator": mutant.operator,
            "sentence": mutant.sentence,
            "reached": mutant not in report.unreached,
            "diff": mutant.diff(),
        }
        for report in reports
        for mutant in report.survived
    ]


def totals(reports: dict[str, list[Report]]) -> dict[str, Any]:
    """Return the figures over all programs."""
    every = [report for some in reports.values() for report in some]
    killed = sum(len(report.killed) for report in every)
    survived = sum(len(report.survived) for report in every)
    return {
        "problems": len(reports),
        "programs": len(every),
        "mutants": killed + survived,
        "killed": killed,
        "survived": survived,
        "score": round(killed / (killed + survived), 4) if killed + survived else None,
    }


def below_goal(reports: dict[str, list[Report]]) -> dict[str, float]:
    """Return the problems whose score is below the goal, the lowest first."""
    scores = {name: totals({name: some})["score"] for name, some in reports.items()}
    low = {name: score for name, score in scores.items() if score < GOAL}
    return dict(sorted(low.items(), key=lambda item: item[1]))


def show(reports: dict[str, list[Report]], rows: list[dict[str, Any]]) -> None:
    """Print the problems below the goal, and some survivors with their differences."""
    console = Console()
    table = Table("problem below the goal", "score")
    for name, score in below_goal(reports).items():
        table.add_row(name, f"{score:.1%}")
    console.print(table)
    for row in rows:
        console.print(f"\nsurvived in {row['problem']}: {row['sentence']}", markup=False)
        console.print(row["diff"].rstrip(), markup=False)
