"""Does the sandbox hold? Runs the programs of ``tests/hostile``, each of which tries one trick.

After each program it looks at the verdict, canary files, listeners, processes left over, time, and
the verdict of an ordinary program that runs next on the same judge. The same is done as an ordinary
user where it is started as root, and once without landlock: tricks that leak then prove that the
suite would notice.
"""

import ast
import json
import os
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from codegarden import settings
from codegarden.benchmarks._ordinary_user import output_as_nobody
from codegarden.benchmarks._surroundings import Surroundings, surroundings
from codegarden.benchmarks._tricks import Trick, read_tricks
from codegarden.program import Program, TestCase, Verdict
from codegarden.sandbox import Limits, Sandbox

LIMITS = Limits(cpu_s=0.5, wall_s=3.0, total_wall_s=8.0)
SLOWEST_S = 10.0
ORDINARY = Program("def f(x):\n    return x + 1", "f")
LISTING = Program("import os\ndef f():\n    return os.listdir()", "f")
LISTING_TESTS = [TestCase("1", expected=["given"])]
ORDINARY_TESTS = [TestCase("1", args=(1,), expected=2), TestCase("2", args=(1,), expected=3)]


@dataclass
class Report:
    """What came of a trick; ``problems`` is empty where it was contained."""

    name: str
    outcome: str
    seconds: float
    problems: list[str] = field(default_factory=list)
    leaked: bool = False


def examine(tricks: Iterable[Trick], workers: int, without: tuple[str, ...] = ()) -> list[Report]:
    """Run tricks on so many judges of one worker each; return a report for each."""
    isolation = "weak" if without else "full"
    tricks = list(tricks)
    with ExitStack() as stack, ThreadPoolExecutor(workers) as pool:
        lanes = [
            (
                stack.enter_context(surroundings()),
                stack.enter_context(Sandbox(1, LIMITS, isolation, without)),
            )
            for _ in range(workers)
        ]
        lock, free = threading.Lock(), list(lanes)

        def one(trick: Trick) -> Report:
            with lock:
                lane = free.pop()
            try:
                return run_trick(trick, *lane)
            finally:
                with lock:
                    free.append(lane)

        return list(pool.map(one, tricks))


def run_trick(trick: Trick, around: Surroundings, sandbox: Sandbox) -> Report:
    """Run one trick, and look at everything that it might have done."""
    expected = ast.literal_eval(trick.expected) if trick.expected else around.expected
    program = Program(around.fill_in(trick.source), "f")
    started = time.monotonic()
    files = {"given": b"1"} if trick.in_folder else None
    [verdict] = sandbox.run(program, [TestCase("f", expected=expected)], files)
    report = Report(trick.name, str(verdict.outcome), time.monotonic() - started)
    if verdict.outcome not in trick.outcomes:
        report.problems.append(f"outcome {verdict.outcome} ({verdict.message})")
    found = leaks(verdict, around) + [f"reached {name}" for name in around.heard()]
    if around.snapshot() != around.before:
        found.append("changed files")
        around.before = around.snapshot()
    if found:
        report.leaked = True
        report.problems += found
    if report.seconds > SLOWEST_S:
        report.problems.append(f"took {report.seconds:.1f} s")
    outcomes = [str(v.outcome) for v in sandbox.run(ORDINARY, ORDINARY_TESTS)]
    if trick.in_folder:
        outcomes += [str(v.outcome) for v in sandbox.run(LISTING, LISTING_TESTS, files)]
    if outcomes not in (["pass", "wrong"], ["pass", "wrong", "pass"]):
        report.problems.append(f"the next program's verdicts are {', '.join(outcomes)}")
    end = time.monotonic() + 2.0
    while (left := left_over(sandbox)) and time.monotonic() < end:
        time.sleep(0.02)  # the ordinary program's own process may still be on its way out
    if left:
        report.problems.append(f"left processes: {left}")
    return report


def leaks(verdict: Verdict, around: Surroundings) -> list[str]:
    """Return which secrets a verdict shows."""
    shown = f"{verdict.returned}{verdict.message}{verdict.stdout}"
    found = (
        ["read a secret"]
        if around.secret in shown.replace(f"codegarden-{around.secret}", "")
        else []
    )
    return found + (["knows the expected value"] if around.expected in shown else [])


def left_over(sandbox: Sandbox) -> list[str]:
    """Return the processes below a sandbox's judges that are neither judge nor zygote."""
    if not Path("/proc/self").exists():
        return []
    judges = {worker.process.pid for worker in sandbox.workers}
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it has ended meanwhile
                continue
            parents[int(entry.name)] = int(status[1])
    zygotes = {pid for pid, parent in parents.items() if parent in judges}
    return [str(pid) for pid, parent in parents.items() if parent in zygotes]


def as_ordinary_user(folder: Path, workers: int) -> list[Report] | None:
    """Run the suite as a user without rights; None where this process is not root."""
    if os.geteuid() != 0:
        return None
    code = (
        "import json, sys; from dataclasses import asdict; from pathlib import Path; "
        "from codegarden.benchmarks.hostile import examine, read_tricks; "
        "reports = examine(read_tricks(Path(sys.argv[1])), int(sys.argv[2])); "
        "print(json.dumps([asdict(report) for report in reports]))"
    )
    output = output_as_nobody(code, folder, str(workers))
    return [Report(**report) for report in json.loads(output.splitlines()[-1])]


def run(workers: int = os.cpu_count() or 2, folder: str = "") -> dict:
    """Run the hostile suite, as this user, as an ordinary one, and without landlock."""
    place = Path(folder) if folder else settings.load().root / "tests" / "hostile"
    tricks = read_tricks(place)
    reports = examine(tricks, workers)
    table(reports, "this user")
    others = as_ordinary_user(place, workers)
    if others is not None:
        table(others, "an ordinary user")
    reading = [trick for trick in tricks if trick.group == "secrets"]
    control = examine(reading, workers, without=("landlock",))
    print(f"without landlock: {', '.join(r.name for r in control if r.leaked)} leak")
    return {
        "programs": len(tricks),
        "contained": sum(not report.problems for report in reports),
        "contained_as_ordinary_user": others and sum(not report.problems for report in others),
        "leaks_without_landlock": sum(report.leaked for report in control),
        "slowest_s": round(max(report.seconds for report in reports), 2),
    }


def table(reports: list[Report], who: str) -> None:
    """Print how many tricks were contained, by group, and which were not."""
    print(f"as {who}:")
    groups: dict[str, list[Report]] = {}
    for report in reports:
        groups.setdefault(report.name.partition("/")[0], []).append(report)
    for group, members in groups.items():
        held = sum(not report.problems for report in members)
        print(f"  {group:12} {held:4} of {len(members)}")
    for report in reports:
        if report.problems:
            print(f"  NOT CONTAINED {report.name}: {'; '.join(report.problems)}")
