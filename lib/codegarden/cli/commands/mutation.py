"""``codegarden mutate``: how sharp the tests of a function, a module or a package are."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codegarden import settings
from codegarden.cli.commands.output import Json, Update, note, progress, show_json
from codegarden.cli.options import Suites, Tested, TestFile

if TYPE_CHECKING:
    from codegarden.mutation.testing import Report, Session
    from codegarden.program import Program, TestCase

EXAMPLE = (
    "codegarden mutate data/examples/correct/flatten_levels.passes.py "
    "--tests data/examples/tests/flatten_levels.json --html mutants.html"
)
NO_SESSION = Path("mutants.jsonl")


def mutate(
    path: Annotated[Path, typer.Argument(help="a Python file; with --pytest also a package")],
    tests: TestFile = None,
    pytest: Suites = None,
    function: Tested = "",
    limit: Annotated[int, typer.Option(min=0, help="at most this many mutants; 0: all")] = 0,
    seed: Annotated[int, typer.Option(help="of the choice of mutants")] = 0,
    session: Annotated[
        Path | None, typer.Option(help="keep verdicts in this file, and go on from there")
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(help="a survivor's id: it makes no difference; kept in the session"),
    ] = None,
    least: Annotated[float, typer.Option(help="exit status 1 below this score", min=0, max=1)] = 0,
    report: Annotated[
        Path | None, typer.Option(help="write mutation-testing-elements JSON here")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="write a web page here")] = None,
    as_json: Json = False,
) -> None:
    """Mutation testing of your own code and tests.

    Prints the score and the mutants that survive, each with its id.

    With --pytest, whole modules and packages are tested by the project's own suite, run in the
    current folder.
    """
    if bool(tests) == bool(pytest):
        raise typer.BadParameter("give either --tests FILE or --pytest FILE")
    if accept and not session:
        raise typer.BadParameter(f"--accept needs --session {NO_SESSION}: it is kept there")
    from codegarden.mutation.testing import Session

    program = None if pytest else tested_program(path, tests, function)
    digest = hashlib.sha256(b"".join(contents(pytest or [tests]))).hexdigest()
    kept = Session(session, digest)
    for identity in accept or ():
        kept.accept(identity)
    with progress("testing mutants") as update:
        if pytest:
            made, cases = of_modules(path, pytest, kept, limit, seed, update)
        else:
            made, cases = of_function(path, program, tests, kept, limit, seed, update)
    show(made, cases, report, html, as_json)
    raise typer.Exit(int(total(made)["score"] < least))


def contents(paths: Sequence[Path]) -> list[bytes]:
    """Return the bytes of the Python files, or of other single files, among some paths."""
    files = [
        file for path in paths for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path])
    ]
    return [file.read_bytes() for file in files]


def tested_program(file: Path, tests: Path, function: str) -> "Program":
    """Return the program of a file; raises ``BadParameter`` for a file without a function."""
    from codegarden.cli.commands.files import entry_point_of, program_in

    program = program_in(file, function or entry_point_of(tests))
    if not program.entry_point:
        raise typer.BadParameter(f"{file} defines no function")
    return program


def of_function(
    file: Path,
    program: "Program",
    tests: Path,
    kept: "Session",
    limit: int,
    seed: int,
    update: Update,
) -> tuple[dict[str, "Report"], list["TestCase"]]:
    """Test the mutants of a file's function in the sandbox."""
    from codegarden.cli.commands.files import tests_in
    from codegarden.mutation.testing import mutation_testing
    from codegarden.sandbox import Sandbox

    options = settings.load()
    cases = tests_in(tests, program.entry_point)
    with Sandbox(workers=options.workers, isolation=options.isolation) as sandbox:
        found = mutation_testing(
            program, cases, sandbox, sample=limit or None, seed=seed, progress=update, session=kept
        )
    return {str(file): found}, cases


def of_modules(
    path: Path, tests: Sequence[Path], kept: "Session", limit: int, seed: int, update: Update
) -> tuple[dict[str, "Report"], list["TestCase"]]:
    """Test the mutants of modules by a pytest suite; ``limit`` is for each module."""
    from dataclasses import replace

    from codegarden.cli.commands.files import program_in
    from codegarden.mutation.testing import mutation_testing
    from codegarden.sandbox.pytest_suite import PytestSuite

    options = settings.load()
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    suite = PytestSuite(tests, options.workers, options.isolation)
    judges = {file: suite.judge(file) for file in files}
    made = {}
    try:
        for number, (file, judge) in enumerate(judges.items(), 1):
            program = replace(program_in(file), label=str(file))
            if not program.source.strip():
                continue
            here = f"{file.name}, {number} of {len(files)}"
            made[str(file)] = mutation_testing(
                program,
                suite.tests,
                judge,
                sample=limit or None,
                seed=seed,
                progress=lambda done, every, here=here: update(done, every, text=here),
                session=kept,
            )
        return made, suite.tests
    finally:
        suite.close()


def total(made: Mapping[str, "Report"]) -> dict[str, Any]:
    """Return the figures of all reports together."""
    killed = sum(len(one.killed) for one in made.values())
    survived = sum(len(one.survived) for one in made.values())
    return {
        "mutants": killed + survived,
        "killed": killed,
        "survived": survived,
        "unreached": sum(len(one.unreached) for one in made.values()),
        "accepted": sum(len(one.accepted) for one in made.values()),
        "score": round(killed / (killed + survived), 4) if killed + survived else 1.0,
    }


def show(
    made: Mapping[str, "Report"],
    cases: Sequence["TestCase"],
    report: Path | None,
    html: Path | None,
    as_json: bool,
) -> None:
    """Print the reports, and write the files that were asked for."""
    import json

    from codegarden.mutation.testing import mutant_id
    from codegarden.mutation.testing.elements import to_elements
    from codegarden.mutation.testing.page import page

    if report:
        report.write_text(json.dumps(to_elements(made, cases), indent=1), encoding="utf-8")
    if html:
        html.write_text(page(made), encoding="utf-8")
    if as_json:
        survivors = [
            {
                "file": path,
                "id": mutant_id(one.program, mutant),
                "operator": mutant.operator,
                "sentence": mutant.sentence,
                "diff": mutant.diff(),
            }
            for path, one in made.items()
            for mutant in one.survived
        ]
        show_json(total(made) | {"survivors": survivors})
        return
    for path, one in made.items():
        if len(made) > 1:
            print(f"\n{path}")
        print(one.render())
    if len(made) > 1:
        figures = total(made)
        print(f"\nall: {figures['killed']} of {figures['mutants']} mutants killed: ", end="")
        print(f"mutation score {figures['score']:.1%}")
    for written in filter(None, (report, html)):
        note(f"written: {written}")
