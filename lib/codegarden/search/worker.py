"""One search in a process of its own: it can be stopped at any time, and cannot fill the memory.

The process reads a pickled task from its standard input, writes each program that it finds as a
line of JSON, and ends when its time is over. It runs productions on plain data and nothing else;
candidate programs are run in the sandbox.
"""

import contextlib
import gc
import json
import pickle
import resource
import signal
import sys
from itertools import chain
from typing import Any, BinaryIO

from codegarden.search.search import Search
from codegarden.search.tasks import Found, Task
from codegarden.search.values import OutOfTimeError

MEMORY = 3 << 30  # bytes of address space
GRACE = 0.1  # seconds for a search to see by itself that its time is over


def main() -> None:
    """Read a task and its seconds, search, and write what is found.

    A production that goes on after the end of the time is broken off.
    """
    gc.disable()  # a bank is millions of small objects without cycles, looked through for nothing
    task, seconds = pickle.load(sys.stdin.buffer)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)
    with contextlib.suppress(OutOfTimeError):
        search(task, seconds, sys.stdout.buffer)


def late(*_: Any) -> None:
    """Raise ``OutOfTimeError``, whatever is going on."""
    raise OutOfTimeError


def search(task: Task, seconds: float, out: BinaryIO) -> None:
    """Search and write a line for each program, and one without for each level and at the end."""
    engine = Search(task)
    for found in chain(engine.search(seconds), [None]):
        record = line(engine, found)
        out.write(json.dumps(record).encode() + b"\n")
        out.flush()


def line(engine: Search, found: Found | None) -> dict[str, Any]:
    """Return the record of a program, or only how far a search is."""
    record = dict(vars(found)) if found else {}
    return record | {"tried": engine.clock.tried, "level": engine.bank.level}


if __name__ == "__main__":
    main()
