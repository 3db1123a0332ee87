"""A scheduler and workers on this machine, to try a cluster out.

They run until they are told to stop, whoever started them. A cluster of one's own machines needs
none of this: see the README.
"""

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from codegarden.cluster.connecting import CONNECT_S, PRELOAD, ExecutionError

READY_S = 120.0  # seconds within which the workers must have joined


def up(folder: Path, workers: int) -> dict[str, Any]:
    """Start a scheduler and workers, whose files are in a folder; return what ``information`` does.

    Raises ``ExecutionError`` where one runs already, or does not start.
    """
    if running(folder):
        raise ExecutionError("a cluster runs already: `codegarden cluster status` or `down`")
    folder.mkdir(parents=True, exist_ok=True)
    known = folder / "scheduler.json"
    known.unlink(missing_ok=True)
    # jobs may have processes of their own, which dask's daemonic workers may not
    environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    started = [
        start(
            folder,
            environment,
            *("scheduler", "--host", "127.0.0.1", "--port", "0"),
            *("--dashboard-address", "127.0.0.1:0", "--scheduler-file", str(known)),
        ),
        start(
            folder,
            environment,
            *("worker", "--scheduler-file", str(known), "--nworkers", str(workers)),
            *("--nthreads", "1", "--no-dashboard", "--preload", PRELOAD),
            *("--local-directory", str(folder)),
        ),
    ]
    (folder / "processes.json").write_text(json.dumps(started))
    until = time.monotonic() + READY_S
    while time.monotonic() < until and all(alive(one) for one in started):
        with suppress(OSError, ValueError, ExecutionError):
            found = information(address(folder))
            if len(found["workers"]) >= workers:
                return found
        time.sleep(0.3)
    down(folder)
    raise ExecutionError(f"the cluster does not start within {READY_S:.0f} s: see {folder}/*.log")


def address(folder: Path) -> str:
    """Return the address of the cluster that runs here; raises ``ExecutionError`` without one."""
    if not running(folder):
        raise ExecutionError("no cluster runs here: start one with `codegarden cluster up`")
    return json.loads((folder / "scheduler.json").read_text())["address"]


def start(folder: Path, environment: dict[str, str], role: str, *arguments: str) -> dict[str, Any]:
    """Start a dask command as a process of its own; return what it is known by."""
    with (folder / f"{role}.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", role, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment,
            start_new_session=True,
        )
    return {"pid": process.pid, "started": psutil.Process(process.pid).create_time()}


def running(folder: Path) -> list[dict[str, Any]]:
    """Return the noted processes that still run."""
    try:
        noted = json.loads((folder / "processes.json").read_text())
    except (OSError, ValueError):
        return []
    return [one for one in noted if alive(one)]


def alive(process: dict[str, Any]) -> bool:
    """Whether a noted process runs, and not another one of its number."""
    try:
        found = psutil.Process(process["pid"])
        is_same = abs(found.create_time() - process["started"]) < 1
        return is_same and found.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def down(folder: Path) -> bool:
    """End the noted processes and all that they started; whether there was any."""
    found = running(folder)
    ours = []
    for one in found:
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(one["pid"])
            ours += [*process.children(recursive=True), process]
    for process in ours:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _, left = psutil.wait_procs(ours, timeout=5)
    for process in left:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(left, timeout=5)
    (folder / "processes.json").unlink(missing_ok=True)
    return bool(found)


def information(address: str) -> dict[str, Any]:
    """Return what a scheduler tells of itself; raises ``ExecutionError`` if it does not answer."""
    from distributed import Client

    try:
        with Client(address, timeout=CONNECT_S, set_as_default=False) as client:
            busy = client.processing()
            workers = client.scheduler_info()["workers"]
            return {
                "address": address,
                "dashboard": client.dashboard_link,
                "workers": {
                    worker: {"jobs": len(busy.get(worker, ())), "able": sorted(one["resources"])}
                    for worker, one in workers.items()
                },
            }
    except OSError as error:
        raise ExecutionError(
            f"no scheduler answers at {address}: `codegarden cluster up` starts one "
            f"({type(error).__name__})"
        ) from None
