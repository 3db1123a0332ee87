"""Reports in the JSON of mutation-testing-elements, which the field's viewers and dashboards read.

The schema is version 2 of https://github.com/stryker-mutator/mutation-testing-elements
(packages/report-schema). Lines and columns count from 1; an end is exclusive.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from codegarden.mutation import Mutant
from codegarden.mutation.testing.report import Report
from codegarden.mutation.testing.session import mutant_id
from codegarden.program import Outcome, TestCase

HIGH, LOW = 80, 60  # percent: the schema's own examples


def to_elements(
    reports: Mapping[str, Report], tests: Sequence[TestCase] = (), root: str = ""
) -> dict[str, Any]:
    """Return reports by path as one report of the schema.

    Tests whose names are node ids of pytest are listed by file.
    """
    files: dict[str, dict[str, Any]] = {}
    for test in tests:
        file, _, name = test.name.rpartition("::")
        entry = files.setdefault(file.partition("::")[0] or "tests", {"tests": []})
        entry["tests"].append({"id": test.name, "name": name})
    made = {
        "schemaVersion": "2.0",
        "thresholds": {"high": HIGH, "low": LOW},
        "framework": {"name": "codegarden", "version": version("codegarden")},
        "files": {path: file_of(report) for path, report in reports.items()},
    }
    return made | ({"testFiles": files} if files else {}) | ({"projectRoot": root} if root else {})


def file_of(report: Report) -> dict[str, Any]:
    """Return one program's part of a report."""
    mutants = [entry for _, entry in entries_of(report)]
    return {"language": "python", "source": report.program.source, "mutants": mutants}


def entries_of(report: Report) -> list[tuple[Mutant, dict[str, Any]]]:
    """Return the mutants in the order of the text, each with what the schema has of it."""
    unreached = {id(one) for one in report.unreached}
    rows = [
        (one.mutant, "Timeout" if one.outcome is Outcome.TIMEOUT else "Killed", one)
        for one in report.killed
    ]
    rows += [(m, "NoCoverage" if id(m) in unreached else "Survived", None) for m in report.survived]
    rows += [(mutant, "Ignored", None) for mutant in report.accepted]
    rows.sort(key=lambda row: (row[0].edits[0].start, row[0].operator))
    starts = line_starts(report.program.source)
    seen: dict[str, int] = {}
    entries = []
    for mutant, status, killed in rows:
        identity = mutant_id(report.program, mutant)
        seen[identity] = seen.get(identity, 0) + 1
        number = f"-{seen[identity]}" if seen[identity] > 1 else ""
        entry = {
            "id": identity + number,
            "mutatorName": mutant.operator,
            "description": mutant.sentence,
            "status": status,
            **place_of(mutant, starts),
        }
        if killed:
            entry["killedBy"] = [killed.test]
            entry["statusReason"] = f"{killed.test}: {killed.outcome}"
        elif status == "Ignored":
            entry["statusReason"] = "accepted"
        entries.append((mutant, entry))
    return entries


def place_of(mutant: Mutant, starts: Sequence[int]) -> dict[str, Any]:
    """Return where a mutant is and what it puts there: from its first edit to its last."""
    start = min(edit.start for edit in mutant.edits)
    end = max(edit.end for edit in mutant.edits)
    grown = len(mutant.source) - len(mutant.parent)
    text = mutant.source[start : end + grown]
    if end == start:  # something is put in: the schema wants a place of some width
        end = min(end + 1, len(mutant.parent))
        text += mutant.parent[start:end]
    span = {"start": position(start, starts), "end": position(end, starts)}
    return {"location": span, "replacement": text}


def line_starts(source: str) -> list[int]:
    r"""Return the offset at which each line begins.

    >>> line_starts("ab\nc")
    [0, 3]
    """
    return [0, *(place + 1 for place, one in enumerate(source) if one == "\n")]


def position(offset: int, starts: Sequence[int]) -> dict[str, int]:
    """Return an offset as line and column, from 1."""
    line = bisect_right(starts, offset)
    return {"line": line, "column": offset - starts[line - 1] + 1}
