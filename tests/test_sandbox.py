"""The sandbox's verdicts: every kind of test, every outcome, every promise about semantics."""

import math
import signal
import time

import pytest

from codegarden.program import Outcome, Program, TestCase, TestKind
from codegarden.sandbox import FolderError, Limits, LimitsError, Sandbox, SandboxError, layers

SOURCE = """
import math
STATE = []
class Node:
    def __init__(self, value): self.value = value
def f(x, y=1): return [x, y]
def value_of(node): return node.value
def count(): STATE.append(1); return len(STATE)
def reverse(items): items.reverse()
def loud(x): print("hello", x); return x
def loop():
    total = 0
    while True:
        total += 1
def boom(x): raise KeyError(x)
def odd(): return (i for i in range(3))
def quit_now(status): import os; os._exit(status)
def hungry(): return len([0] * (1 << 40))
def flood():
    while True: print("x" * 100)
def large(): return "x" * 5_000_000
def nan(): return [1.0, math.nan]
def third(): return 1 / 3
"""
PROGRAM = Program(SOURCE, "f")
LIMITS = Limits(cpu_s=0.5, wall_s=20.0)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(workers=2, limits=LIMITS) as found:
        yield found


def expression(source, expected=None, **fields):
    return TestCase("t", TestKind.EXPRESSION, source=source, expected=expected, **fields)


def line(source, **fields):
    return TestCase("t", TestKind.ASSERT, source=source, **fields)


def suite(body, name="check"):
    lines = "".join(f"    {part}\n" for part in body)
    return TestCase(name, TestKind.SUITE, source=f"import math\ndef {name}(candidate):\n{lines}")


CASES = {
    "call": (TestCase("t", args=(1,), expected=[1, 1]), Outcome.PASS),
    "wrong call": (TestCase("t", args=(1,), expected=[1, 2]), Outcome.WRONG),
    "list is no tuple": (TestCase("t", args=(1,), expected=(1, 1)), Outcome.WRONG),
    "numbers as Python says": (TestCase("t", args=(1.0,), expected=[True, 1]), Outcome.PASS),
    "too many arguments": (TestCase("t", args=(1, 2, 3)), Outcome.EXCEPTION),
    "expression": (expression("sum(f(1, 2))", 3), Outcome.PASS),
    "mutated argument": (expression("(reverse(x), x)", (None, [2, 1]), setup="x = [1, 2]"), "pass"),
    "object": (expression("value_of(Node(3))", 3), Outcome.PASS),
    "name unknown": (expression("g(1)"), Outcome.EXCEPTION),
    "expression that does not parse": (expression("f("), Outcome.HARNESS_ERROR),
    "exception": (expression("boom(1)"), Outcome.EXCEPTION),
    "exit": (expression("quit_now(3)"), Outcome.KILLED),
    "generator": (expression("odd()"), Outcome.NOT_PLAIN_DATA),
    "memory": (expression("hungry()"), Outcome.MEMORY),
    "flood": (expression("flood()"), Outcome.OUTPUT_LIMIT),
    "large result": (expression("large()"), Outcome.OUTPUT_LIMIT),
    "loop": (expression("loop()"), Outcome.TIMEOUT),
    "nan expected": (expression("nan()", [1.0, math.nan]), Outcome.PASS),
    "nan not expected": (expression("nan()", [1.0, 2.0]), Outcome.WRONG),
    "exact float": (expression("third()", 0.333333), Outcome.WRONG),
    "float within tolerance": (expression("third()", 0.333333, tolerance=1e-5), Outcome.PASS),
    "assert": (line("assert f(1) == [1, 1]"), Outcome.PASS),
    "assert with keywords": (line("assert f(1, y=2) == [1, 2]"), Outcome.PASS),
    "assert that fails": (line("assert f(1) == [1, 2], 'no'"), Outcome.WRONG),
    "assert is not None": (line("assert f(1) is not None"), Outcome.PASS),
    "assert not": (line("assert not f(1)"), Outcome.WRONG),
    "assert isclose": (line("assert math.isclose(third(), 0.3333, rel_tol=1e-3)"), Outcome.PASS),
    "assert over a loop": (line("assert all(f(i) == [i, 1] for i in range(3))"), Outcome.PASS),
    "assert with an object": (line("assert value_of(Node(4)) == 4"), Outcome.PASS),
    "assert with setup": (line("assert value_of(n) == 4", setup="n = Node(4)"), Outcome.PASS),
    "assert on nothing": (line("assert g(1) == 2"), Outcome.MISSING_FUNCTION),
    "assert that does not parse": (line("assert ("), Outcome.HARNESS_ERROR),
    "assert within tolerance": (line("assert third() == 0.3333", tolerance=1e-3), Outcome.PASS),
    "suite": (suite(["assert candidate(2) == [2, 1]", "assert math.pi > 3"]), Outcome.PASS),
    "suite that fails": (suite(["assert candidate(2) == 3"]), Outcome.WRONG),
    "suite by another name": (suite(["assert f(2) == [2, 1]"], "check_f"), Outcome.PASS),
    "suite that expects": (
        suite(["try: boom(1)", "except KeyError: pass", "else: raise AssertionError"]),
        Outcome.PASS,
    ),
    "suite that shares state": (suite(["assert count() == 1", "assert count() == 2"]), "pass"),
    "suite that hides a loop": (suite(["try: loop()", "except BaseException: pass"]), "timeout"),
    "suite that cannot cope": (suite(["assert len(candidate(1)[0]) == 2"]), Outcome.WRONG),
    "suite without the function": (
        TestCase("check", TestKind.SUITE, source="x = 1"),
        Outcome.HARNESS_ERROR,
    ),
    "suite at fault": (suite(["raise OSError"]), Outcome.HARNESS_ERROR),
    "suite that never ends": (suite(["candidate(1)", "while True: pass"]), Outcome.TIMEOUT),
}


@pytest.fixture(scope="module")
def found():
    """All cases at once, each as a job of its own."""
    limits = Limits(cpu_s=0.5, wall_s=6.0, total_wall_s=6.0)
    with Sandbox(workers=2, limits=limits) as sandbox:
        jobs = [(PROGRAM, [test]) for test, _ in CASES.values()]
        answers = dict(sandbox.map(jobs))
    return {name: answers[place][0] for place, name in enumerate(CASES)}


@pytest.mark.parametrize("name", CASES)
def test_outcome(found, name):
    assert found[name].outcome == CASES[name][1], found[name]


def test_verdict_says_what_happened(found):
    assert found["wrong call"].returned == "[1, 1]"
    assert found["exception"].message == "KeyError: 1"
    assert found["exit"].message == "exited with status 3"
    assert "candidate(2) == 3" in found["suite that fails"].message
    assert 0.4 < found["loop"].cpu_s < 2.0
    assert found["loop"].test == "t"


def test_verdicts_are_in_order_and_stop_at_a_timeout(sandbox):
    tests = [expression("loud(1)", 1), expression("loop()"), expression("1", 1), line("assert 1")]
    verdicts = sandbox.run(PROGRAM, tests)
    assert [v.outcome for v in verdicts] == ["pass", "timeout", "skipped", "skipped"]
    assert verdicts[0].stdout == "hello 1\n"
    assert "timed out" in verdicts[2].message


def test_tests_after_a_death_still_run(sandbox):
    tests = [
        expression("quit_now(0)"),
        expression("1", 1),
        expression("quit_now(1)"),
        line("assert f(1)"),
    ]
    outcomes = [v.outcome for v in sandbox.run(PROGRAM, tests)]
    assert outcomes == ["killed", "pass", "killed", "pass"]


def test_state_is_shared_unless_a_test_brings_a_setup(sandbox):
    shared = [expression("count()", 1), expression("count()", 2)]
    fresh = [expression("count()", 1, setup="pass"), expression("count()", 1, setup="pass")]
    assert all(v.passed for v in sandbox.run(PROGRAM, shared + fresh))


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("def f(:", Outcome.SYNTAX_ERROR),
        ("def f(): return 1\0", Outcome.SYNTAX_ERROR),
        ("x = 1", Outcome.MISSING_FUNCTION),
        ("f = 1", Outcome.MISSING_FUNCTION),
        ("1 / 0", Outcome.EXCEPTION),
        ("import os; os._exit(1)", Outcome.KILLED),
    ],
)
def test_program_that_does_not_load(sandbox, source, outcome):
    tests = [TestCase("1"), expression("1"), line("assert f() == 1"), suite(["candidate()"])]
    assert [v.outcome for v in sandbox.run(Program(source, "f"), tests)] == [outcome] * 4


def test_program_that_never_loads(sandbox):
    verdicts = sandbox.run(Program("while True: pass", "f"), [TestCase("1"), TestCase("2")])
    assert [v.outcome for v in verdicts] == ["timeout", "skipped"]
    assert "loading" in verdicts[0].message


def test_argument_that_is_no_plain_data_is_the_tests_fault(sandbox):
    [verdict] = sandbox.run(PROGRAM, [TestCase("1", args=(object(),))])
    assert verdict.outcome is Outcome.HARNESS_ERROR
    assert "object" in verdict.message


def test_no_tests_no_verdicts(sandbox):
    assert sandbox.run(PROGRAM, []) == []


def test_map_reads_no_further_than_there_is_room(sandbox):
    read, seen = [], []

    def jobs():
        for number in range(10_000):
            read.append(number)
            yield PROGRAM, [TestCase("1", args=(number,), expected=[number, 1])]

    for place, verdicts in sandbox.map(jobs(), progress=seen.append):
        assert verdicts[0].passed
        assert len(read) <= place + 100
        if place > 20:
            break
    assert seen == list(range(1, len(seen) + 1))


def test_what_is_not_answered_in_time_is_given_up():
    asleep = Program("def f(x):\n    import time\n    time.sleep(x)\n    return x\n", "f")
    late, early = TestCase("late", args=(60,)), TestCase("early", args=(0,), expected=0)
    with Sandbox(workers=1, isolation="weak", limits=Limits(wall_s=60.0)) as sandbox:
        started = time.monotonic()
        jobs = [(asleep, [early]), (asleep, [late])]
        assert [place for place, _ in sandbox.map(jobs, until=started + 2.0)] == [0]
        assert sandbox.coverage(asleep, [late], until=started + 2.0) == []
        assert sandbox.run(asleep, [early])[0].passed
        assert time.monotonic() - started < 30  # of 60 that nobody waits for


def test_run_within_map(sandbox):
    jobs = [(PROGRAM, [expression(f"f({i})", [i, 1])]) for i in range(10)]
    for place, verdicts in sandbox.map(jobs):
        assert verdicts[0].passed
        assert sandbox.run(*jobs[place])[0].passed


def test_coverage_keeps_the_lines_of_a_loop(sandbox):
    lines = dict(enumerate(SOURCE.splitlines(), 1))
    (once, covered), (endless, looped) = sandbox.coverage(
        PROGRAM, [expression("value_of(Node(3))", 3), expression("loop()")]
    )
    assert once.passed
    assert {lines[n].split("(")[0].strip() for n in covered} == {"def __init__", "def value_of"}
    assert endless.outcome is Outcome.TIMEOUT
    assert {lines[n].strip() for n in looped} == {"total = 0", "while True:", "total += 1"}


def test_coverage_of_a_suite(sandbox):
    [(verdict, covered)] = sandbox.coverage(PROGRAM, [suite(["assert candidate(1)"])])
    assert verdict.passed
    assert covered == {SOURCE.splitlines().index("def f(x, y=1): return [x, y]") + 1}


FILES = """
import os
def copy(): open("out.txt", "w").write(open("in.txt").read().upper()); os.mkdir("d")
def escape(path): open(path, "w").write("x")
def fill():
    for number in range(1000): open(str(number), "w").write("x" * 100_000)
"""


def test_folder_of_its_own(sandbox, tmp_path):
    outside = tmp_path / "outside"
    tests = [
        expression("copy()"),
        expression("open('out.txt').read()", "HELLO"),
        expression(f"escape({str(outside)!r})"),
        expression("escape('../outside')"),
    ]
    run = sandbox.run_in_folder(Program(FILES, "copy"), tests, {"in.txt": "hello", "a/b": b"1"})
    assert [v.outcome for v in run.verdicts] == ["pass", "pass", "exception", "exception"]
    assert run.files == {"in.txt": b"hello", "a/b": b"1", "out.txt": b"HELLO"}
    assert not outside.exists()
    again = sandbox.run(Program(FILES, "copy"), [expression("os.listdir()", [])], files={})
    assert again[0].passed


def test_folder_has_a_limit():
    with Sandbox(1, Limits(folder=1 << 20)) as sandbox:
        run = sandbox.run_in_folder(Program(FILES, "fill"), [TestCase("1")], {})
    assert run.verdicts[0].outcome is Outcome.OUTPUT_LIMIT
    assert sum(map(len, run.files.values())) <= 1 << 20


@pytest.mark.parametrize("name", ["../x", "/x", "", "a/../../x"])
def test_folder_refuses_names_that_lead_out(sandbox, name):
    with pytest.raises(FolderError, match="below the program's folder"):
        sandbox.run_in_folder(PROGRAM, [], {name: "x"})


@pytest.mark.parametrize("bad", [{"cpu_s": 0}, {"memory": 1}, {"wall_s": "1"}, {"output": 1.5}])
def test_limits_that_cannot_be_used(bad):
    with pytest.raises(LimitsError, match=next(iter(bad))):
        Limits(**bad)


@pytest.mark.parametrize("bad", [{"isolation": "some"}, {"workers": 0}, {"without": ["landlock"]}])
def test_sandbox_that_cannot_be_used(bad):
    with pytest.raises(SandboxError, match=r"give|needs"):
        Sandbox(**bad)


def test_weak_isolation_gives_the_same_verdicts():
    """The way of systems that are not Linux: no layer but resource limits."""
    without = [layer.name for layer in layers() if layer.name != "limits"]
    tests = [
        expression("f(1)", [1, 1]),
        expression("quit_now(1)"),
        expression("loop()"),
        line("assert 1"),
    ]
    with Sandbox(1, LIMITS, isolation="weak", without=without) as weak:
        assert weak.isolation == "weak"
        outcomes = [v.outcome for v in weak.run(PROGRAM, tests)]
    assert outcomes == ["pass", "killed", "timeout", "skipped"]


def test_a_verdict_does_not_depend_on_signals_that_were_ignored_before():
    program = Program("import os, signal\ndef f():\n    os.kill(os.getpid(), 2)\n", "f")
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Sandbox(workers=1) as sandbox:
            (verdict,) = sandbox.run(program, [TestCase("1")])
    finally:
        signal.signal(signal.SIGINT, before)
    assert (verdict.outcome, verdict.message) == (Outcome.EXCEPTION, "KeyboardInterrupt")


def nested(levels):
    value = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "test",
    [
        TestCase("odd", TestKind.ASSERT, source=f"assert f({'-' * 2000}1) == 1"),
        TestCase("odd", TestKind.ASSERT, source="assert f(...) == ..."),
        TestCase("odd", TestKind.ASSERT, source="assert f({[]}) == {[]: 1}"),
        *(TestCase("odd", args=(nested(levels),), expected=1) for levels in range(236, 252, 3)),
    ],
)
def test_an_odd_test_costs_itself_alone(test):
    program = Program("def f(x): return [x, 1]", "f")
    with Sandbox(workers=1) as sandbox:
        odd, plain = sandbox.run(program, [test, TestCase("plain", args=(3,), expected=[3, 1])])
        assert not sandbox.pool.deaths
    assert odd.outcome not in (Outcome.PASS, Outcome.KILLED)
    assert plain.passed or "a test has" in plain.message  # nothing was sent
