"""How many student programs are repaired, how small are the patches, how long does it take.

The data set of Refactory (Hu et al. 2019, doi:10.1109/ASE.2019.00044). The correct programs of the
question are the corpus, or the reference alone. A repair counts when it passes every test of the
question. The relative patch size is the tree edit distance over the size of the original's tree.
Where the published per-program results lie beside the data, those of the same programs are shown
next to these.
"""

import csv
import io
import json
import zipfile
from pathlib import Path
from random import Random
from statistics import mean
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from codegarden.benchmarks._repairing import first_patch_columns
from codegarden.importers import refactory
from codegarden.program import Problem, Program
from codegarden.repair import Budget, Corpus, Repair, limits_for, repair
from codegarden.repair.trees import relative_patch_size
from codegarden.sandbox import Limits, Sandbox

PUBLISHED = "refactory_online.csv"
CPU_S = 1.0
# seconds after the first patch in which a smaller one is looked for
ENOUGH_S = 1.5


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
    problems = [one for one in refactory.read(path) if not wanted or one.name in wanted]
    if not problems:
        raise typer.BadParameter(f"there is no question {questions}", param_hint="'--questions'")
    published = read_published(path)
    for problem in problems:
        with Sandbox(workers=workers, limits=Limits(cpu_s=CPU_S)) as generous:
            corpus, wrong = parted(problem, generous, reference_only)
            # by how long the question's own correct programs take
            limits = limits_for(corpus.programs[0], problem.tests, generous)
        if sample and sample < len(wrong):
            wrong = Random(seed).sample(wrong, sample)
        with Sandbox(workers=workers, limits=limits) as sandbox:
            for program in wrong:
                budget = Budget(seconds=seconds, least_seconds=ENOUGH_S)
                found = repair(program, problem.tests, sandbox, corpus, budget=budget, seed=seed)
                rows.append(
                    row_of(problem, found) | published.get(program_key(problem, program), {})
                )
                if out:
                    with out.open("a", encoding="utf-8") as file:
                        file.write(json.dumps(rows[-1]) + "\n")
    figures = {name: totals([r for r in rows if r["question"] == name]) for name in names(rows)}
    show(rows, figures)
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
    except (SyntaxError, ValueError, RecursionError):  # the original has no tree, or one too deep
        size = None
    return {
        "name": f"{problem.name}/{found.program.label}",
        "question": problem.name.split("/")[-1],
        "program": found.program.label,
        "plausible": best is not None,
        # the tests are all that is known of these questions
        "correct": best is not None,
        **first_patch_columns(best),
        "rps": size,
        "evaluations": found.evaluations,
        "seconds": round(found.seconds, 3),
        "ended": found.ended,
    }


def names(rows: list[dict[str, Any]]) -> list[str]:
    """Return the questions of some rows, in order."""
    return list(dict.fromkeys(row["question"] for row in rows))


def totals(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures of some rows; the mean patch size is over repaired programs.

    Under ``published`` are those of the same programs, as far as they were published, and both
    patch sizes over the programs that both repaired.
    """
    known = [row for row in rows if "published_repaired" in row]
    figures = shares([(row["plausible"], row["rps"], row["seconds"]) for row in rows])
    figures["evaluations"] = sum(row["evaluations"] for row in rows)
    if known:
        theirs = [(r["published_repaired"], r["published_rps"], r["published_s"]) for r in known]
        pairs = [(r["rps"], r["published_rps"]) for r in known]
        both = [pair for pair in pairs if None not in pair]
        figures["published"] = shares(theirs) | {
            "rps_where_both_repair": [round(mean(column), 4) for column in zip(*both, strict=True)]
        }
    return figures


def shares(rows: list[tuple[bool, float | None, float]]) -> dict[str, Any]:
    """Return counts and means of whether programs were repaired, patch sizes and seconds."""
    sizes = [size for _, size, _ in rows if size is not None]
    repaired = sum(done for done, *_ in rows)
    return {
        "programs": len(rows),
        "repaired": repaired,
        "repaired_share": round(repaired / len(rows), 4) if rows else None,
        "rps": round(mean(sizes), 4) if sizes else None,
        "mean_seconds": round(mean(seconds for *_, seconds in rows), 3) if rows else None,
    }


def read_published(path: Path) -> dict[str, dict[str, Any]]:
    """Return the published results by question and program, where they lie beside the data."""
    texts: dict[str, str] = {}
    if path.is_dir():
        for file in sorted(path.glob(f"*/{PUBLISHED}")):
            texts[file.parent.name] = file.read_text(encoding="utf-8")
    else:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith(PUBLISHED):
                    texts[name.split("/")[-2]] = archive.read(name).decode()
    return published_results(texts)


def published_results(texts: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return the results that are told by the published tables of some questions."""
    csv.field_size_limit(1 << 24)
    return {
        f"{question}/{row['File Name']}": published_result(row)
        for question, text in texts.items()
        for row in csv.DictReader(io.StringIO(text))
        if row["Sampling Rate"] == "100"  # with all correct programs at hand
    }


def published_result(row: dict[str, str]) -> dict[str, Any]:
    """Return what a row of a published table tells of one program."""
    done = row["Status"].startswith("success")
    return {
        "published_repaired": done,
        "published_rps": float(row["RPS"]) if done else None,
        "published_s": float(row["Total Time"]),
    }


def program_key(problem: Problem, program: Program) -> str:
    """Return a program's question and file name, as the published tables have them."""
    return f"{problem.name.split('/')[-1]}/{program.label}"


def show(rows: list[dict[str, Any]], figures: dict[str, dict]) -> None:
    """Print the figures a question beside the published ones, and what was not repaired."""
    heads = ("repaired", "patch size", "seconds")
    published = (f"published: {heads[0]}", *heads[1:])
    table = Table("question", "programs", *heads, *published)
    for name, one in figures.items():
        theirs = cells(one["published"]) if "published" in one else [""] * len(heads)
        table.add_row(name, str(one["programs"]), *cells(one), *theirs)
    console = Console()
    console.print(table)
    for row in rows:
        if not row["plausible"]:
            console.print(f"not repaired: {row['name']} ({row['ended']})", markup=False)


def cells(figures: dict[str, Any]) -> list[str]:
    """Return share repaired, mean patch size and mean seconds as text."""
    size = "-" if figures["rps"] is None else f"{figures['rps']:.3f}"
    return [f"{figures['repaired_share']:.1%}", size, f"{figures['mean_seconds']:.2f}"]
