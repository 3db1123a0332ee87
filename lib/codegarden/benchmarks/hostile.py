"""Does the sandbox hold? Runs the programs of ``tests/hostile``, each of which tries one trick.

After each program it looks at the verdict, canary files, listeners, processes left over, time, and
the verdict of an ordinary program that runs next on the same judge. The same is done as an ordinary
user where it is started as root, and once without landlock: tricks that leak then prove that the
suite would notice.
"""

import ast
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgpack

from codegarden import settings
from codegarden.program import Program, TestCase, Verdict
from codegarden.sandbox import Limits, Sandbox
from codegarden.source import read_source, split_lines

LIMITS = Limits(cpu_s=0.5, wall_s=3.0, total_wall_s=8.0)
SLOWEST_S = 10.0
NOBODY = 65534
ORDINARY = Program("def f(x):\n    return x + 1", "f")
LISTING = Program("import os\ndef f():\n    return os.listdir()", "f")
LISTING_TESTS = [TestCase("1", expected=["given"])]
ORDINARY_TESTS = [TestCase("1", args=(1,), expected=2), TestCase("2", args=(1,), expected=3)]


@dataclass(frozen=True)
class Trick:
    """One hostile program: what it tries, and the outcomes that count as contained."""

    name: str
    about: str
    outcomes: frozenset[str]
    source: str
    expected: str = ""
    in_folder: bool = False  # runs in a folder of its own

    @property
    def group(self) -> str:
        """The folder that the program lies in."""
        return self.name.partition("/")[0]


@dataclass
class Report:
    """What came of a trick; ``problems`` is empty where it was contained."""

    name: str
    outcome: str
    seconds: float
    problems: list[str] = field(default_factory=list)
    leaked: bool = False


def read_tricks(folder: Path) -> list[Trick]:
    """Return the programs of a folder, in the order of their names.

    A file ``.txt`` holds what is not Python, or, as ``Build:``, an expression for its source.
    """
    return [
        read_trick(path) for path in sorted(folder.glob("*/*")) if path.suffix in (".py", ".txt")
    ]


def read_trick(path: Path) -> Trick:
    """Return one program with what its first lines say of it."""
    text = read_source(path)
    head = dict(
        line[2:].split(": ", 1) for line in split_lines(text) if line.startswith(HEAD_LINES)
    )
    source = ast_value(head["Build"]) if "Build" in head else text
    return Trick(
        f"{path.parent.name}/{path.stem}",
        head["Trick"],
        frozenset(head["Outcome"].split("|")),
        source,
        head.get("Expected", ""),
        path.parent.name == "folders",
    )


HEAD_LINES = ("# Trick: ", "# Outcome: ", "# Expected: ", "# Build: ")


def ast_value(expression: str) -> str:
    """Return the value of an expression of this project's own files: texts, ``+`` and ``*``."""
    node = ast.parse(expression, mode="eval").body
    return build(node)


def build(node: ast.expr) -> str | int:
    """Evaluate constants joined by ``+`` and ``*``."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return build(node.left) + build(node.right)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return build(node.left) * build(node.right)
    raise ValueError(f"{ast.unparse(node)}: use constants, + and *")


class Surroundings:
    """What a trick might reach: canary files, listeners, secrets; and whether it did."""

    def __init__(self, folder: Path):
        self.secret = secrets.token_hex(16)
        self.expected = f"correct horse {secrets.token_hex(16)}"
        self.canary = folder / "canary"
        self.sockets = folder / "sockets"
        for path in (self.canary, self.sockets):
            path.mkdir()
        (self.canary / "secret.txt").write_text(self.secret)
        (self.canary / "secret_module.py").write_text(f"SECRET = {self.secret!r}\n")
        (self.canary / f"{self.secret}.txt").write_text("its name is the secret\n")
        (self.canary / "link_to_secret").symlink_to(self.canary / "secret.txt")
        self.listeners = list(self.listen())
        self.before = self.snapshot()

    def listen(self) -> Iterator[socket.socket]:
        """Open the listeners on this machine."""
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.unix = socket.socket(socket.AF_UNIX)
        self.unix.bind(str(self.sockets / "unix"))
        self.abstract = socket.socket(socket.AF_UNIX)
        self.abstract.bind(f"\0codegarden-{self.secret}")
        for listener in (self.unix, self.abstract):
            listener.listen()
        for listener in (self.tcp, self.udp, self.unix, self.abstract):
            listener.setblocking(False)
            yield listener

    def fill_in(self, source: str) -> str:
        """Return a program with the places that it looks for."""
        places = {
            "@CANARY@": str(self.canary),
            "@TCP@": str(self.tcp.getsockname()[1]),
            "@UDP@": str(self.udp.getsockname()[1]),
            "@UNIX@": str(self.sockets / "unix"),
            "@ABSTRACT@": f"codegarden-{self.secret}",
        }
        for mark, place in places.items():
            source = source.replace(mark, place)
        return source

    def snapshot(self) -> list:
        """Return what the canary files and the shared places look like."""
        found = []
        for path in sorted(self.canary.rglob("*")):
            status = path.lstat()
            content = path.read_bytes() if path.is_file() else b""
            found.append((path.name, status.st_mode, status.st_uid, status.st_mtime_ns, content))
        shared = [path for path in (Path("/dev/shm"), Path("/tmp")) if path.is_dir()]
        strays = [str(p) for folder in shared for p in folder.glob("*codegarden_hostile*")]
        return [*found, *strays]

    def heard(self) -> list[str]:
        """Return the listeners that something has come to."""
        names = []
        for name in ("tcp", "udp", "unix", "abstract"):
            listener = getattr(self, name)
            try:
                if listener is self.udp:
                    listener.recv(100)
                else:
                    listener.accept()[0].close()
            except BlockingIOError:
                continue
            names.append(name)
        return names

    def close(self) -> None:
        """Close the listeners."""
        for listener in self.listeners:
            listener.close()


@contextmanager
def surroundings() -> Iterator[Surroundings]:
    """Yield fresh surroundings."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        around = Surroundings(Path(folder))
        try:
            yield around
        finally:
            around.close()


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
    """Run the suite as a user without rights; None where this process is not root.

    That user may not be able to read this Python, so it gets a copy that it can.
    """
    if os.geteuid() != 0:
        return None
    with tempfile.TemporaryDirectory(prefix="python-") as home:
        python = copy_python(Path(home), folder)
        command = (
            "import json, sys; from dataclasses import asdict; from pathlib import Path; "
            "from codegarden.benchmarks.hostile import examine, read_tricks; "
            "reports = examine(read_tricks(Path(sys.argv[1])), int(sys.argv[2])); "
            "print(json.dumps([asdict(report) for report in reports]))"
        )
        result = subprocess.run(
            [python, "-B", "-c", command, str(Path(home) / "hostile"), str(workers)],
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            env={
                "LANG": "C.UTF-8",
                "LD_LIBRARY_PATH": str(python.parents[1] / "lib"),
                "PYTHONPATH": str(next(python.parents[1].glob("lib/*/site-packages"))),
            },
            cwd="/",
            stdout=subprocess.PIPE,
            check=True,
            timeout=600,
        )
    return [Report(**report) for report in json.loads(result.stdout.splitlines()[-1])]


def copy_python(home: Path, folder: Path) -> Path:
    """Copy what the sandbox needs of this Python to where everybody may read it."""
    home.chmod(0o755)
    version = f"python{sysconfig.get_python_version()}"
    library = home / "lib" / version
    leave = ("test", "idlelib", "tkinter", "lib2to3", "ensurepip", "turtledemo", "site-packages")
    shutil.copytree(
        sysconfig.get_paths()["stdlib"],
        library,
        ignore=shutil.ignore_patterns(*leave, "config-*", "*.a"),
    )
    packages = library / "site-packages"
    for package in (Path(msgpack.__file__).parent, Path(settings.__file__).parent):
        shutil.copytree(package, packages / package.name)
    shutil.copytree(folder, home / "hostile")
    for shared in (Path(sys.base_prefix) / "lib").glob("libpython*.so*"):
        shutil.copy2(shared, home / "lib")
    (home / "bin").mkdir()
    python = home / "bin" / version
    shutil.copy2(Path(sys.executable).resolve(), python)
    for path in home.rglob("*"):
        path.chmod(0o755 if path.is_dir() or path == python else 0o644)
    return python


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
