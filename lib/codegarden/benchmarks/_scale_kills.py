"""Workers, schedulers and clients that are killed at random moments: what is lost or done twice.

A client evaluates programs and searches on a cluster of this machine, and writes to one database.
One of the processes dies by SIGKILL, which nothing can catch; what cannot go on by itself is
started again; in the end all must be there once, and nothing may be left running.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from codegarden.benchmarks import _scale_runs
from codegarden.cluster import Judging, connect
from codegarden.cluster.connecting import PRELOAD
from codegarden.evaluation import evaluate
from codegarden.store import Store
from codegarden.tuning import TrialHandle, search

STUDY = "killed"
PROGRAMS, TRIALS = 1500, 30
VICTIMS = ("worker", "scheduler", "client", "nanny")
MOMENT_S = 6.0  # a kill comes within so many seconds of the last one, or of the restart after it
GRACE_S = 20.0  # for what belongs to a killed process to end
JUDGE = "codegarden.sandbox.judge"


class KillsError(RuntimeError):
    """A process of the runs that ended with an error of its own."""


class Objective:
    """A trial that notes its beginning where all processes can see it."""

    def __init__(self, journal: Path):
        self.journal = journal

    def __call__(self, parameters: dict[str, Any], trial: TrialHandle) -> float:
        """Return the trial's value, after a moment."""
        note(self.journal, "began", trial.number)
        return _scale_runs.objective(parameters, trial)


def note(journal: Path, *words: Any) -> None:
    """Add a line to a journal, in one piece."""
    with journal.open("ab", buffering=0) as file:
        file.write((json.dumps(words) + "\n").encode())


def client(folder: Path, address: str) -> None:
    """Evaluate what has no verdict and run what trials are left; this is what is killed."""
    given = _scale_runs.work(PROGRAMS)
    journal = folder / "journal"
    with connect(address) as executor, opened(folder) as store:
        with store.verdicts.recording() as keep:

            def record(program: Any, tests: Any, verdicts: Any) -> None:
                note(journal, "judged", program.sha256, [test.sha256 for test in tests])
                keep(program, tests, verdicts)

            judging = Judging(executor)
            evaluate(given.programs, given.tests_of, judging, record, store.verdicts.finished)
        with store.trials.study(STUDY, stale_s=15.0) as shared:
            search(
                Objective(journal),
                _scale_runs.SPACE,
                TRIALS,
                0,
                executor=executor,
                parallel=2,
                shared=shared,
                study=STUDY,
            )


def opened(folder: Path) -> Store:
    """Return the store of a folder's database file, with its tables."""
    store = Store(f"sqlite:///{folder / 'scale.sqlite'}")
    store.create()
    return store


class Site:
    """The processes of one run, each started again when it is needed."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.processes: dict[str, subprocess.Popen] = {}
        self.starts = 0

    def launch(self, role: str, *command: str) -> None:
        """Start a process of a role."""
        environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
        with (self.folder / f"{role}.log").open("a") as log:
            self.processes[role] = subprocess.Popen(
                [sys.executable, "-m", *command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
            )

    def is_running(self, role: str) -> bool:
        """Whether the process of a role runs."""
        return role in self.processes and self.processes[role].poll() is None

    def keep_up(self) -> None:
        """Start what does not run."""
        if not self.is_running("scheduler"):
            self.end("nanny")
            self.end("client")
            self.starts += 1
            known = str(self.folder / f"scheduler-{self.starts}.json")
            self.launch(
                "scheduler",
                *("dask", "scheduler", "--host", "127.0.0.1", "--port", "0"),
                *("--no-dashboard", "--scheduler-file", known),
            )
        known = str(self.folder / f"scheduler-{self.starts}.json")
        if not self.is_running("nanny"):
            self.launch(
                "nanny",
                *("dask", "worker", "--scheduler-file", known, "--nworkers", "2"),
                *("--nthreads", "1", "--no-dashboard", "--preload", PRELOAD),
                *("--local-directory", str(self.folder)),
            )
        if not self.is_running("client") and self.workers():
            self.launch("client", __name__, str(self.folder), known)

    def workers(self) -> list[psutil.Process]:
        """Return the workers' processes, which the nanny has started."""
        with suppress(psutil.NoSuchProcess):
            nanny = psutil.Process(self.processes["nanny"].pid)
            return [one for one in nanny.children() if "spawn_main" in " ".join(one.cmdline())]
        return []

    def kill(self, victim: str, draw: random.Random) -> bool:
        """Kill a process of a role; whether there was one."""
        if victim == "worker":
            found = self.workers()
            if not found:
                return False
            with suppress(psutil.NoSuchProcess):
                draw.choice(found).kill()
            return True
        if not self.is_running(victim):
            return False
        self.processes[victim].kill()
        self.processes[victim].wait()
        return True

    def end(self, role: str) -> None:
        """End the process of a role, as a person would."""
        if self.is_running(role):
            self.processes[role].terminate()
            try:
                self.processes[role].wait(GRACE_S)
            except subprocess.TimeoutExpired:
                self.processes[role].kill()
                self.processes[role].wait()

    def close(self) -> None:
        """End all processes."""
        for role in ("client", "nanny", "scheduler"):
            self.end(role)


def survive(kills: int, scratch: Path, seed: int = 0) -> dict[str, Any]:
    """Kill processes at random moments until so many have died; return what that did."""
    draw = random.Random(seed)
    figures: dict[str, Any] = {"kills": 0, "lost": 0, "doubled": 0, "left_running": 0, "runs": 0}
    killed: dict[str, int] = dict.fromkeys(VICTIMS, 0)
    while figures["kills"] < kills:
        folder = scratch / f"kills-{figures['runs']}"
        folder.mkdir()
        one_run(folder, draw, kills, figures, killed)
        figures["runs"] += 1
    return figures | {"killed": killed}


def one_run(
    folder: Path, draw: random.Random, kills: int, figures: dict[str, Any], killed: dict[str, int]
) -> None:
    """Let a client come to its end among kills, and count what is not as it should be."""
    site = Site(folder)
    held = snapshot(folder)
    seen = 0  # lines of the journal
    try:
        next_kill = time.monotonic() + draw.uniform(0, MOMENT_S)
        while True:
            before = site.is_running("client")
            site.keep_up()
            if site.is_running("client") and not before:  # a new one: what it does again is doubled
                held = checked(figures, held, folder)
                seen = len(lines(folder))
                next_kill = time.monotonic() + draw.uniform(0, MOMENT_S)
            time.sleep(0.2)
            seen = count_doubled(figures, held, folder, seen)
            if site.processes.get("client") and site.processes["client"].poll() == 0:
                break
            if figures["kills"] < kills and time.monotonic() > next_kill and site.workers():
                victim = draw.choice(VICTIMS)
                if site.is_running("client") and site.kill(victim, draw):
                    figures["kills"] += 1
                    killed[victim] += 1
                    print(f"kill {figures['kills']}: {victim}", flush=True)
                next_kill = time.monotonic() + draw.uniform(0, MOMENT_S)
    finally:
        site.close()
    count_doubled(figures, held, folder, seen)
    final = checked(figures, held, folder)
    given = _scale_runs.work(PROGRAMS)
    wanted = {(p.sha256, t.sha256) for p in given.programs for t in given.tests_of(p)}
    figures["lost"] += len(wanted - final[0]) + len(set(range(TRIALS)) - final[1].keys())
    figures["doubled"] += len(final[1].keys() - set(range(TRIALS)))
    figures["left_running"] += left_running()


def lines(folder: Path) -> list[Any]:
    """Return the journal's lines that are whole."""
    path = folder / "journal"
    text = path.read_text() if path.exists() else ""
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


def snapshot(folder: Path) -> tuple[set[tuple[str, str]], dict[int, Any]]:
    """Return the (program, test) pairs that have a true verdict, and the trials that ended."""
    given = _scale_runs.work(PROGRAMS)
    with opened(folder) as store:
        jobs = [(program, given.tests_of(program)) for program in given.programs]
        pairs = {
            (program.sha256, test.sha256)
            for (program, tests), found in zip(jobs, store.verdicts.finished(jobs), strict=True)
            for test in tests
            if test.name in found
        }
        trials = {
            one["number"]: (one["value"], one["parameters"])
            for one in store.trials.read(STUDY)
            if one["status"] != "interrupted"
        }
    return pairs, trials


def checked(figures: dict[str, Any], held: Any, folder: Path) -> Any:
    """Count what was stored and is no more, or is something else; return what is stored now."""
    now = snapshot(folder)
    figures["lost"] += len(held[0] - now[0])
    figures["lost"] += sum(now[1].get(number) != trial for number, trial in held[1].items())
    return now


def count_doubled(figures: dict[str, Any], held: Any, folder: Path, seen: int) -> int:
    """Count what was run although it was stored when the client started; return lines seen."""
    noted = lines(folder)
    for word, *rest in noted[seen:]:
        if word == "began":
            figures["doubled"] += rest[0] in held[1]
        else:
            figures["doubled"] += sum((rest[0], test) in held[0] for test in rest[1])
    return len(noted)


def left_running() -> int:
    """Return how many judges run whose master is dead, after a moment for them to end."""
    until = time.monotonic() + GRACE_S
    while (orphans := orphaned_judges()) and time.monotonic() < until:
        time.sleep(0.5)
    return len(orphans)


def orphaned_judges() -> list[int]:
    """Return the judges, their zygotes and programs under test whose master is dead."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, ValueError, KeyError):
            command = process.cmdline()
            if JUDGE in command and process.status() != psutil.STATUS_ZOMBIE:
                options = json.loads(command[-1])
                if not psutil.pid_exists(options["master"]):
                    found.append(process.pid)
    return found


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    address = json.loads(Path(sys.argv[2]).read_text())["address"]
    client(Path(sys.argv[1]), address)
