"""What the master sends of a test, and what it makes of the judge's answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from codegarden.program import Outcome, TestCase, TestKind, Verdict


@dataclass(frozen=True)
class FolderRun:
    """The verdicts of a program that had a folder of its own, and the files it left there."""

    verdicts: list[Verdict]
    files: dict[str, bytes]


def fields(test: TestCase) -> list:
    """Return what the judge needs of a test case."""
    return [
        test.name,
        str(test.kind),
        tuple(test.args),
        test.expected,
        test.source,
        test.setup,
        test.tolerance,
    ]


def read_test(sent: list) -> TestCase:
    """Return the test case that ``fields`` were made of, but for its origin.

    >>> read_test(fields(TestCase("1", args=(2,), expected=4))).args
    (2,)
    """
    name, kind, args, expected, source, setup, tolerance = sent
    return TestCase(name, TestKind(kind), args, expected, source, setup, tolerance)


def verdicts_of(tests: Sequence[TestCase], findings: list, *_: Any) -> list[Verdict]:
    """Return findings as verdicts under their tests' names."""
    return [
        Verdict(test.name, Outcome(outcome), cpu_s, message, returned, stdout)
        for test, (outcome, message, returned, stdout, cpu_s, _) in zip(
            tests, findings, strict=True
        )
    ]


def coverage_of(
    tests: Sequence[TestCase], findings: list, *_: Any
) -> list[tuple[Verdict, frozenset[int]]]:
    """Return findings as verdicts, each with the lines covered."""
    lines = [frozenset(finding[-1]) for finding in findings]
    return list(zip(verdicts_of(tests, findings), lines, strict=True))


def folder_run_of(tests: Sequence[TestCase], findings: list, files: dict) -> FolderRun:
    """Return findings as verdicts, with the files that the program left."""
    return FolderRun(verdicts_of(tests, findings), files)


def harness_error(tests: int, message: str) -> list:
    """Return an answer that blames the harness, for so many tests."""
    return [[[str(Outcome.HARNESS_ERROR), message, "", "", 0.0, ()] for _ in range(tests)], {}]
