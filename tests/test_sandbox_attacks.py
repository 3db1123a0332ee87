"""Cheats of the test's own code, and values that are small to send and endless to use."""

import tempfile
import time

import pytest

from codegarden.program import Outcome, Program, TestCase, TestKind
from codegarden.sandbox import Limits, Sandbox

LIMITS = Limits(cpu_s=0.5, wall_s=10.0, total_wall_s=30.0)
ORDINARY = Program("def f(x): return x + 1", "f")
NEXT = [TestCase("1", args=(1,), expected=2), TestCase("2", TestKind.ASSERT, source="assert f(1)")]


def line(source):
    return TestCase("t", TestKind.ASSERT, source=source)


def suite(*body):
    lines = "".join(f"    {part}\n" for part in body)
    return TestCase("check", TestKind.SUITE, source=f"def check(candidate):\n{lines}")


def expects(kind):
    return suite(
        "try:", "    candidate(1)", f"except {kind}:", "    return", "raise AssertionError"
    )


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(workers=1, limits=LIMITS) as found:
        yield found


STOPS = "def f(x): raise StopIteration"
END = "class End(StopIteration): pass\ndef f(x): raise End"
LIAR = "class E(Exception): __class__ = TypeError\ndef f(x): raise E"
SAME = "class TypeError(Exception): pass\ndef f(x): raise TypeError"
TEXT = "class E(Exception):\n    def __str__(self): raise self\ndef f(x): raise E"
UNICODE = "def f(x): raise UnicodeDecodeError('a', b'b', 1, 2, 'c')"
CLEARS = "def f(x): x.clear(); return x"
BY_GROUP = suite("try: candidate(1)", "except* TypeError: pass", "except* ValueError: pass")
BY_ARGS = suite("try: candidate(3)", "except ValueError as e: assert e.args == ('x is', 3)")
IN_CHILD = TestCase("t", TestKind.EXPRESSION, source="bool(f(1) == 3)", expected=True)
GROUP = "def f(x): raise ExceptionGroup('many', [ValueError(1), TypeError(2)])"
OWN = "class Negative(ValueError): pass\ndef f(x): raise Negative('x is', x)"
YES = "class Yes:\n    def __eq__(self, other): return True\n    def __bool__(self): return True\n"
YES += "    def __contains__(self, x): return True\n    def __hash__(self): return 1\n"
YES += "    def __iter__(self): raise StopIteration\n    def __index__(self): return 1\n"
YES += "    def isdigit(self): return True\ndef f(x): return Yes()"

RAISED = [
    # what ends an iteration ends none of the test's
    (STOPS, line("assert all(map(f, [1, 2, 3]))"), "exception"),
    (STOPS, line("assert list(map(f, [1])) == []"), "exception"),
    (STOPS, line("assert next(map(f, [1]), 5) == 5"), "exception"),
    (STOPS, line("assert not any(f(x) for x in [1])"), "exception"),
    (STOPS, line("assert sum(1 for _ in iter(lambda: f(1), 0)) == 0"), "exception"),
    (STOPS, suite("for _ in zip([1], map(candidate, [1])): raise AssertionError"), "exception"),
    (STOPS, suite("a = [*filter(candidate, [1])]", "assert a == []"), "exception"),
    (STOPS, TestCase("t", TestKind.EXPRESSION, source="[*map(f, [1])]", expected=[]), "exception"),
    ("async def f(x): raise StopIteration", line("assert not await f(1)"), "exception"),
    ("def f(x): raise StopAsyncIteration", line("assert all(map(f, [1]))"), "exception"),
    ("def f(x): raise GeneratorExit", line("assert all(map(f, [1]))"), "exception"),
    (END, line("assert all(map(f, [1]))"), "exception"),
    # and is what it is where the test expects it
    (STOPS, expects("StopIteration"), "pass"),
    (STOPS, expects("(ValueError, StopIteration)"), "pass"),
    (STOPS, expects("Exception"), "pass"),
    (STOPS, expects("RuntimeError"), "exception"),
    ("def f(x): raise GeneratorExit", expects("GeneratorExit"), "pass"),
    ("def f(x): raise GeneratorExit", expects("Exception"), "exception"),
    (GROUP, expects("TypeError"), "exception"),
    (GROUP, expects("ExceptionGroup"), "pass"),
    (GROUP, BY_GROUP, "pass"),
    (GROUP, line("assert f(1) == 1"), "exception"),
    ("def f(x): raise SystemExit(3)", expects("SystemExit"), "pass"),
    ("def f(x): raise SystemExit(3)", expects("Exception"), "exception"),
    ("def f(x): raise KeyboardInterrupt", expects("KeyboardInterrupt"), "pass"),
    ("def f(x): raise KeyboardInterrupt", expects("Exception"), "exception"),
    (OWN, expects("ValueError"), "pass"),
    (OWN, expects("Negative"), "pass"),
    (OWN, expects("TypeError"), "exception"),
    (OWN, BY_ARGS, "pass"),
    (SAME, expects("OSError"), "exception"),
    (LIAR, expects("TypeError"), "exception"),
    (TEXT, suite("candidate(1)"), "exception"),
    (UNICODE, expects("UnicodeDecodeError"), "pass"),
    ("def f(x): raise AssertionError", suite("assert candidate(1)"), "exception"),
    # no object answers in place of a value
    (YES, line("assert f(1) == 3"), "not_plain_data"),
    (YES, line("assert f(1)"), "not_plain_data"),
    (YES, line("assert 3 in f(1)"), "exception"),
    (YES, line("assert list(f(1)) == []"), "exception"),
    (YES, line("assert f(1).isdigit()"), "wrong"),
    (YES, line("assert [0, 1][f(1)] == 1"), "wrong"),
    (YES, line("assert {f(1): 2}"), "not_plain_data"),
    (YES, suite("assert candidate(1) == 3"), "not_plain_data"),
    (YES, IN_CHILD, "not_plain_data"),
    # nor is the test's data within reach
    (CLEARS, suite("data = [1]", "candidate(data)", "assert data == [1]"), "pass"),
    (CLEARS, suite("data = [1]", "assert candidate(data) == data"), "wrong"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "test", "outcome"), RAISED)
def test_what_a_program_raises_or_returns_reaches_a_test_as_what_it_is(
    sandbox, source, test, outcome
):
    [verdict] = sandbox.run(Program(source, "f"), [test])
    assert verdict.outcome == outcome, verdict


RANGE = "def f(): return range(10**18)"
DECIMAL = "from decimal import Decimal\ndef f(): return Decimal('1E+999999999')"
DIGITS = "def f(): return 10**5000"
ECHO = "def f(x=200_000_000): return x"
ENDLESS = [
    (RANGE, line("assert sum(f()) == 1"), "timeout"),
    (RANGE, line("assert max(f()) == 1"), "timeout"),
    (RANGE, line("assert 2.5 in f()"), "timeout"),
    (RANGE, line("assert set(f()) == {1}"), "timeout|memory"),
    (RANGE, suite("assert sum(candidate()) == 1"), "timeout"),
    (RANGE, line("assert f() == [1]"), "wrong"),
    (DECIMAL, line("assert int(f()) == 1"), "timeout|memory"),
    (DECIMAL, line("assert f() == 1"), "wrong"),
    (DIGITS, line("assert f() == 1"), "wrong"),
    (DIGITS, line("assert str(f()) == '1'"), "wrong"),
    (DIGITS, line("assert {1: 2}[f()] == 1"), "wrong"),
    (DIGITS, suite("assert candidate() == 1, candidate()"), "wrong"),
    (DIGITS, suite("raise ValueError(candidate())"), "wrong"),
    ("def f(): raise ValueError(10**5000)", line("assert f() == 1"), "exception"),
    ("def f(): raise ValueError('\\ud800')", line("assert f() == 1"), "exception"),
    (ECHO, TestCase("t", args=("x" * 200_000_000,)), "harness_error"),
    (ECHO, suite("candidate('x' * 200_000_000)"), "harness_error"),
    (ECHO, suite("candidate('x' * candidate())"), "memory"),
    (ECHO, suite("assert len(candidate('x' * 500_000)) == 500_000"), "pass"),
    ("def f():\n    while True: yield 1", line("assert list(f()) == [1]"), "timeout|memory"),
    ("def f():\n    while True: yield 1", line("assert next(f()) == 1"), "pass"),
    ("def f(): return 1", suite("candidate()", "while True: pass"), "timeout"),
    ("def f(): return 1", suite("candidate()", "x = [0]", "while True: x += x"), "memory"),
    ("def f(): return 1", suite("import os", "os.kill(os.getpid(), 9)"), "harness_error"),
    ("def f(): return 1", suite("import os", "candidate()", "os._exit(0)"), "wrong"),
]


@pytest.mark.parametrize(("source", "test", "outcomes"), ENDLESS)
def test_work_on_a_value_costs_its_program_alone(sandbox, source, test, outcomes):
    judge = sandbox.workers[0].process.pid
    [verdict] = sandbox.run(Program(source, "f"), [test])
    assert verdict.outcome in outcomes.split("|"), verdict
    verdict.message.encode()
    started = time.process_time()
    assert all(v.passed for v in sandbox.run(ORDINARY, NEXT))
    assert time.process_time() - started < 1
    assert sandbox.workers[0].process.pid == judge, "the judge was replaced"


def test_a_test_that_takes_too_long_skips_the_rest_alone_and_in_a_batch():
    tests = [line("assert sum(f()) == 1"), TestCase("2", expected=1)]
    jobs = [(Program(RANGE, "f"), tests), (Program("def f(): return [1]", "f"), tests)]
    with Sandbox(1, LIMITS) as box:
        found = [dict(box.map(jobs, batch=batch)) for batch in (1, 2)]
    for answers in found:
        assert [v.outcome for v in answers[0]] == ["timeout", "skipped"]
        assert [v.outcome for v in answers[1]] == ["pass", "wrong"]


def test_nothing_of_a_folder_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    source = "import os\ndef f():\n    os.makedirs('a/b')\n    os.mkdir('a/b/c', 0)\n"
    with Sandbox(1, LIMITS) as box:
        run = box.run_in_folder(Program(source, "f"), [TestCase("1")], {"x": "1"})
        assert run.verdicts[0].passed
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


DEEP = """
import os
def f():
    for _ in range(1500):
        os.mkdir("d")
        os.chdir("d")
    with open("x", "w") as file:
        file.write("bottom")
"""


def test_a_folder_may_be_deeper_than_python_recurses():
    with Sandbox(1, Limits(cpu_s=10.0, wall_s=60.0, total_wall_s=120.0)) as box:
        run = box.run_in_folder(Program(DEEP, "f"), [TestCase("1")], {})
        assert run.verdicts[0].passed
        assert list(run.files.values()) == [b"bottom"]
        assert box.run_in_folder(ORDINARY, NEXT, {}).files == {}


LAZY = """
import asyncio, datetime
class Solution:
    def __init__(self, start=0): self.total = start
    def m(self, x): self.total += x; return self.total
    def __len__(self): return self.total
class Node:
    def __init__(self, value, left=None): self.value, self.left = value, left
def f(n): yield from range(n)
def keys(d): return d.keys()
def values(d): return d.values()
def items(d): return d.items()
def texts(xs): return map(str, xs)
def pairs(a, b): return zip(a, b)
def fails(n): yield n; raise KeyError(n)
def stuck():
    yield 1
    while True: pass
def adder(n): return lambda m: n + m
def depth(node): return 1 + depth(node.left) if node else 0
async def double(x): return 2 * x
async def later(x): await asyncio.sleep(0); return 2 * x
async def count(n):
    for i in range(n): yield i
def next_day(day): return day + datetime.timedelta(days=1)
"""
USES = [
    ("list(f(3)) == [0, 1, 2]", "pass"),
    ("list(f(3)) == [0, 1]", "wrong"),
    ("sum(f(1000)) == 499500", "pass"),
    ("2 in f(3) and 3 not in f(3)", "pass"),
    ("set(keys({1: 2})) == {1} and len(keys({1: 2})) == 1", "pass"),
    ("keys({1: 2}) == {1}", "pass"),
    ("sorted(values({1: [2], 2: [1]})) == [[1], [2]]", "pass"),
    ("dict(items({1: 2})) == {1: 2}", "pass"),
    ("list(texts([1])) == ['1']", "pass"),
    ("dict(pairs('a', [1])) == {'a': 1}", "pass"),
    ("next(stuck()) == 1", "pass"),
    ("list(stuck()) == [1]", "timeout"),
    ("list(fails(1)) == [1]", "exception"),
    ("f(3) == [0, 1, 2]", "not_plain_data"),
    ("adder(1)(2) == 3", "pass"),
    ("Solution().m(1) == 1", "pass"),
    ("Solution(5).m(1) == 6 and Solution(start=2).total == 2", "pass"),
    ("len(Solution(3)) == 3", "pass"),
    ("Solution().n(1) == 1", "exception"),
    ("Solution() == Solution()", "not_plain_data"),
    ("depth(Node(1, Node(2))) == 2", "pass"),
    ("depth(Node(1, Node(2))) > 1", "pass"),
    ("asyncio.run(double(3)) == 6", "pass"),
    ("await double(3) == 6", "pass"),
    ("asyncio.run(later(3)) == 7", "wrong"),
    ("[x async for x in count(3)] == [0, 1, 2]", "pass"),
    ("double(3) == 6", "not_plain_data"),
    ("next_day(datetime.date(2024, 2, 28)) == datetime.date(2024, 2, 29)", "pass"),
    ("next_day(datetime.datetime(2024, 1, 1, 5)).hour == 5", "pass"),
    ("next_day(datetime.date(2024, 1, 1)) == datetime.datetime(2024, 1, 2)", "wrong"),
]


@pytest.mark.parametrize(("source", "outcome"), USES)
def test_a_test_may_use_what_is_no_plain_data(sandbox, source, outcome):
    [verdict] = sandbox.run(Program(LAZY, "f"), [line(f"assert {source}")])
    assert verdict.outcome == outcome, verdict


def test_an_object_lives_through_a_suite(sandbox):
    body = [
        *("s = Solution(1)", "s.m(2)", "assert s.m(3) == 6"),
        *("s.total = 10", "assert s.total == 10"),
        *("n = Node(1)", "n.left = Node(2)", "assert depth(n) == 2"),
    ]  # fmt: skip
    [verdict] = sandbox.run(Program(LAZY, "f"), [suite(*body)])
    assert verdict.passed, verdict


def test_a_suite_may_be_asynchronous(sandbox):
    source = "async def check(candidate):\n    assert await candidate(3) == 6\n"
    tests = [TestCase("check", TestKind.SUITE, source=source)]
    assert sandbox.run(Program(LAZY, "later"), tests)[0].passed
    assert sandbox.run(Program(LAZY, "next_day"), tests)[0].outcome is Outcome.EXCEPTION
