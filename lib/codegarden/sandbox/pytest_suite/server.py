"""The process that runs a suite: it imports pytest once, and forks for each changed module.

The child takes one module's source from the request instead of the file, runs pytest, and tells of
each test through a pipe. Files outside of a scratch folder cannot be written there and no
connection made, where the system can see to that (landlock); a mutant may do anything.
"""

import contextlib
import importlib
import importlib.machinery
import json
import os
import resource
import select
import signal
import sys
import tempfile
import time
from collections.abc import Iterable
from importlib.metadata import entry_points
from typing import Any

import pytest

from codegarden.sandbox import kernel, landlock
from codegarden.sandbox.pytest_suite.recorder import Recorder, to_pipe

DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random", "/dev/shm", "/dev/tty")
LAST_S = 1.0  # seconds of wall time that a child has to end after it has told all
MEMORY = 4 << 30  # bytes of data that a child may take


def main() -> None:
    """Answer requests, a JSON value a line, until there are no more."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for plugin in entry_points(group="pytest11"):
        with contextlib.suppress(Exception):  # pytest itself tells of it, in the child
            plugin.load()
    for line in sys.stdin:
        found = answer(json.loads(line))
        print(json.dumps(found), file=answers, flush=True)
        preload(name for one in found["told"] if one[0] == "imported" for name in one[1])


def preload(names: Iterable[str]) -> None:
    """Import what each child would import anew, as far as it still can be."""
    for name in names:
        if name not in sys.modules:
            with contextlib.suppress(Exception):
                importlib.import_module(name)


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Run the suite in a child; return what it told, how it ended and the seconds it took."""
    with tempfile.TemporaryDirectory(prefix="codegarden-", ignore_cleanup_errors=True) as scratch:
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            try:
                run(request, scratch, writing)
            except BaseException as error:
                to_pipe(writing)(["failed", f"{type(error).__name__}: {error}"])
            finally:
                os._exit(0)
        os.close(writing)
        told, in_time = hear(reading, time.monotonic() + request["wall_s"])
        status, usage, by_itself = end(child, LAST_S if in_time else 0.0)
    ended = "timeout" if not in_time else ending(status) if by_itself else ""
    return {"told": told, "ended": ended, "cpu_s": usage.ru_utime + usage.ru_stime}


def end(child: int, seconds: float) -> tuple[int, resource.struct_rusage, bool]:
    """Wait for a child that has told all, so long at most; end it with what it has started.

    Returns its status, what it took, and whether it ended by itself.
    """
    until = time.monotonic() + seconds
    found, status, usage = os.wait4(child, os.WNOHANG)
    while not found and time.monotonic() < until:
        time.sleep(0.002)
        found, status, usage = os.wait4(child, os.WNOHANG)
    with contextlib.suppress(OSError):
        os.killpg(child, signal.SIGKILL)
    if not found:
        _, status, usage = os.wait4(child, 0)
    return status, usage, bool(found)


def hear(descriptor: int, until: float) -> tuple[list, bool]:
    """Return what a child tells, and whether it ended in time."""
    data = b""
    in_time = True
    while True:
        left = until - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            in_time = False
            break
        part = os.read(descriptor, 1 << 16)
        if not part:
            break
        data += part
    os.close(descriptor)
    return [json.loads(line) for line in data.splitlines() if line.endswith(b"]")], in_time


def ending(status: int) -> str:
    """Return how a process ended: "", "timeout" or the signal that killed it."""
    if not os.WIFSIGNALED(status):
        return ""
    number = os.WTERMSIG(status)
    return "timeout" if number in (signal.SIGPROF, signal.SIGXCPU) else signal.strsignal(number)


def run(request: dict[str, Any], scratch: str, writing: int) -> None:
    """Run pytest in this process, which ends with it."""
    os.setpgid(0, 0)
    quiet = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(quiet, descriptor)
    os.environ |= {"TMPDIR": scratch, "PYTHONDONTWRITEBYTECODE": "1"}
    tempfile.tempdir = scratch
    sys.dont_write_bytecode = True
    limit = int(request["total_cpu_s"]) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if request["isolation"] == "full":
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        landlock.restrict(["/"], [scratch, *DEVICES], may_execute=True)
    if request["source"] is not None:
        take_source(request["path"], request["source"])
    tell = to_pipe(writing)
    recorder = Recorder(tell, request["wanted"], request["files"], request["cpu_s"])
    options = ["-q", "-p", "no:cacheprovider", f"--basetemp={scratch}/pytest"]
    if request["stop_first"]:
        options.append("-x")
    for module, option in (("xdist", "-n0"), ("pytest_cov", "--no-cov")):
        if importlib.machinery.PathFinder.find_spec(module):
            options.append(option)
    pytest.main([*options, *request["tests"]], plugins=[recorder])


def take_source(path: str, source: str) -> None:
    """Let imports of a file find another source there."""
    loader = importlib.machinery.SourceFileLoader
    usual = loader.get_code

    def get_code(self: Any, name: str) -> Any:
        if os.path.realpath(self.path) == path:
            return compile(source, self.path, "exec", dont_inherit=True)
        return usual(self, name)

    loader.get_code = get_code


if __name__ == "__main__":
    main()
