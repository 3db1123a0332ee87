"""How many programs are run up to the first patch, by the order in which single edits are tried.

The programs are wrong ones that nothing was fitted to: the shipped examples of the problems that
``incorrect --half odd`` measures on and, where they are given, students' programs of Refactory, and
QuixBugs, which are a development figure. Each is repaired from its tests alone by single edits; the
search ends at the first patch.

``--fit`` counts on the other shipped problems what mends, in pairs of a wrong and a right program,
and fits what suspiciousness, counts and language model weigh.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from codegarden.benchmarks._fitting import conditional_logit
from codegarden.benchmarks._mending import Pair, crossed, figures, fit, pair, rank
from codegarden.benchmarks._repairing import Options, Task, library_model, repair_all
from codegarden.benchmarks.incorrect import chosen, incorrect
from codegarden.benchmarks.quixbugs import task
from codegarden.importers import examples, quixbugs, refactory
from codegarden.mutation import priors
from codegarden.program import Problem
from codegarden.repair import Budget, Strategy, ranking
from codegarden.sandbox import Limits, Sandbox
from codegarden.settings import load

COMMAND = "codegarden benchmark repair_order --fit"
SINGLE = {"second_order": False, "language_model": False}
ORDERS = {
    "enumeration": Strategy(promise=False, localization=False, **SINGLE),
    "suspiciousness": Strategy(prior=False, **SINGLE),
    "suspiciousness and counts": Strategy(**SINGLE),
}


def run(
    students: Annotated[Path | None, typer.Option(help="Refactory's folder or .zip file")] = None,
    bugs: Annotated[Path | None, typer.Option(help="the folder of QuixBugs")] = None,
    limit: Annotated[int, typer.Option(help="programs of each set; 0 is all")] = 0,
    evaluations: Annotated[int, typer.Option(help="programs run in a search, at most")] = 1000,
    seconds: Annotated[float, typer.Option(help="of a search, at most")] = 60.0,
    fit: Annotated[bool, typer.Option(help="fit anew, to the training programs")] = False,
    seed: Annotated[int, typer.Option(help="of the sample")] = 0,
    workers: Annotated[int, typer.Option(help="processes side by side")] = 1,
) -> dict[str, Any]:
    """Repair programs in several orders, or fit the order.

    Returns
    -------
    dict
        For each set of programs and each order: how many ``programs`` any order repaired within
        the evaluations, how many of them this one (``repaired``), and ``geometric_mean`` and
        ``median`` of the evaluations up to the first patch, or of all where there was none. With
        ``--fit``, of the training pairs, each with the counts and weights of other problems: the
        same under ``crossed``, where the right program itself is what is looked for.
    """
    if fit:
        return fit_anew()
    sets = {"shipped": chosen("odd", 0, limit, seed)}
    if students:
        sets["refactory"] = sampled(students, limit, seed)
    if bugs:
        sets["quixbugs (development)"] = [task(one) for one in quixbugs.read(bugs)]
    budget = Budget(seconds, evaluations, patches=1)
    options = Options(budget, seed, workers)
    found = {name: compared(tasks, options) for name, tasks in sets.items()}
    show(found)
    return found


def sampled(path: Path, limit: int, seed: int) -> list[Task]:
    """Return wrong programs of Refactory's questions, ``limit`` of each."""
    tasks = []
    for problem in refactory.read(path):
        wrong = [one for one in problem.programs if not one.is_correct]
        some = Random(f"{seed} {problem.name}").sample(wrong, min(limit or len(wrong), len(wrong)))
        right = [one for one in problem.programs if one.label.startswith("reference")]
        tasks += [Task(f"{problem.name}: {p.label}", p, problem.tests, right) for p in some]
    return tasks


def compared(tasks: Sequence[Task], options: Options) -> dict[str, dict[str, Any]]:
    """Return the figures of each order, of the programs that one of them repaired."""
    rows = {
        name: list(repair_all(tasks, options, strategy=strategy))
        for name, strategy in ORDERS.items()
    }
    solved = [any(row["first_patch_at"] for row in of) for of in zip(*rows.values(), strict=True)]
    found = {}
    for name, own in rows.items():
        some = [row for row, is_solved in zip(own, solved, strict=True) if is_solved]
        spent = [row["first_patch_at"] or row["evaluations"] for row in some]
        found[name] = figures(spent) | {
            "tasks": len(tasks),
            "repaired": sum(row["first_patch_at"] is not None for row in some),
        }
    return found


def training() -> list[Problem]:
    """Return the shipped problems that are not measured on."""
    measured = {one.wrong.problem for one in chosen("odd", 0, 0, 0)}
    return [one for one in examples.read(load().data / "examples") if one.name not in measured]


def pairs(problems: Sequence[Problem]) -> Iterator[Pair]:
    """Yield the wrong programs of problems that a single edit makes a right one."""
    with Sandbox(workers=1, limits=Limits(cpu_s=1.0)) as sandbox:
        for problem in problems:
            right = [one.source for one in problem.programs if one.is_correct]
            for wrong in incorrect(problem):
                name = f"{problem.name}: {wrong.label}"
                if found := pair(name, wrong, right, problem.tests, sandbox):
                    yield found


def fit_anew() -> dict[str, Any]:
    """Fit the order to the training pairs, write it to its files, and return its figures."""
    known = list(pairs(training()))
    columns = crossed(known)
    weights = conditional_logit(columns, [one.mends for one in known])
    ranks = [rank(one, rows @ weights) for one, rows in zip(known, columns, strict=True)]
    found, weighed = fit(known, library_model())
    record = {
        "command": COMMAND,
        "pairs": len(known),
        "operators": found.operators,
        "kinds": {
            operator: telling
            for operator, kinds in found.kinds.items()
            if (telling := {k: both for k, both in kinds.items() if is_telling(*both)})
        },
    }
    priors.FILE.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    order = {"command": COMMAND, "pairs": len(known), "weights": weighed}
    order["crossed"] = figures(ranks)
    ranking.FILE.write_text(json.dumps(order, indent=2) + "\n", encoding="utf-8")
    return order


def is_telling(mended: float, offered: int) -> bool:
    """Whether a kind's counts say something: it mended, or it was offered often and did not."""
    return mended > 0 or offered > priors.SHRUNK


def show(found: dict[str, dict[str, dict[str, Any]]]) -> None:
    """Print a line for each set and order."""
    table = Table("programs", "order", "repaired", "of", "geometric mean", "median")
    for name, orders in found.items():
        for order, one in orders.items():
            numbers = ("repaired", "programs", "geometric_mean", "median")
            table.add_row(name, order, *(str(one[key]) for key in numbers))
    Console().print(table)
