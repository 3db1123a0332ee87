"""Runs a test's own code, in the evaluator, against a proxy of the program.

``check(candidate)`` gets a function that sends each call's arguments to the child and returns what
comes back, so the suite's asserts and expected values never enter the child. A proxy sends copies:
what a call does to its arguments is not seen, its returned value is.

A test's source is trusted as far as the user who wrote it is; it runs in the judge's jail all the
same.
"""

import ast
import inspect
import traceback
from typing import Any

from codegarden.program import Outcome, TestCase, TestKind
from codegarden.sandbox import asserts, wire
from codegarden.sandbox.answers import read_test
from codegarden.sandbox.compare import shorten
from codegarden.sandbox.errors import caught, describe, exception, is_programs
from codegarden.sandbox.listening import Ended
from codegarden.sandbox.plans import Finding, failure, plan, text_of
from codegarden.sandbox.remote import remote, with_places
from codegarden.syntax.source import split_lines

# what a message is: a call, more of an iterator, for which the limits of its start go on, the end
CALL, NEXT, DONE = b"c", b"n", b"d"
CARRIED = ("value", "raised", "odd")  # replies that a test goes on with
CAUGHT = "__caught__"


class Proxy:
    """Calls of one child's functions, and how the last of them ended."""

    def __init__(self, channel: int, largest: int):
        self.channel, self.largest = channel, largest
        self.calls = 0
        self.raised: BaseException | None = None
        self.finding: Finding | None = None

    def function(self, name: str):
        """Return a function that calls the program's function of this name."""

        def proxied(*args, **kwargs):
            return self.ask("name", name, *with_places(args, kwargs))

        proxied.__name__ = proxied.__qualname__ = name
        return proxied

    def ask(self, action: str, target: str | int, *rest: Any) -> Any:
        """Have the child do something, and return its value or raise its exception."""
        if self.finding:  # a test that swallows the end of the child gets no further
            raise Ended(self.finding.outcome, self.finding.message)
        try:
            request = wire.pack([action, target, *rest])
        except wire.WireError as error:
            raise asserts.TestError(f"{target} was called with {error}") from None
        if len(request) > self.largest:
            raise MemoryError(
                f"{target} was called with {len(request) >> 20} MB: "
                f"give at most {self.largest >> 20} MB, or more memory"
            )
        wire.write_frame(self.channel, (NEXT if action == "next" else CALL) + request)
        self.calls += 1
        tag, content, *_ = wire.unpack(wire.read_frame(self.channel))
        if tag == "value":
            return content
        if tag == "raised":
            self.raised = exception(content)
            raise self.raised
        if tag == "odd":
            _, kind, handle = content
            if kind != "object" or (action == "name" and is_class_name(target)):
                return remote(kind, self.ask, handle, lambda: self.end(failure(tag, content)))
        self.end(Finding(Outcome.KILLED) if tag == "over" else failure(tag, content))
        return None

    def end(self, finding: Finding) -> None:
        """End the test with a finding."""
        self.finding = finding
        raise Ended(finding.outcome, finding.message)


def is_class_name(name: str) -> bool:
    """Return whether a test writes a name as that of a class (PEP 8).

    Where it names a function, an object in place of a result would answer for itself.
    """
    return name.lstrip("_")[:1].isupper()


def serve(channel: int) -> None:
    """Run the tests that the judge sends, until it closes the channel."""
    while True:
        try:
            question = wire.unpack(wire.read_frame(channel))
        except EOFError:
            return
        fields, entry_point, values, largest = question
        test = read_test(fields)
        if values is None:
            finding = run(test, entry_point, Proxy(channel, largest))
        else:
            finding = plan(test, entry_point).settle(values)
        wire.write_frame(channel, DONE + wire.pack(finding.record()))


def run(test: TestCase, entry_point: str, proxy: Proxy) -> Finding:
    """Run an assert line or a suite against a loaded child."""
    try:
        execute(test, entry_point, proxy)
        finding = Finding(Outcome.PASS)
    except Ended:
        finding = proxy.finding
    except asserts.TestError as error:
        finding = Finding(Outcome.HARNESS_ERROR, str(error))
    except BaseException as error:
        finding = explain(error, test, proxy)
    return proxy.finding or finding


def execute(test: TestCase, entry_point: str, proxy: Proxy) -> None:
    """Execute the test's code with a proxy under every name that it does not define."""
    source = source_of(test)
    namespace: dict[str, Any] = {"__name__": "test"}
    names = asserts.foreign_names(source, entry_point)
    namespace |= {name: proxy.function(name) for name in names}
    namespace |= asserts.known_modules(source=source)
    namespace[CAUGHT] = lambda kinds: caught(kinds, proxy.raised)
    finish(eval(compiled(source), namespace))
    if test.kind is TestKind.SUITE:
        check = namespace.get(test.name)
        if not callable(check) or test.name in names:
            raise asserts.TestError(f"the suite defines no function {test.name}")
        finish(check(proxy.function(entry_point)))


def source_of(test: TestCase) -> str:
    """Return all of the code of a test."""
    return f"{test.setup}\n{test.source}" if test.setup else test.source


class AskWhatIsCaught(ast.NodeTransformer):
    """Have every ``except`` of a test take the program's exceptions for what they are."""

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.ExceptHandler:
        """Turn ``except T`` into ``except caught(T)``."""
        self.generic_visit(node)
        if node.type:
            function = ast.Name(CAUGHT, ast.Load())
            node.type = ast.copy_location(ast.Call(function, [node.type], []), node.type)
        return node


def compiled(source: str):
    """Return a test's source as a code object, a coroutine's where it awaits at its top."""
    tree = ast.fix_missing_locations(AskWhatIsCaught().visit(ast.parse(source)))
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    return compile(tree, "<test>", "exec", flags, dont_inherit=True)


def finish(result: Any) -> None:
    """Run what a test left to be awaited."""
    if inspect.iscoroutine(result):
        import asyncio

        asyncio.run(result)


def explain(error: BaseException, test: TestCase, proxy: Proxy) -> Finding:
    """Return the finding for an exception that came out of a test."""
    if is_programs(error):
        return Finding(Outcome.EXCEPTION, describe(error))
    if isinstance(error, AssertionError):
        return Finding(Outcome.WRONG, where(error, source_of(test)))
    message = shorten(f"the test raised {type(error).__name__}: {text_of(error)}", 300)
    if not proxy.calls:
        return Finding(Outcome.HARNESS_ERROR, message)
    # most likely the test could not work with what the program returned
    outcome = Outcome.MEMORY if isinstance(error, MemoryError) else Outcome.WRONG
    return Finding(outcome, message)


def where(error: BaseException, source: str) -> str:
    """Return the line of a test at which an exception arose, with the exception's text."""
    numbers = [n for frame, n in traceback.walk_tb(error.__traceback__) if is_test(frame)]
    lines = split_lines(source)
    line = lines[numbers[-1] - 1].strip() if numbers and numbers[-1] <= len(lines) else ""
    return shorten(": ".join(filter(None, [line, text_of(error)])), 300)


def is_test(frame) -> bool:
    """Return whether a frame belongs to a test."""
    return frame.f_code.co_filename == "<test>"
