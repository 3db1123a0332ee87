"""A pytest plugin: how each test ended, what it took, and which lines of some files it ran.

Everything is told as soon as it is known, a JSON value a line, so that what a killed process has
told is not lost. A test that is skipped, or fails as expected, counts as passed.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Collection
from typing import Any

import pytest

SHOWN = 300  # characters of a message


class Recorder:
    """Runs the wanted tests of those that pytest collects, and tells of each.

    ``wanted`` are node ids, None for all. ``files`` are real paths whose lines are traced, and
    ``limits`` what tests may take, in seconds of CPU time by node id.
    """

    def __init__(
        self,
        tell: Callable[[Any], None],
        wanted: Collection[str] | None,
        files: Collection[str] = (),
        cpu_s: float = 0.0,
    ):
        self.tell, self.wanted, self.cpu_s = tell, wanted, cpu_s
        self.files = frozenset(files)
        self.lines: set[tuple[str, int]] = set()
        self.outcome, self.message = "pass", ""
        if self.files:
            self.trace()

    def trace(self) -> None:
        """Begin to note the lines of the files that are run."""
        real: dict[str, str] = {}

        def local(frame: Any, event: str, _argument: Any) -> Any:
            if event == "line":
                self.lines.add((real[frame.f_code.co_filename], frame.f_lineno))
            return local

        def on_call(frame: Any, _event: str, _argument: Any) -> Any:
            name = frame.f_code.co_filename
            if name not in real:
                real[name] = os.path.realpath(name)
            if real[name] not in self.files:
                return None
            self.lines.add((real[name], frame.f_lineno))
            return local

        threading.settrace(on_call)
        sys.settrace(on_call)

    def take_lines(self) -> list[tuple[str, int]]:
        """Return the lines that were run since the last time."""
        found, self.lines = sorted(self.lines), set()
        return found

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Tell what pytest and its plugins have imported from outside of the project."""
        files = {name: getattr(one, "__file__", None) for name, one in list(sys.modules.items())}
        installed = (sys.prefix, sys.base_prefix)
        names = [name for name, file in files.items() if file and file.startswith(installed)]
        self.tell(["imported", names])

    def pytest_collectreport(self, report: Any) -> None:
        """Tell of a file that cannot be collected."""
        if report.failed:
            self.tell(["broken", report.nodeid, last_line(report.longreprtext)])

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: Any, items: list) -> None:
        """Keep the wanted tests, and tell where the suite is."""
        if self.wanted is not None:
            items[:] = [item for item in items if item.nodeid in self.wanted]
        names = [item.nodeid for item in items]
        self.tell(["collected", str(config.rootpath), names, self.take_lines()])

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: Any) -> Any:
        """Time a test, set up and torn down included."""
        self.outcome, self.message = "pass", ""
        self.tell(["starts", item.nodeid])
        began = time.process_time()
        if self.cpu_s:
            signal.setitimer(signal.ITIMER_PROF, self.cpu_s)
        yield
        if self.cpu_s:
            signal.setitimer(signal.ITIMER_PROF, 0)
        took = time.process_time() - began
        self.tell(["ended", item.nodeid, self.outcome, took, self.message, self.take_lines()])

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        """Tell what the standard library can have imported before, and end: nobody reads a summary.

        The last test has torn down what the session had set up.
        """
        standard = sys.stdlib_module_names
        self.tell(["imported", [one for one in sys.modules if one.partition(".")[0] in standard]])
        os._exit(0)

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Note a failure of a test, or of its set-up or tear-down."""
        if report.failed and self.outcome == "pass":
            text = last_line(report.longreprtext)
            failed = report.when == "call" and "AssertionError" in report.longreprtext
            self.outcome, self.message = "wrong" if failed else "exception", text


def last_line(text: str) -> str:
    """Return the line of a traceback that tells the error."""
    errors = [line[1:].strip() for line in text.splitlines() if line.startswith("E ")]
    return (errors or text.strip().splitlines() or [""])[0][:SHOWN]


def to_pipe(descriptor: int) -> Callable[[Any], None]:
    """Return a function that writes JSON lines to a pipe, each at once."""

    def tell(value: Any) -> None:
        data = json.dumps(value).encode() + b"\n"
        while data:
            data = data[os.write(descriptor, data) :]

    return tell
