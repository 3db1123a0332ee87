"""Enumeration in a process of its own: it can be stopped at any time, and cannot fill the memory.

The process reads one pickled task from its parent, writes each program that it finds as a line of
JSON, and ends when its time is over. It runs the operations of the tables on plain data and
nothing else; candidate programs are run in the sandbox.
"""

import gc
import json
import os
import pickle
import resource
import selectors
import subprocess
import sys
from pathlib import Path

from codegarden.synthesis.enumeration import Enumeration
from codegarden.synthesis.tasks import Found, Task

MEMORY = 3 << 30  # bytes of address space


class WorkerError(RuntimeError):
    """An enumeration that broke off; the message says why."""


class EnumerationWorker:
    """A running enumeration; use it in a ``with`` statement."""

    def __init__(self, task: Task, seconds: float):
        self.done = False
        self.tried = 0
        self.level = 0
        self._rest = b""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "codegarden.synthesis.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"PYTHONHASHSEED": "0", "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        try:
            pickle.dump((task, seconds), self._process.stdin)
            self._process.stdin.close()
        except BrokenPipeError:
            self.done = True
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._process.stdout, selectors.EVENT_READ)

    def __enter__(self) -> "EnumerationWorker":
        return self

    def __exit__(self, *exception) -> None:
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()
        self._selector.close()

    def poll(self, seconds: float) -> list[Found]:
        """Return the programs found since the last call, waiting for at most so long.

        Raises ``WorkerError`` where the enumeration broke off.
        """
        if self.done or not self._selector.select(max(0.0, seconds)):
            return []
        data = os.read(self._process.stdout.fileno(), 1 << 20)
        if not data:
            self.done = True
            return []
        *lines, self._rest = (self._rest + data).split(b"\n")
        found = []
        for line in lines:
            record = json.loads(line)
            if "error" in record:
                raise WorkerError(record["error"])
            self.tried, self.level = record.pop("tried"), record.pop("level")
            if record:
                found.append(Found(**record | {"operations": tuple(record["operations"])}))
        return found


def main() -> None:
    """Read a task, search, and write what is found."""
    gc.disable()  # a bank is millions of small objects without cycles, looked through for nothing
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    task, seconds = pickle.load(stdin)
    soft = min(MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1] % (1 << 63) or MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (soft, resource.getrlimit(resource.RLIMIT_AS)[1]))
    try:
        search = Enumeration(task)
        for found in search.search(seconds):
            write(stdout, search, found)
    except Exception as error:  # whatever it is: the other sources go on, and it is named
        send(stdout, {"error": f"{type(error).__name__}: {error}"})


def write(stdout, search: Enumeration, found: Found | None) -> None:
    """Write a program, or only how far the search is."""
    record = dict(vars(found)) if found else {}
    record |= {"tried": search.clock.tried, "level": search.bank.level}
    send(stdout, record)


def send(stdout, record: dict) -> None:
    """Write a line of JSON."""
    stdout.write(json.dumps(record).encode() + b"\n")
    stdout.flush()


if __name__ == "__main__":
    main()
