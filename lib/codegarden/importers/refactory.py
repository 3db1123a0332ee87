"""Refactory (Hu et al. 2019): thousands of students' programs for a handful of questions.

``question_N/code/{correct,wrong,reference}/*.py`` and ``question_N/ans/{input,output}_NNN.txt``, in
a folder or in the archive as it is published, which is read in place. An input is a call, an output
the ``repr`` of its result. ``code/global.py``, where there is one, stands before each program.

``is_correct`` is what the data set says. Some 5 % of the programs that it calls wrong pass all the
tests that it holds: it is evaluation that tells.
"""

import ast
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from codegarden.importers.asserts import case
from codegarden.importers.literals import LiteralError, value_of
from codegarden.importers.reading import (
    Bad,
    ImporterError,
    attempt,
    parse_python,
    read_program,
    read_text,
    stop,
    unreadable,
)
from codegarden.program import Problem, Program, TestCase

ORIGIN = "refactory"
KINDS = {"reference": True, "correct": True, "wrong": False}


def read(path: Path, bad: Bad = stop) -> Iterator[Problem]:
    """Yield the questions of a folder or ``.zip`` file, one at a time.

    Raises ``ImporterError`` that names the file of what cannot be used.
    """
    if path.is_dir():
        yield from questions(path, bad)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield from questions(zipfile.Path(archive), bad)
    except (OSError, zipfile.BadZipFile) as error:
        raise unreadable(path, error) from None


def questions(root: Path, bad: Bad = stop) -> Iterator[Problem]:
    """Yield the questions below a folder or the top of an archive."""
    found = [place for place in inside(root) if (place / "code").is_dir()]
    if not found:
        raise ImporterError("has no question_N/code: give the folder that holds them", root)
    for place in found:
        yield from attempt(bad, problem, place, bad)


def problem(place: Path, bad: Bad = stop) -> Problem:
    """Return the problem of one question's folder."""
    name = f"{ORIGIN}/{place.name}"
    calls = {file: call_of(read_text(file), file) for file in inside(place / "ans", "input_")}
    if not calls:
        raise ImporterError("has no ans/input_NNN.txt: add tests", place)
    entry_point = Counter(call.func.id for call in calls.values()).most_common(1)[0][0]
    shared = place / "code" / "global.py"
    before = read_program(shared).rstrip() + "\n\n\n" if shared.is_file() else ""
    told = place / "description.txt"
    return Problem(
        name=name,
        description=read_text(told).strip() if told.is_file() else "",
        entry_point=entry_point,
        programs=tuple(programs(place, name, entry_point, before, bad)),
        tests=tuple(test_case(file, call, entry_point) for file, call in calls.items()),
        origin=ORIGIN,
    )


def programs(place: Path, name: str, entry_point: str, before: str, bad: Bad) -> Iterator[Program]:
    """Yield a question's programs: the reference, the correct, the wrong ones."""
    for kind, is_correct in KINDS.items():
        for file in inside(place / "code" / kind):
            for source in attempt(bad, read_program, file) if file.name.endswith(".py") else ():
                yield Program(
                    source=before + source,
                    entry_point=entry_point,
                    problem=name,
                    is_correct=is_correct,
                    origin=ORIGIN,
                    label=file.name,
                )


def test_case(file: Path, call: ast.Call, entry_point: str) -> TestCase:
    """Return the test of an input file and the output file beside it."""
    number = file.name.removeprefix("input_").removesuffix(".txt")
    output = file.parent / f"output_{number}.txt"
    text = read_text(output).strip()
    try:
        expected = value_of(text)
    except LiteralError as error:
        raise ImporterError(f"{error}: write the repr of plain data", output, 1) from None
    equality = ast.Compare(
        left=call, ops=[ast.Eq()], comparators=[ast.Name(id="expected", ctx=ast.Load())]
    )
    return case(number, equality, entry_point, {"expected": expected})


def call_of(text: str, file: Path) -> ast.Call:
    """Return the syntax tree of an input: the call of a function."""
    body = parse_python(text.strip(), file).body
    match body:
        case [ast.Expr(value=ast.Call(func=ast.Name()) as call)]:
            return call
    raise ImporterError(f"{text.strip()[:60]!r} is no call: write f(...)", file, 1)


def inside(place: Path, prefix: str = "") -> list[Path]:
    """Return what a folder holds, by name; nothing where there is no folder."""
    if not place.is_dir():
        return []
    return sorted((p for p in place.iterdir() if p.name.startswith(prefix)), key=lambda p: p.name)
