"""``codegarden repair``: a wrong program and its tests in, a patch out."""

import difflib
import shutil
from pathlib import Path
from typing import Annotated

import typer

from codegarden import settings
from codegarden.cli.commands.output import Json, note, progress, show_json
from codegarden.cli.options import Seconds, Suites, Tested, TestFile

EXAMPLE = (
    "codegarden repair data/examples/incorrect/words_by_page.repeats_words.py "
    "--tests data/examples/tests/words_by_page.json"
)


def repair(
    file: Annotated[Path, typer.Argument(help="a Python file that fails some test")],
    tests: TestFile = None,
    pytest: Suites = None,
    function: Tested = "",
    seconds: Seconds = 60,
    apply: Annotated[bool, typer.Option(help="write the patch; the old file is kept")] = False,
    seed: Annotated[int, typer.Option(help="of every random choice")] = 0,
    as_json: Json = False,
) -> None:
    """Search for an edit that makes tests pass.

    The edit is printed as a unified diff.
    Exit status 0 only when all tests pass then. With --apply the old file is kept as FILE.orig.
    """
    if bool(tests) == bool(pytest):
        raise typer.BadParameter("give either --tests FILE or --pytest FILE")
    from codegarden.cli.commands.files import entry_point_of, program_in, tests_in
    from codegarden.repair import Budget, Strategy
    from codegarden.repair import repair as search
    from codegarden.sandbox import Sandbox

    options = settings.load()
    name = function or (entry_point_of(tests) if tests else "")
    program = program_in(file, name, must_parse=not tests)
    with progress("searching", seconds) as update:
        if pytest:
            from codegarden.sandbox.pytest_suite import PytestSuite

            # inputs can be made for a function that is called, not for a suite
            strategy = Strategy(agreement=False)
            suite = PytestSuite(pytest, options.workers, isolation=options.isolation)
            judge, cases = suite.judge(file), None
        else:
            strategy = Strategy()
            judge = Sandbox(options.workers, isolation=options.isolation)
            cases = tests_in(tests, program.entry_point)
        with judge:
            found = search(
                program,
                judge.tests if cases is None else cases,
                judge,
                budget=Budget(seconds=seconds),
                seed=seed,
                strategy=strategy,
                progress=lambda one: update(one.seconds, text=f"{one.number} programs"),
            )
    best = found.best
    passes = found.ended == "already passes" or best is not None
    diff = patch(file, program.source, best.program.source) if best else ""
    backup = write(file, best.program.source) if best and apply else None
    if as_json:
        show_json(
            {
                "file": str(file),
                "passes": passes,
                "ended": found.ended,
                "failing": found.failing,
                "patch": diff,
                "sentence": best.sentence if best else "",
                "patches": len(found.patches),
                "programs_tried": found.evaluations,
                "seconds": round(found.seconds, 2),
                "backup": str(backup or ""),
            }
        )
    else:
        print(diff, end="")
        tried = f"{found.evaluations} programs in {found.seconds:.1f} s"
        said = (
            "passes already" if not found.failing else best.sentence if best else "no patch found"
        )
        note(f"{file}: {said}; {tried}" + (f"; the old file is {backup}" if backup else ""))
    raise typer.Exit(int(not passes))


def patch(file: Path, before: str, after: str) -> str:
    """Return a unified diff that ``git apply`` and ``patch -p1`` take."""
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    lines = []
    for line in difflib.unified_diff(old, new, f"a/{file}", f"b/{file}"):
        lines.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(lines)


def write(file: Path, source: str) -> Path:
    """Write a file anew and return its backup, beside those of earlier times."""
    backup = file.with_name(f"{file.name}.orig")
    number = 0
    while backup.exists():
        number += 1
        backup = file.with_name(f"{file.name}.orig{number}")
    shutil.copy2(file, backup)
    file.write_bytes(source.encode(encoding_of(file)))
    return backup


def encoding_of(file: Path) -> str:
    """Return the encoding that a Python file declares."""
    import tokenize

    with file.open("rb") as opened:
        return tokenize.detect_encoding(opened.readline)[0]
