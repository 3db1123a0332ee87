"""How well the answer is chosen among what passes, and how well its confidence is calibrated.

Every task is a training task with a reference. What the search finds for it is grouped by what it
does on further inputs; the reference says of each alternative whether it is right. A regression is
fitted to the other tasks for each of ``FOLDS`` parts, so that no task is judged by one that knows
it. Asked questions are replied to by the reference, as the person would who has it in mind.
"""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from codegarden.benchmarks._docstring import prompts
from codegarden.benchmarks._fitting import fit_choice
from codegarden.benchmarks._solving import (
    CORES,
    Allowed,
    Processes,
    With,
    Without,
    described,
    evenly,
    rows_of,
)
from codegarden.generation import Generation, generate_code_from_description
from codegarden.generation.agreement import agrees_with, known_for, passes
from codegarden.generation.choice import among, doubted, regression_for
from codegarden.generation.judging import ERROR
from codegarden.generation.questions import Question
from codegarden.importers import examples, mbpp
from codegarden.program import Outcome, Problem, Program, TestCase
from codegarden.sandbox import Limits, Sandbox
from codegarden.settings import load
from codegarden.synthesis.regression import Regression

FOLDS = 5
RETRIEVAL = "retrieval"  # the source whose regression ``benchmark retrieval`` fits
NOTHING = Regression(0.0, {})
EXAMPLES = 2  # in a docstring
SURE = 0.8  # confidence of the answers that are counted apart
COMPARED = 40  # alternatives that the reference judges, the likeliest


def run(
    file: Annotated[Path, typer.Argument(help="MBPP in JSON Lines; ids 1-10 and 511-974 are used")],
    seconds: Annotated[float, typer.Option(help="seconds for a task, at most")] = 10.0,
    limit: Annotated[int, typer.Option(help="so many of the tasks, evenly chosen")] = 150,
    questions: Annotated[int, typer.Option(min=0, max=2, help="questions replied to")] = 0,
    docstring: Annotated[bool, typer.Option(help="give header and docstring only")] = False,
    fit: Annotated[Path | None, typer.Option(help="file for the regression of all tasks")] = None,
    out: Annotated[Path | None, typer.Option(help="file for a JSON row a task")] = None,
    measured: Annotated[Path | None, typer.Option(help="rows of an earlier run's --out")] = None,
    without: Without = "",
    components: With = "",
    processes: Processes = CORES,
    seed: int = 0,
) -> dict[str, Any]:
    """Choose among what passes for MBPP's training tasks, each without itself and its twins.

    Returns
    -------
    dict
        ``tasks``; how many have a ``plausible`` answer, a ``right`` one, and a right one among the
        alternatives (``oracle``); the ``brier`` score of the confidence over plausible answers;
        ``right_at_80``, the share of right ones of the answers with 80 % confidence or more,
        ``answered_at_80``, the share of these of all answers; and the ``reliability``: for each
        range of the confidence its mean, the share of right answers, and how many there are.
    """
    if measured is not None:
        lines = measured.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
    else:
        rows = searched(
            file, seconds, limit, questions, docstring, out, without, components, processes, seed
        )
    found = figures(rows)
    if fit is not None:
        record = vars(fitted(rows)) | found
        fit.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    return found


def searched(
    file: Path,
    seconds: float,
    limit: int,
    questions: int,
    docstring: bool,
    out: Path | None,
    without: str,
    components: str,
    processes: int,
    seed: int,
) -> list[dict[str, Any]]:
    """Search for each task; return a row a task, see ``rows_of``."""
    tasks = list(mbpp.read(file, "1-10,511-974"))
    known = [*tasks, *examples.read(load().data / "examples")]
    chosen = evenly(tasks, limit)
    told = prompts(chosen, EXAMPLES) if docstring else {}
    allowed = Allowed.of(without, components, processes)

    def searched_one(sandbox: Sandbox, task: Problem) -> dict[str, Any]:
        answer = generate_code_from_description(
            told.get(task.name, task.description),
            () if docstring else task.tests,
            signature=None if docstring else task.entry_point,
            seconds=seconds,
            corpus=known_for(task, known, sandbox),
            sandbox=sandbox,
            seed=seed,
            ask=lambda question: replied(task, question, sandbox),
            most_questions=questions,
            **vars(allowed),
        )
        return row_of(task, answer, sandbox, docstring)

    return rows_of(searched_one, chosen, Limits(cpu_s=1.0), out)


def replied(task: Problem, question: Question, sandbox: Sandbox) -> str | None:
    """Return what the reference says to a question; None where it says nothing that can be told."""
    reference = next(p for p in task.programs if p.is_correct)
    [verdict] = sandbox.run(reference, [TestCase("1", args=question.args)])
    if verdict.outcome in (Outcome.PASS, Outcome.WRONG):
        return verdict.returned
    return ERROR if verdict.outcome is Outcome.EXCEPTION else None


def row_of(task: Problem, answer: Generation, sandbox: Sandbox, graded: bool) -> dict[str, Any]:
    """Return what a task's alternatives are like, and which of them are right."""
    alternatives = [
        {
            "source": each.judged.candidate.source,
            "features": dict(each.features),
            "doubt": each.judged.doubt,
            "right": is_right(task, each.judged.candidate.code, sandbox, graded),
        }
        for each in answer.alternatives[:COMPARED]
    ]
    right = bool(answer.passes and is_right(task, answer.code, sandbox, graded))
    return described(task, answer) | {
        "plausible": answer.passes,
        "right": right,
        "confidence": answer.confidence,
        "alternatives": alternatives,
    }


def is_right(task: Problem, code: str, sandbox: Sandbox, graded: bool) -> bool:
    """Return whether a program does what the reference does; it also passes all tests if graded."""
    program = Program(code, task.entry_point)
    return (not graded or passes(task, program, sandbox)) and agrees_with(task, program, sandbox)


def fitted(rows: Sequence[dict[str, Any]]) -> Regression:
    """Return a regression that is fitted to the choices among the alternatives of tasks.

    Retrieved ones have a regression of their own.
    """
    choices = [row["alternatives"] for row in rows if row["alternatives"]]
    return fit_choice(
        [[each["features"] for each in choice] for choice in choices],
        [[each["right"] for each in choice] for choice in choices],
        [
            [probability(each, NOTHING) if each["source"] == RETRIEVAL else None for each in choice]
            for choice in choices
        ],
    )


def probability(alternative: dict[str, Any], regression: Regression) -> float:
    """Return how likely an alternative is right by a regression, or by that of retrieved ones."""
    source = alternative["source"]
    chosen = regression_for(source) if source == RETRIEVAL else regression
    return doubted(chosen.probability(alternative["features"]), alternative.get("doubt", 0.0))


def figures(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures of rows, with the choice of a regression that is fitted to the others."""
    plausible = [row for row in rows if row["alternatives"]]
    judged: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        others = [row for place, row in enumerate(plausible) if place % FOLDS != fold]
        if len({each["right"] for row in others for each in row["alternatives"]}) < 2:
            continue
        regression = fitted(others)
        for row in plausible[fold::FOLDS]:
            each = among([probability(a, regression) for a in row["alternatives"]])
            best = max(range(len(each)), key=each.__getitem__)
            judged.append((each[best], row["alternatives"][best]["right"]))
    sure = [right for confidence, right in judged if confidence >= SURE]
    return {
        "tasks": len(rows),
        "plausible": sum(row["plausible"] for row in rows),
        "right": sum(right for _, right in judged),
        "right_as_shipped": sum(row["right"] for row in rows),
        "oracle": sum(any(a["right"] for a in row["alternatives"]) for row in plausible),
        "brier": round(math.fsum((p - r) ** 2 for p, r in judged) / max(1, len(judged)), 4),
        "right_at_80": round(sum(sure) / len(sure), 3) if sure else None,
        "answered_at_80": round(len(sure) / max(1, len(judged)), 3),
        "reliability": reliability(judged),
    }


def reliability(judged: Sequence[tuple[float, bool]]) -> list[list[float]]:
    """Return mean confidence, share of right answers and their number, for fifths of the scale.

    >>> reliability([(0.9, True), (0.86, False), (0.1, False)])
    [[0.1, 0.0, 1], [0.88, 0.5, 2]]
    """
    parts: dict[int, list[tuple[float, bool]]] = {}
    for probability, right in judged:
        parts.setdefault(min(FOLDS - 1, int(FOLDS * probability)), []).append((probability, right))
    return [
        [
            *(round(math.fsum(column) / len(part), 3) for column in zip(*part, strict=True)),
            len(part),
        ]
        for _, part in sorted(parts.items())
    ]
