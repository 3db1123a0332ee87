"""How many student programs are repaired, how small are the patches, how long does it take.

The data set of Refactory (Hu et al. 2019, doi:10.1109/ASE.2019.00044). The correct programs of the
question are the corpus, or the reference alone. A repair counts when it passes every test of the
question. The relative patch size is the tree edit distance over the size of the original's tree.
Where the published per-program results lie beside the data, they are shown next to these.
"""

import csv
import io
import json
import zipfile
from collections import Counter
from pathlib import Path
from random import Random
from statistics import mean
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from codegarden.importers import refactory
from codegarden.program import Problem, Program
from codegarden.repair import Budget, Corpus, Repair, limits_for, repair
from codegarden.repair.trees import relative_patch_size
from codegarden.sandbox import Limits, Sandbox

PUBLISHED = "refactory_online.csv"
CPU_S = 1.0


def run(
    path: Annotated[Path, typer.Argument(help="the folder or .zip file with question_N")],
    questions: Annotated[str, typer.Option(help="numbers, as in 1,3,4; all without")] = "",
    sample: Annotated[int, typer.Option(help="programs of each question; 0 is all")] = 0,
    seed: Annotated[int, typer.Option(help="of the sample and the search")] = 0,
    reference_only: Annotated[bool, typer.Option(help="without the students' programs")] = False,
    seconds: Annotated[float, typer.Option(help="budget for one program")] = 10.0,
    workers: Annotated[int, typer.Option(help="processes side by side")] = 2,
    out: Annotated[Path | None, typer.Option(help="a row a program, as JSON Lines")] = None,
) -> dict[str, Any]:
    """Repair the wrong programs of each question and return the figures."""
    wanted = {f"refactory/question_{number.strip()}" for number in questions.split(",") if number}
    rows: list[dict[str, Any]] = []
    published = read_published(path)
    for problem in refactory.read(path):
        if wanted and problem.name not in wanted:
            continue
        with Sandbox(workers=workers, limits=Limits(cpu_s=CPU_S)) as generous:
            corpus, wrong = parted(problem, generous, reference_only)
            # the question's own pace: its correct programs take milliseconds
            limits = limits_for(corpus.programs[0], problem.tests, generous)
        if sample and sample < len(wrong):
            wrong = Random(seed).sample(wrong, sample)
        with Sandbox(workers=workers, limits=limits) as sandbox:
            for program in wrong:
                budget = Budget(seconds=seconds)
                found = repair(program, problem.tests, sandbox, corpus, budget=budget, seed=seed)
                rows.append(row_of(problem, found))
                if out:
                    with out.open("a", encoding="utf-8") as file:
                        file.write(json.dumps(rows[-1]) + "\n")
    figures = {name: totals([r for r in rows if r["question"] == name]) for name in names(rows)}
    show(rows, figures, published)
    return totals(rows) | {"questions": figures}


def parted(
    problem: Problem, sandbox: Sandbox, reference_only: bool
) -> tuple[Corpus, list[Program]]:
    """Return the programs that pass every test as a corpus, and the wrong ones that do not.

    What a program is called by the data set is not enough for the corpus: all of it is run. Some of
    the wrong ones pass all tests too: they count as neither.
    """
    tests = problem.tests
    passing = [
        all(verdict.passed for verdict in verdicts)
        for _, verdicts in sorted(
            sandbox.map([(program, tests) for program in problem.programs], batch=8)
        )
    ]
    good = [p for p, passed in zip(problem.programs, passing, strict=True) if passed]
    corpus = [p for p in good if p.is_correct]
    if reference_only:
        corpus = [p for p in corpus if p.label.startswith("reference")][:1] or corpus[:1]
    wrong = [
        p
        for p, passed in zip(problem.programs, passing, strict=True)
        if not p.is_correct and not passed
    ]
    return Corpus(corpus), wrong


def row_of(problem: Problem, found: Repair) -> dict[str, Any]:
    """Return what is told of one program."""
    best = found.best
    try:
        size = relative_patch_size(found.program.source, best.program.source) if best else None
    except SyntaxError:  # the original does not parse
        size = None
    return {
        "name": f"{problem.name}/{found.program.label}",
        "question": problem.name.split("/")[-1],
        "program": found.program.label,
        "plausible": best is not None,
        # the tests are all that is known of these questions
        "correct": best is not None,
        "code": best.program.source if best else "",
        "diff": best.diff if best else "",
        "explanation": best.sentence if best else "",
        "operator": best.operator if best else "",
        "rank": best.rank if best else None,
        "rps": size,
        "evaluations": found.evaluations,
        "seconds": round(found.seconds, 3),
        "ended": found.ended,
    }


def names(rows: list[dict[str, Any]]) -> list[str]:
    """Return the questions of some rows, in order."""
    return list(dict.fromkeys(row["question"] for row in rows))


def totals(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures of some rows; the mean patch size is over repaired programs."""
    sizes = [row["rps"] for row in rows if row["rps"] is not None]
    repaired = sum(row["plausible"] for row in rows)
    return {
        "programs": len(rows),
        "repaired": repaired,
        "repaired_share": round(repaired / len(rows), 4) if rows else None,
        "rps": round(mean(sizes), 4) if sizes else None,
        "mean_seconds": round(mean(row["seconds"] for row in rows), 3) if rows else None,
        "evaluations": sum(row["evaluations"] for row in rows),
    }


def read_published(path: Path) -> dict[str, dict[str, Any]]:
    """Return the published figures by question, where they lie beside the data."""
    texts: dict[str, str] = {}
    if path.is_dir():
        for file in sorted(path.glob(f"*/{PUBLISHED}")):
            texts[file.parent.name] = file.read_text(encoding="utf-8")
    else:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith(PUBLISHED):
                    texts[name.split("/")[-2]] = archive.read(name).decode()
    return {name: published_figures(text) for name, text in texts.items()}


def published_figures(text: str) -> dict[str, Any]:
    """Return repaired, size and seconds of a published table, with all correct programs at hand."""
    csv.field_size_limit(1 << 24)
    rows = [r for r in csv.DictReader(io.StringIO(text)) if r["Sampling Rate"] == "100"]
    ended = Counter(row["Status"].startswith("success") for row in rows)
    done = [row for row in rows if row["Status"].startswith("success")]
    return {
        "programs": len(rows),
        "repaired_share": ended[True] / len(rows) if rows else None,
        "rps": mean(float(row["RPS"]) for row in done) if done else None,
        "mean_seconds": mean(float(row["Total Time"]) for row in done) if done else None,
    }


def show(rows, figures: dict[str, dict], published: dict[str, dict]) -> None:
    """Print the figures a question beside the published ones, and what was not repaired."""
    table = Table("question", "programs", "repaired", "patch size", "seconds", "published")
    for name, one in figures.items():
        other = published.get(name)
        beside = (
            f"{other['repaired_share']:.1%}, {other['rps']:.2f}, {other['mean_seconds']:.1f} s"
            if other
            else ""
        )
        size = "-" if one["rps"] is None else f"{one['rps']:.3f}"
        share = f"{one['repaired_share']:.1%}"
        table.add_row(name, str(one["programs"]), share, size, f"{one['mean_seconds']:.2f}", beside)
    console = Console()
    console.print(table)
    for row in rows:
        if not row["plausible"]:
            console.print(f"not repaired: {row['name']} ({row['ended']})", markup=False)
