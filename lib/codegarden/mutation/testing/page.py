"""A report as one web page that needs no other file: the source, and at each line its mutants."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2

from codegarden.mutation.testing.elements import entries_of
from codegarden.mutation.testing.report import Report

ALIVE = ("Survived", "NoCoverage")


def page(reports: Mapping[str, Report], title: str = "Mutation testing") -> str:
    """Return the page of some reports, by path."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    files = [file_view(path, report) for path, report in reports.items()]
    killed = sum(len(report.killed) for report in reports.values())
    every = killed + sum(len(report.survived) for report in reports.values())
    counts = Counter(one["status"] for file in files for one in file["mutants"])
    return environment.get_template("page.html").render(
        title=title,
        files=files,
        killed=killed,
        every=every,
        counts=counts,
        score=share(killed, every),
    )


def share(killed: int, every: int) -> str:
    """Return a score as text.

    >>> share(2, 3)
    '66.7 %'
    """
    return f"{killed / every:.1%}".replace("%", " %") if every else "no mutants"


def file_view(path: str, report: Report) -> dict[str, Any]:
    """Return what the page shows of one file: its lines, each with the mutants that begin there."""
    mutants = [entry | {"diff": diff_lines(one.diff())} for one, entry in entries_of(report)]
    by_line: dict[int, list] = {}
    for one in mutants:
        by_line.setdefault(one["location"]["start"]["line"], []).append(one)
    lines = report.program.source.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    killed, alive = len(report.killed), len(report.survived)
    return {
        "path": path,
        "score": share(killed, killed + alive),
        "killed": killed,
        "alive": alive,
        "mutants": mutants,
        "lines": [line_view(n, text, by_line.get(n, [])) for n, text in enumerate(lines, 1)],
    }


def line_view(number: int, text: str, mutants: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one line of the source with its mutants, survivors first."""
    alive = [one for one in mutants if one["status"] in ALIVE]
    rest = [one for one in mutants if one["status"] not in ALIVE]
    kind = "alive" if alive else "killed" if mutants else ""
    return {"number": number, "text": text, "alive": alive, "rest": rest, "kind": kind}


def diff_lines(text: str) -> list[tuple[str, str]]:
    """Return the lines of a difference, each with what it is: "old", "new", "place" or ""."""
    kinds = {"-": "old", "+": "new", "@": "place"}
    return [(kinds.get(line[:1], ""), line) for line in text.splitlines()]
