"""How likely a retrieved program is right: by its similarity, and where it passes the tests, too.

Every task of MBPP's training part is looked up among all the others and the shipped problems. Its
tests say which of the retrieved programs pass, its reference which of these are right. What a
retrieved program costs a search, and how far one that passes is believed, is fitted to that.
"""

import json
import math
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Any

import typer

from codegarden.benchmarks._fitting import fit as fitted
from codegarden.benchmarks._solving import evenly
from codegarden.generation.agreement import agrees_with
from codegarden.importers import examples, mbpp
from codegarden.program import Problem, Program
from codegarden.sandbox import Limits, Sandbox
from codegarden.settings import load
from codegarden.synthesis.retrieval import Corpus, types_of

STEP = 0.1  # of the similarity, in the table that is printed
Row = tuple[float, int, int, bool]  # similarity, tests, how many pass from the first on, right


def run(
    file: Annotated[Path, typer.Argument(help="MBPP in JSON Lines; ids 1-10 and 511-974 are used")],
    limit: Annotated[int, typer.Option(help="so many of the tasks, evenly chosen")] = 0,
    fit: Annotated[Path | None, typer.Option(help="file for the two regressions")] = None,
) -> dict[str, Any]:
    """Judge what is retrieved for MBPP's training tasks, and fit how likely it is right.

    Returns
    -------
    dict
        ``tasks``, the ``programs`` that were retrieved for them, how many are ``passing`` the
        task's tests and how many are ``right``; ``bits``: by similarity, in steps of 0.1, the
        -log2 of the share of right ones (None where there is none), and how many programs; and the
        regressions: of right ones ``by_similarity``, and of right ones ``if_passing`` the first,
        the first two and so on of the tests.
    """
    tasks = list(mbpp.read(file, "1-10,511-974"))
    known = [*tasks, *examples.read(load().data / "examples")]
    chosen = evenly(tasks, limit)
    with Sandbox(workers=1, limits=Limits(cpu_s=1.0)) as sandbox:
        rows = [row for task in chosen for row in judged(task, known, sandbox)]
    passing = [(near, n, right) for near, _, passed, right in rows for n in range(1, passed + 1)]
    by_similarity = fitted([{"similarity": near} for near, *_ in rows], [row[-1] for row in rows])
    if_passing = fitted(
        [{"similarity": near, "tests": math.log2(1 + n)} for near, n, _ in passing],
        [right for *_, right in passing],
    )
    found = {
        "tasks": len(chosen),
        "programs": len(rows),
        "passing": sum(passed == tests for _, tests, passed, _ in rows),
        "right": sum(right for *_, right in rows),
        "bits": bits_by_similarity(rows),
        "by_similarity": vars(by_similarity),
        "if_passing": vars(if_passing),
    }
    if fit is not None:
        fit.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return found


def judged(task: Problem, known: Sequence[Problem], sandbox: Sandbox) -> list[Row]:
    """Return a row for each program that is retrieved for a task from all other problems."""
    corpus = Corpus(each for each in known if each.name != task.name)
    candidates = corpus.candidates(task.description, task.entry_point, types_of(task) or None)
    programs = [Program(each.code, task.entry_point) for each in candidates]
    rows = []
    for place, verdicts in sandbox.map((program, list(task.tests)) for program in programs):
        passed = len(list(takewhile(lambda verdict: verdict.passed, verdicts)))
        right = passed == len(verdicts) and agrees_with(task, programs[place], sandbox)
        rows.append((candidates[place].similarity, len(verdicts), passed, right))
    return rows


def bits_by_similarity(rows: Sequence[Row]) -> list[list[float | None]]:
    """Return similarity, bits of the share of right programs, and programs, for each step.

    >>> bits_by_similarity([(0.25, 3, 3, True), (0.26, 3, 1, False)])
    [[0.2, 1.0, 2]]
    """
    steps: dict[int, list[bool]] = {}
    for similarity, _, _, right in rows:
        steps.setdefault(math.floor(similarity / STEP), []).append(right)
    return [
        [
            round(step * STEP, 1),
            round(-math.log2(sum(part) / len(part)), 2) if any(part) else None,
            len(part),
        ]
        for step, part in sorted(steps.items())
    ]
