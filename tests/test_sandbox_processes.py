"""Durability: batches, killed judges, zygotes and masters, jobs that kill their judge."""

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from codegarden.program import Outcome, Program, TestCase, TestKind
from codegarden.sandbox import Limits, Sandbox, SandboxError, layer
from codegarden.sandbox.layer import Layer

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
LIMITS = Limits(cpu_s=0.5)
TESTS = [TestCase("1", args=(2,), expected=4), TestCase("2", args=(3,), expected=9)]
SOURCES = {
    "def f(x): return x * x": ["pass", "pass"],
    "def f(x): return x + x": ["pass", "wrong"],
    "def f(x): return y": ["exception", "exception"],
    "def f(x):\n    while x: pass": ["timeout", "skipped"],
    "import os\ndef f(x): os._exit(1)": ["killed", "killed"],
    "import math\ndef f(x): return math.isqrt(x ** 4)": ["pass", "pass"],
    "def f(x): return [0] * (1 << 40)": ["memory", "memory"],
    "def f(": ["syntax_error", "syntax_error"],
    "g = 1": ["missing_function", "missing_function"],
    "def f(x): return iter([])": ["not_plain_data", "not_plain_data"],
    "def f(x):\n    while True: print(x)": ["output_limit", "output_limit"],
    "import sys\nsys.stdout = None\ndef f(x): return x": ["wrong", "wrong"],
}


def processes_below(pid):
    """All living descendants of a process."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if fields[0] != "Z":
                children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone_within(pids, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(map(alive, pids)):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("batch", [1, 5, 50])
def test_batches_give_the_same_verdicts(batch):
    drawn = random.Random(batch)
    sources = [*SOURCES] * 3
    drawn.shuffle(sources)
    with Sandbox(2, Limits(cpu_s=0.2)) as sandbox:
        jobs = [(Program(source, "f"), TESTS) for source in sources]
        answers = dict(sandbox.map(jobs, batch=batch))
    assert len(answers) == len(sources)
    for place, source in enumerate(sources):
        assert [v.outcome for v in answers[place]] == SOURCES[source], source


def test_every_winner_of_a_batch_is_confirmed_alone():
    """The first program spoils its batch in a way that static analysis does not see."""
    spoiler = "def f(x):\n    f.__code__\n    return x * x"
    lucky = "import math\ndef f(x): return 4 if x == 2 else 9"
    with Sandbox(1, LIMITS) as sandbox:
        answers = dict(sandbox.map([(Program(s, "f"), TESTS) for s in (spoiler, lucky)], batch=2))
    assert {place: [v.passed for v in some] for place, some in answers.items()} == {
        0: len(TESTS) * [True],
        1: len(TESTS) * [True],
    }


def test_killed_judges_lose_and_double_nothing():
    drawn = random.Random(0)
    jobs = [(Program(source, "f"), TESTS) for source in SOURCES if "while" not in source] * 20
    answers = [[] for _ in jobs]
    with Sandbox(2, LIMITS) as sandbox:
        for place, verdicts in sandbox.map(jobs):
            answers[place].append([v.outcome for v in verdicts])
            if drawn.random() < 0.03:
                drawn.choice(sandbox.workers).process.kill()
    assert answers == [[SOURCES[program.source]] for program, _ in jobs]


@LINUX
def test_killed_zygote_is_replaced():
    with Sandbox(1, LIMITS) as sandbox:
        assert sandbox.run(Program("def f(x): return x * x", "f"), TESTS)[1].passed
        zygote = processes_below(sandbox.workers[0].process.pid)[0]
        os.kill(zygote, signal.SIGKILL)
        assert sandbox.run(Program("def f(x): return x * x", "f"), TESTS)[1].passed


def test_job_that_kills_its_judge_is_given_up():
    """A suite is trusted code on the judge's side; even that must not hang the master."""
    suicide = TestCase(
        "check",
        TestKind.SUITE,
        source="import os\ndef check(candidate):\n    os.kill(os.getpid(), 9)\n",
    )
    program = Program("def f(x): return x * x", "f")
    with Sandbox(1, LIMITS) as sandbox:
        answers = dict(sandbox.map([(program, TESTS), (program, [suicide]), (program, TESTS)]))
    assert [v.outcome for v in answers[1]] == [Outcome.HARNESS_ERROR]
    assert all(v.passed for place in (0, 2) for v in answers[place])


MASTER = """
import sys
from codegarden.program import Program, TestCase
from codegarden.sandbox import Limits, Sandbox
with Sandbox(2, Limits(cpu_s=30.0, wall_s=60.0)) as sandbox:
    loops = [(Program("def f():\\n    while True: pass", "f"), [TestCase("1")])] * 4
    print("ready", flush=True)
    list(sandbox.map(loops))
"""


@LINUX
def test_killed_master_leaves_no_process_behind():
    master = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(MASTER)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert master.stdout.readline() == "ready\n"
        end = time.monotonic() + 20
        while len(processes_below(master.pid)) < 6 and time.monotonic() < end:
            time.sleep(0.05)
        below = processes_below(master.pid)
        assert len(below) == 6  # a judge, a zygote and a program for each of two workers
    finally:
        master.kill()
        master.wait()
        master.stdout.close()
    assert gone_within(below, 2.0)


@LINUX
def test_close_leaves_no_process_behind():
    sandbox = Sandbox(2, LIMITS)
    sandbox.open()
    below = [
        pid for w in sandbox.workers for pid in (w.process.pid, *processes_below(w.process.pid))
    ]
    assert len(below) == 4
    sandbox.close()
    assert gone_within(below, 2.0)
    assert sandbox.run(Program("def f(x): return x * x", "f"), TESTS)[0].passed
    sandbox.close()


def test_abandoned_map_does_not_hold_up_the_next():
    loops = [(Program("def f(x):\n    while x: pass", "f"), TESTS)] * 8
    with Sandbox(2, Limits(cpu_s=20.0, wall_s=30.0)) as sandbox:
        results = sandbox.map([(Program("def f(x): return x * x", "f"), TESTS), *loops])
        next(results)
        results.close()
        started = time.monotonic()
        assert sandbox.run(Program("def f(x): return x * x", "f"), TESTS)[0].passed
        assert time.monotonic() - started < 15  # not the 80 s of the loops


def test_full_isolation_refuses_where_a_layer_is_missing():
    """Asked in a process in which the kernel seems to have no landlock."""
    lacking = [Layer("landlock", False, "the kernel does not offer it", "use another")]
    message = layer.refusal(lacking)
    assert "landlock" in message
    assert "use another" in message
    assert layer.refusal([]) == ""


@LINUX
def test_full_isolation_is_refused_in_a_real_process():
    """Landlock is taken away by a filter of our own, as an old container runtime would."""
    code = """
    from codegarden.sandbox import Sandbox, SandboxError, kernel, seccomp, syscalls
    import ctypes
    code = b"".join([
        seccomp.instruction(seccomp.LOAD, seccomp.NUMBER),
        seccomp.instruction(seccomp.JUMP_EQUAL, syscalls.LANDLOCK_CREATE, 0, 1),
        seccomp.instruction(seccomp.RETURN, seccomp.DENY),
        seccomp.instruction(seccomp.RETURN, seccomp.ALLOW),
    ])
    buffer = ctypes.create_string_buffer(code, len(code))
    program = seccomp.Program(4, ctypes.addressof(buffer))
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.syscall(syscalls.SECCOMP[syscalls.machine()], 1, 0, ctypes.byref(program))
    try:
        Sandbox(1).open()
    except SandboxError as error:
        print(error)
    from codegarden.program import Program, TestCase
    with Sandbox(1, isolation="weak") as weak:
        print(weak.run(Program("def f(): return 1", "f"), [TestCase("1", expected=1)])[0].outcome)
    """
    result = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=60
    )
    first, second = result.stdout.splitlines()
    assert "landlock" in first
    assert "isolation='weak'" in first
    assert second == "pass"


def test_without_needs_weak_isolation():
    with pytest.raises(SandboxError, match="isolation='weak'"):
        Sandbox(1, without=["landlock"])


ABANDONS = """
import os, socket, struct
from codegarden.program import Program, TestCase
from codegarden.sandbox import Limits, Sandbox
sandbox = Sandbox(2, Limits(cpu_s=1.0))
jobs = [(Program("def f(x): return x", "f"), [TestCase(str(n), args=(n,))]) for n in range(40)]
next(sandbox.map(jobs))
for worker in sandbox.workers:  # closed with answers unread, which resets the connection
    worker.socket.close()
    worker.process.wait(20)
os._exit(0)
"""


def test_a_judge_whose_master_goes_says_nothing():
    done = subprocess.run([sys.executable, "-c", ABANDONS], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
