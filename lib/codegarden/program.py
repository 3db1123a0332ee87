"""The records that every other module speaks in: problems, programs, test cases, verdicts.

Frozen, plain, and free of behaviour beyond what follows from their own fields. Nothing here runs
a program, reads a file or knows a database.
"""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from codegarden.plain import to_text


class Outcome(StrEnum):
    """How one test of one program ended."""

    PASS = "pass"
    WRONG = "wrong"
    EXCEPTION = "exception"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    KILLED = "killed"
    OUTPUT_LIMIT = "output_limit"
    SYNTAX_ERROR = "syntax_error"
    MISSING_FUNCTION = "missing_function"
    NOT_PLAIN_DATA = "not_plain_data"
    SKIPPED = "skipped"
    HARNESS_ERROR = "harness_error"


class TestKind(StrEnum):
    """What a test case runs, and where.

    ``CALL``: the entry point with literal arguments, in the sandbox; compared outside of it.
    ``EXPRESSION``: an expression over the program's names, in the sandbox, after ``setup``.
    ``ASSERT``: one assert line, outside the sandbox, against a proxy of the program's functions.
    ``SUITE``: the source of a function ``check(candidate)`` or ``check_<problem>(candidate)``,
    outside the sandbox, against a proxy of the entry point.
    """

    __test__ = False  # not a pytest class

    CALL = "call"
    EXPRESSION = "expression"
    ASSERT = "assert"
    SUITE = "suite"


@dataclass(frozen=True)
class TestCase:
    """One test of a problem's programs.

    ``args`` and ``expected`` are plain Python data (None, bool, int, float, complex, str, bytes,
    list, tuple, set, frozenset, dict). ``tolerance`` is both absolute and relative; with 0, numbers
    must be equal. ``origin`` is "stored" for a row of the database and "definitions" for a function
    of the user's ``main_definitions.py``.
    """

    __test__ = False  # not a pytest class

    name: str
    kind: TestKind = TestKind.CALL
    args: tuple[Any, ...] = ()
    expected: Any = None
    source: str = ""
    setup: str = ""
    tolerance: float = 0.0
    origin: str = "stored"

    def call(self, entry_point: str) -> str:
        """Return the test as a line of Python, as a person would write it.

        >>> TestCase("1", args=([3, 1], True)).call("sort")
        'sort([3, 1], True)'
        """
        if self.kind is TestKind.CALL:
            return f"{entry_point}({', '.join(map(repr, self.args))})"
        return self.source

    @cached_property
    def sha256(self) -> str:
        """Identity of what is tested: the same test under another name has the same identity.

        Raises ``PlainDataError`` for arguments or an expected value that are not plain data.
        """
        values = (self.kind.value, tuple(self.args), self.expected)
        return sha256(to_text((*values, self.source, self.setup, float(self.tolerance))))


@dataclass(frozen=True)
class Program:
    """The source of one program for a problem, and where it came from.

    ``is_correct`` is None while nobody knows. ``parents`` are the SHA-256 identities of the
    programs that it was made from, ``operator`` the mutation operator or "crossover" that made it,
    ``label`` a word or two for people (an approach, a bug, a file's name).
    """

    source: str
    entry_point: str
    problem: str = ""
    is_correct: bool | None = None
    origin: str = ""
    operator: str = ""
    parents: tuple[str, ...] = ()
    label: str = ""

    @cached_property
    def sha256(self) -> str:
        """Identity of the program: SHA-256 of its source, in hexadecimal."""
        return sha256(self.source)


@dataclass(frozen=True)
class Problem:
    """A task with its programs and test cases.

    ``name`` is unique within the database and carries its collection, as in "quixbugs/flatten".
    ``split`` is what a public data set says of the problem's use ("train", "validation", "test")
    and "" where it says nothing.
    """

    name: str
    description: str
    entry_point: str
    programs: tuple[Program, ...] = ()
    tests: tuple[TestCase, ...] = ()
    origin: str = ""
    split: str = ""
    topics: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Verdict:
    """What one test said of one program.

    ``cpu_s`` is in seconds of CPU time. ``message`` is an exception's type and text, the signal
    that killed the program, or another reason; ``returned`` (a repr) and ``stdout`` are shortened.
    """

    test: str
    outcome: Outcome
    cpu_s: float = 0.0
    message: str = ""
    returned: str = ""
    stdout: str = ""

    @property
    def passed(self) -> bool:
        """Whether the program passed the test."""
        return self.outcome is Outcome.PASS


def sha256(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, in hexadecimal.

    Lone surrogates, which a Python string may hold, are kept apart rather than refused.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
