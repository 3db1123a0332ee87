"""Runs the tests that cannot be taken apart, on the judge's side, against a proxy of the program.

``check(candidate)`` gets a function that sends each call's arguments to the child and returns what
comes back, so the suite's asserts and expected values never enter the child. A proxy sends copies:
what a call does to its arguments is not seen, its returned value is.

A test's source is trusted as far as the user who wrote it is; the judge is in a jail of its own
all the same.
"""

import builtins
import traceback
from typing import Any

from codegarden.program import Outcome, TestCase, TestKind
from codegarden.sandbox import asserts, wire
from codegarden.sandbox.cell import Cell, Ended
from codegarden.sandbox.compare import shorten, show
from codegarden.sandbox.plans import Finding, failure
from codegarden.sandbox.replies import Slow, alarm
from codegarden.source import split_lines


class ProgramError(Exception):
    """An exception of the program under test that is none of Python's own."""


class Proxy:
    """Calls of one child's functions, and how the last of them ended."""

    def __init__(self, cell: Cell):
        self.cell = cell
        self.calls = 0
        self.returned = ""
        self.stdout = ""
        self.lines: set[int] = set()
        self.raised: BaseException | None = None
        self.finding: Finding | None = None

    def function(self, name: str):
        """Return a function that calls the program's function of this name."""

        def proxied(*args, **kwargs):
            return self.call(name, args, kwargs)

        proxied.__name__ = proxied.__qualname__ = name
        return proxied

    def call(self, name: str, args: tuple, kwargs: dict) -> Any:
        """Call a function in the child, and return its value or raise its exception."""
        if self.finding:  # a test that swallows the end of the child gets no further
            raise Ended(self.finding.outcome, self.finding.message)
        try:
            request = wire.pack([name, list(args), kwargs])
        except wire.WireError as error:
            raise asserts.TestError(f"{name} was called with {error}") from None
        self.calls += 1
        try:
            self.cell.send(request)
            tag, content, stdout, lines = self.cell.reply()
        except Ended as ended:
            self.finding = Finding(Outcome(ended.outcome), ended.message)
            raise
        self.stdout += stdout
        self.lines.update(lines)
        if tag == "value":
            self.returned = show(content)
            return content
        if tag == "raised":
            self.raised = exception(content)
            raise self.raised
        self.finding = failure(tag, content)
        raise Ended(self.finding.outcome, self.finding.message)


def run(test: TestCase, entry_point: str, cell: Cell, seconds: float) -> Finding:
    """Run an assert line or a suite against a loaded child."""
    proxy = Proxy(cell)
    try:
        with alarm(seconds):
            execute(test, entry_point, proxy)
        finding = Finding(Outcome.PASS)
    except Slow:
        finding = Finding(Outcome.TIMEOUT, f"the test took more than {seconds:.0f} s of wall time")
    except Ended:
        finding = proxy.finding
    except asserts.TestError as error:
        finding = Finding(Outcome.HARNESS_ERROR, str(error))
    except BaseException as error:
        finding = explain(error, test, proxy)
    finding = proxy.finding or finding
    return Finding(
        finding.outcome,
        finding.message,
        proxy.returned,
        proxy.stdout,
        lines=tuple(sorted(proxy.lines)),
    )


def execute(test: TestCase, entry_point: str, proxy: Proxy) -> None:
    """Execute the test's code with a proxy under every name that it does not define."""
    namespace: dict[str, Any] = {"__name__": "test"}
    names = asserts.foreign_names(f"{test.setup}\n{test.source}", entry_point)
    namespace |= {name: proxy.function(name) for name in names}
    namespace |= asserts.known_modules(source=test.source)
    source = f"{test.setup}\n{test.source}" if test.kind is TestKind.ASSERT else test.source
    exec(compile(source, "<test>", "exec", dont_inherit=True), namespace)
    if test.kind is TestKind.SUITE:
        check = namespace.get(test.name)
        if not callable(check) or test.name in names:
            raise asserts.TestError(f"the suite defines no function {test.name}")
        check(proxy.function(entry_point))


def explain(error: BaseException, test: TestCase, proxy: Proxy) -> Finding:
    """Return the finding for an exception that came out of a test."""
    if error is proxy.raised:
        return Finding(Outcome.EXCEPTION, describe(error))
    if isinstance(error, AssertionError):
        return Finding(Outcome.WRONG, where(error, test.source))
    text = f"{type(error).__name__}: {error}"
    if proxy.calls:  # most likely the test could not work with what the program returned
        return Finding(Outcome.WRONG, shorten(f"the test raised {text}", 300))
    return Finding(Outcome.HARNESS_ERROR, shorten(f"the test raised {text}", 300))


def where(error: BaseException, source: str) -> str:
    """Return the line of a test at which an exception arose, with the exception's text."""
    numbers = [n for frame, n in traceback.walk_tb(error.__traceback__) if is_test(frame)]
    lines = split_lines(source)
    line = lines[numbers[-1] - 1].strip() if numbers and numbers[-1] <= len(lines) else ""
    return shorten(": ".join(filter(None, [line, str(error)])), 300)


def is_test(frame) -> bool:
    """Return whether a frame belongs to a test."""
    return frame.f_code.co_filename == "<test>"


def exception(content: list[str]) -> BaseException:
    """Return an exception like the program's, so that a suite can expect it.

    It has the nearest of the type's bases that is one of Python's own exceptions.
    """
    text, *names = content
    for name in names:
        base = getattr(builtins, name, None)
        if isinstance(base, type) and issubclass(base, Exception) and base is not Exception:
            break
    else:
        base = ProgramError
    kind = type(base.__name__, (base,), {"__str__": lambda self: text})
    kind.program_type = names[0]
    return kind.__new__(kind)


def describe(error: BaseException) -> str:
    """Return type and text of an exception made by ``exception``."""
    return f"{error.program_type}: {error}".rstrip(": ")
