"""Who holds a claim: one process, named so that others on its machine can see whether it lives.

Nothing here knows the database.
"""

import os
import socket
import uuid
from functools import cache
from pathlib import Path

import psutil

CLOCK_S = 2.0


@cache
def _place() -> str:
    """Return a name of this machine, or of this container where processes have own numbers."""
    try:
        space = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        space = ""
    return f"{socket.gethostname()[:64]} {uuid.getnode():x} {space}"


def this_owner() -> str:
    """Return a new name for a holder of claims in this process: place, process, start, number."""
    pid = os.getpid()
    return f"{_place()}/{pid}/{psutil.Process(pid).create_time():.2f}/{uuid.uuid4().hex[:8]}"


def is_dead(owner: str) -> bool:
    """Whether an owner was a process of this machine that has ended; False for other machines."""
    place, _, rest = owner.partition("/")
    if place != _place():
        return False
    pid, started, _ = rest.split("/")
    try:
        # the clock may have been set meanwhile, which moves the start
        return abs(psutil.Process(int(pid)).create_time() - float(started)) > CLOCK_S
    except psutil.NoSuchProcess:
        return True
