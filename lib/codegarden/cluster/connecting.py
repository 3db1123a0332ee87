"""An executor by its address: in this process, a cluster started for a while, or a running one."""

import logging
import re
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from codegarden.cluster.version import version

CONNECT_S = 20.0  # seconds within which a scheduler must answer
PATIENCE_S = 120.0  # seconds without a fitting worker; a dead one takes some to start again
KILLS = 2  # workers that died with a job, after which it is run alone, and then set aside
PRELOAD = "codegarden.cluster.worker"
ADDRESS = re.compile(r"local:(?P<workers>[1-9]\d*)|(tcp|tls)://[^/\s]+:\d+")
# jobs may have processes of their own, which dask's daemonic workers may not
OPTIONS = {"distributed.worker.daemon": False}


class ExecutionError(RuntimeError):
    """A cluster that cannot be used, or was lost; the message is one line with the remedy."""


class Here(Executor):
    """Runs each job at once, in this process and thread, so that Ctrl-C is the caller's."""

    workers = 1

    def submit(self, call: Callable, /, *arguments: Any, **options: Any) -> Future:
        """Return the future of a call that has ended."""
        future: Future = Future()
        try:
            future.set_result(call(*arguments, **options))
        except Exception as error:
            future.set_exception(error)
        return future


class Cluster(Executor):
    """The workers of a dask cluster that have a resource, as an executor."""

    def __init__(self, client: Any, resource: str):
        self.client, self.resource = client, resource
        self.seen = time.monotonic()  # when there was a fitting worker
        self.executor = client.get_executor(pure=False, resources={resource: 1})

    @property
    def workers(self) -> int:
        """How many jobs may run at the same moment, at least 1.

        Raises ``ExecutionError`` when there has been no fitting worker for ``PATIENCE_S``.
        """
        found: dict[str, Any] = {}
        with suppress(Exception):  # asked between two jobs; a lost cluster shows at these
            found = self.client.scheduler_info()["workers"]
        count = sum(int(one["resources"].get(self.resource, 0)) for one in found.values())
        if count:
            self.seen = time.monotonic()
        elif time.monotonic() - self.seen > PATIENCE_S:
            raise ExecutionError(
                f"no worker is left that has {self.resource}: start some, and then this again; "
                "what was recorded is kept"
            )
        return max(1, count)

    def submit(self, call: Callable, /, *arguments: Any, **options: Any) -> Future:
        """Start a call on a worker; raises ``ExecutionError`` when the cluster is gone."""
        if self.client.status not in ("running", "connecting"):
            raise ExecutionError(f"the cluster is gone ({self.client.status}): start it again")
        return self.executor.submit(call, *arguments, **options)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for the jobs, or cancel them."""
        self.executor.shutdown(wait=wait and not cancel_futures)


def check_address(address: str) -> str:
    """Return the address of a cluster; raises ``ExecutionError`` for what is none."""
    if address and not ADDRESS.fullmatch(address):
        raise ExecutionError(
            f"CODEGARDEN_CLUSTER is {address!r}: write local:2 for two workers on this machine, "
            "tcp://host:port for a running scheduler, or nothing"
        )
    return address


@contextmanager
def connect(
    address: str,
    isolation: str = "full",
    untrusted: bool = True,
    say: Callable[[str], None] = lambda line: print(line, file=sys.stderr),
) -> Iterator[Executor]:
    """Give the executor of an address; "" is this process, "local:2" two workers for a while.

    ``untrusted``: the jobs run programs in a sandbox, so that only workers that have one get any.
    ``say`` gets a line for each that has none.

    Raises ``ExecutionError`` for a cluster that does not answer, has no fitting worker, or has
    workers of another version of the code.
    """
    if not check_address(address):
        yield Here()
        return
    import dask
    from distributed import Client, LocalCluster

    from codegarden.cluster.worker import needed

    with ExitStack() as held:
        held.enter_context(dask.config.set(OPTIONS))
        if local := ADDRESS.fullmatch(address)["workers"]:
            address = held.enter_context(
                LocalCluster(
                    n_workers=int(local),
                    threads_per_worker=1,
                    preload=[PRELOAD],
                    dashboard_address="127.0.0.1:0",
                    silence_logs=logging.CRITICAL,
                )
            )
        try:
            client = held.enter_context(Client(address, timeout=CONNECT_S, set_as_default=False))
            look_at(client, isolation if untrusted else "", say)
        except OSError as error:
            raise ExecutionError(
                f"no scheduler answers at {address}: start one (`codegarden cluster up`), or "
                f"correct CODEGARDEN_CLUSTER ({type(error).__name__})"
            ) from None
        executor = Cluster(client, needed(isolation if untrusted else ""))
        try:
            yield executor
        finally:
            with suppress(Exception):  # also where the scheduler is gone
                executor.shutdown(wait=False)


def look_at(client: Any, isolation: str, say: Callable[[str], None]) -> None:
    """Raise ``ExecutionError`` if a worker runs other code, or none can run what is wanted."""
    from codegarden.cluster.worker import NAME, needed, refusal, set_aside_after

    workers = client.scheduler_info()["workers"]
    start = f"start it with `dask worker --preload {PRELOAD} URL`"
    if not workers:
        raise ExecutionError(f"the cluster has no worker: {start}")
    for worker, one in workers.items():
        codes = [name for name in one["resources"] if name.startswith(f"{NAME} ")]
        if not codes:
            raise ExecutionError(f"worker {worker} is not ready for codegarden: {start}")
        if needed() not in codes:
            other = min(codes, key=len).removeprefix(f"{NAME} ")
            raise ExecutionError(
                f"worker {worker} has codegarden {other}; this is {version()}: install the same "
                "version on both"
            )
    client.run_on_scheduler(set_aside_after, KILLS)
    if not isolation:
        return
    refusals = {worker: why for worker, why in client.run(refusal, isolation).items() if why}
    for worker, why in refusals.items():
        say(f"worker {worker} runs no programs under test: {why}")
    if len(refusals) == len(workers):
        raise ExecutionError("no worker of the cluster can open a sandbox: see the lines above")
