"""One search in a process of its own: it can be stopped at any time, and cannot fill the memory.

The process reads a pickled task from its standard input, writes each program that it finds as a
line of JSON, and ends at a given time of ``time.monotonic``, which all processes share. It runs
productions on plain data and nothing else; candidate programs are run in the sandbox.
"""

import gc
import json
import os
import pickle
import resource
import signal
import sys
import time
from itertools import chain
from typing import Any, BinaryIO

from codegarden.synthesis.search import Search
from codegarden.synthesis.tasks import Found, Known
from codegarden.synthesis.trying import forbid
from codegarden.synthesis.values import OutOfTimeError, said

MEMORY = 3 << 30  # bytes of address space of one search
SHARE = 0.75  # of the machine's memory, for all searches together
GRACE = 0.1  # seconds for a search to see by itself that its time is over


def main() -> None:
    """Read a task and its end, search, and write what is found.

    A production that goes on after the end of the time is broken off.
    """
    gc.disable()  # a bank is millions of small objects without cycles, looked through for nothing
    task, deadline, processes = pickle.load(sys.stdin.buffer)
    told = Told(sys.stdin.buffer)
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    memory = min(MEMORY, int(SHARE * machine / processes))
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    signal.signal(signal.SIGALRM, late)
    seconds = max(0.0, deadline - time.monotonic())
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)
    sys.addaudithook(forbid)  # functions of packages may do anything
    try:
        search(Search(task), seconds, told, sys.stdout.buffer)
    except OutOfTimeError:
        pass
    except BrokenPipeError:  # whoever asked has gone; nothing is left to be flushed at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:  # whatever it is: the other sources go on, and it is named
        send(sys.stdout.buffer, {"error": said(error)})
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)


def late(*_: Any) -> None:
    """Raise ``OutOfTimeError``, whatever is going on."""
    raise OutOfTimeError


def search(engine: Search, seconds: float, told: "Told", out: BinaryIO) -> None:
    """Search and write a line for each program, and one without for each level and at the end.

    Between two levels comes a partial answer that is right on more rows than those before it, so
    that nothing depends on the last moment; and the search takes in known programs.
    """
    most = 0
    for found in chain(engine.search(seconds), [None]):
        send(out, line(engine, found))
        if found is None:
            for entry, passed in engine.goal.best(1):
                if passed > most:
                    most = passed
                    for partial in engine.program(entry.term(), entry.cost, passed):
                        send(out, line(engine, partial))
            for known in told.news():
                engine.learn(known)


class Told:
    """What is written behind the task, in a file that only grows."""

    def __init__(self, file: BinaryIO):
        self.descriptor = file.fileno()
        self.read = file.tell()

    def news(self) -> tuple[Known, ...]:
        """Return what has been written since the last call; what is half written comes later."""
        size = int.from_bytes(os.pread(self.descriptor, 8, self.read))
        data = os.pread(self.descriptor, size, self.read + 8) if size else b""
        if not size or len(data) < size:
            return ()
        self.read += 8 + size
        return pickle.loads(data)


def line(engine: Search, found: Found | None) -> dict[str, Any]:
    """Return the record of a program, or only how far a search is."""
    record = dict(vars(found)) if found else {}
    clock, level = engine.clock, engine.bank.level
    return record | {"tried": clock.tried, "level": level, "failures": clock.failures}


def send(out: BinaryIO, record: dict[str, Any]) -> None:
    """Write a line of JSON."""
    out.write(json.dumps(record).encode() + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
