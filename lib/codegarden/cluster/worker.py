"""What a cluster's worker loads before it joins, with ``--preload codegarden.cluster.worker``.

It tells the scheduler what the worker can do, as resources that jobs ask for: to run code of this
very version, and programs under test in a sandbox of full or weak isolation. Being there from the
first moment, they hold for workers that join late or start again after a death.
"""

import asyncio
import logging
from typing import Any

from distributed import WorkerPlugin

from codegarden.cluster.resident import keeper, opened
from codegarden.cluster.version import version
from codegarden.sandbox import Limits, SandboxError

NAME = "codegarden"
ISOLATIONS = ("full", "weak")
logger = logging.getLogger("distributed.worker")


class Resident(WorkerPlugin):
    """The sandbox of a worker: opened before the first job, ended with the worker."""

    def __init__(self) -> None:
        self.refusals: dict[str, str] = {}

    async def setup(self, worker: Any) -> None:
        """Open the sandbox, and tell what the worker can do."""
        resources = {needed(): worker.state.nthreads}
        for isolation in ISOLATIONS:
            try:
                await asyncio.wrap_future(keeper().submit(opened, Limits(), isolation))
            except SandboxError as error:
                self.refusals[isolation] = str(error)
                logger.warning("no programs under %s isolation here: %s", isolation, error)
            else:
                # what is fully isolated is so weakly too
                able = ISOLATIONS[ISOLATIONS.index(isolation) :]
                resources |= {needed(one): 1 for one in able}
                break
        worker.state.total_resources |= resources
        worker.state.available_resources |= resources

    def teardown(self, worker: Any) -> None:
        """End the sandbox."""
        keeper().close()


async def dask_setup(worker: Any) -> None:
    """Get ready; dask calls this before the worker joins."""
    await worker.plugin_add(Resident(), name=NAME)


def needed(isolation: str = "") -> str:
    """Return the resource of a worker that runs this code, and programs in such a sandbox."""
    return f"{NAME} {version()}" + (f", sandbox {isolation}" if isolation else "")


def refusal(isolation: str, dask_worker: Any) -> str:
    """Return why a worker runs no programs under test, "" where it does; called there."""
    return dask_worker.plugins[NAME].refusals.get(isolation, "")


def set_aside_after(kills: int, dask_scheduler: Any) -> None:
    """Have the scheduler give a job up that so many workers died with; called there."""
    dask_scheduler.allowed_failures = kills - 1
