"""A test case as steps for the child and a judgement of the replies.

Three of the four kinds of test become steps: calls, expressions, and assert lines that can be taken
apart (``asserts.py``). What is left runs on the judge's side: see ``proxy.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from codegarden.program import Outcome, TestCase, TestKind
from codegarden.sandbox import asserts, wire
from codegarden.sandbox.compare import equal, printable, shorten, show
from codegarden.sandbox.replies import LARGE

STDOUT_SHOWN = 500  # characters


@dataclass(frozen=True)
class Finding:
    """What one test said: a ``Verdict`` on its way, still without the test's name."""

    outcome: Outcome
    message: str = ""
    returned: str = ""
    stdout: str = ""
    cpu_s: float = 0.0
    lines: tuple[int, ...] = ()

    def record(self) -> list:
        """Return the finding as plain data, in the order of its fields."""
        texts = map(printable, (self.message, self.returned, self.stdout))
        return [str(self.outcome), *texts, self.cpu_s, self.lines]

    @classmethod
    def read(cls, data: bytes) -> "Finding":
        """Return the finding that was packed as a record."""
        outcome, *others = wire.unpack(data)
        return cls(Outcome(outcome), *others)


@dataclass(frozen=True)
class Plan:
    """How one test is run.

    ``steps`` go to the child, ``judge`` gets the values that they returned. Where ``steps`` is
    empty, the test is run by proxy, or ``error`` says why it cannot be run. ``is_equality`` tells
    that the judgement compares with an expected value, and asks for nothing else.
    """

    test: TestCase
    steps: list[list] = field(default_factory=list)
    judge: Callable[[list], bool] | None = None
    error: str = ""
    is_equality: bool = True

    def is_quick(self, size: int) -> bool:
        """Return whether to judge values of so many bytes takes no time to speak of."""
        return self.is_equality and size <= LARGE

    def may_go_on(self) -> bool:
        """Return whether the test may do something with a value that is no plain data."""
        return self.test.kind is TestKind.ASSERT and not self.is_equality

    def settle(self, values: list) -> Finding:
        """Judge the values that the steps returned."""
        returned = show(values[-1])
        try:
            passed = self.judge(values)
        except MemoryError:
            message = "the test's condition needed more memory than it may use"
            return Finding(Outcome.MEMORY, message, returned)
        except Exception as error:
            # the value is of another type than the test can compare
            message = f"the test's condition raised {type(error).__name__}: {text_of(error)}"
            message = shorten(message, 300)
            return Finding(Outcome.WRONG, message, returned)
        return Finding(Outcome.PASS if passed else Outcome.WRONG, returned=returned)


def plan(test: TestCase, entry_point: str) -> Plan:
    """Return how a test is run against a program with this entry point."""
    try:
        made = PLANNERS[test.kind](test, entry_point)
        wire.pack([[[made.steps]]])  # as deep as it is sent to the program's process
        return made
    except asserts.TestError as error:
        return Plan(test, error=str(error))
    except Exception as error:  # a test that nobody thought of costs itself alone, not the judge
        return Plan(test, error=f"the test cannot be read: {type(error).__name__}: {error}"[:300])


def plan_call(test: TestCase, entry_point: str) -> Plan:
    """Plan a call of the entry point."""
    return Plan(test, [["call", entry_point, list(test.args), {}]], by_equality(test))


def plan_expression(test: TestCase, entry_point: str) -> Plan:
    """Plan an expression over the program's names."""
    asserts.check_expression(test.source, test.setup)
    if type(test.expected) is bool and asserts.compares(test.source, test.setup):
        # in the sandbox, an ``__eq__`` of the program's would take part
        line = f"assert ({test.source}) == {test.expected}"
        if found := asserts.condition(line, entry_point):
            steps = [["call", *call] for call in found.calls]
            return Plan(test, steps, by_condition(test, found), is_equality=False)
    return Plan(test, [["evaluate", test.setup, test.source]], by_equality(test))


def plan_assert(test: TestCase, entry_point: str) -> Plan:
    """Take the assert line apart; where its arguments are objects, evaluate it in the child."""
    asserts.parse(test.source)
    asserts.check_expression("0", test.setup)
    imports = asserts.is_imports(test.setup)
    if imports and (found := asserts.condition(test.source, entry_point)):
        steps = [["call", *call] for call in found.calls]
        return Plan(test, steps, by_condition(test, found), is_equality=found.is_equality)
    expression = asserts.as_expression(test.source)
    if expression and asserts.builds_objects(test.source, test.setup, entry_point):
        source, expected = expression
        steps = [["evaluate", test.setup, source]]
        return Plan(test, steps, lambda values: equal(values[0], expected, test.tolerance))
    return Plan(test)


def plan_suite(test: TestCase, entry_point: str) -> Plan:
    """Leave a suite that parses to the proxy."""
    asserts.foreign_names(test.source, entry_point)
    return Plan(test)


PLANNERS = {
    TestKind.CALL: plan_call,
    TestKind.EXPRESSION: plan_expression,
    TestKind.ASSERT: plan_assert,
    TestKind.SUITE: plan_suite,
}


def by_equality(test: TestCase) -> Callable[[list], bool]:
    """Return the judgement that the value is the expected one."""
    return lambda values: equal(values[0], test.expected, test.tolerance)


def by_condition(test: TestCase, condition: asserts.Condition) -> Callable[[list], bool]:
    """Return the judgement that an assert line's condition holds for the values."""
    if condition.is_equality:
        return lambda values: equal(values[0], condition.expected, test.tolerance)

    def judge(values: list) -> Any:
        named = {f"_{number}": value for number, value in enumerate(values)}
        return bool(eval(condition.code, asserts.known_modules(condition.code) | named))

    return judge


def text_of(error: BaseException) -> str:
    """Return the text of an exception, "" where it cannot be written.

    An integer of more than 4,300 digits cannot, for one.
    """
    try:
        return str(error)
    except Exception:
        return ""


HINTS = {
    "coroutine": ": await it, as in asyncio.run(f(1)) == 2",
    "iterator": ": take its items, as in list(f(1)) == [2]",
    "iterable": ": take its items, as in list(f(1)) == [2]",
}


def failure(tag: str, content: Any) -> Finding:
    """Return the finding for a reply other than a value."""
    if tag in ("raised", "syntax"):
        text, [name, *_] = content[:2]
        outcome = Outcome.EXCEPTION if tag == "raised" else Outcome.SYNTAX_ERROR
        return Finding(outcome, f"{name}: {text}".rstrip(": "))
    if tag == "odd":
        reason, kind, _ = content
        hint = HINTS.get(kind, "")
        return Finding(Outcome.NOT_PLAIN_DATA, f"returned {shorten(reason, 200)}{hint}")
    outcome, message = {
        "large": (Outcome.OUTPUT_LIMIT, f"returned {content} bytes"),
        "memory": (Outcome.MEMORY, "MemoryError"),
        "missing": (Outcome.MISSING_FUNCTION, f"the program defines no function {content}"),
        "flood": (Outcome.OUTPUT_LIMIT, "printed more than it may"),
        "slow": (Outcome.TIMEOUT, "more CPU time than it may use"),
        "loaded": (Outcome.KILLED, "sent a message out of turn"),
        "value": (Outcome.KILLED, "sent a message out of turn"),
    }[tag]
    return Finding(outcome, shorten(message, 300))
