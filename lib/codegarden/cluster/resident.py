"""What a process keeps from one job to the next: a sandbox, in a thread that lasts.

A judge dies with the thread that started it, and the threads in which a cluster's worker runs jobs
come and go. So the sandbox has a thread of its own, to which every job that needs it is sent.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar

from codegarden.sandbox import Limits, Sandbox

Result = TypeVar("Result")


class Keeper:
    """A sandbox and its thread. It is opened when it is needed first, anew for other limits."""

    def __init__(self) -> None:
        self.thread = ThreadPoolExecutor(1, "sandbox")
        self.sandbox: Sandbox | None = None
        self.made_of: tuple[Any, ...] = ()

    def submit(
        self, work: Callable[..., Result], limits: Limits, isolation: str, *arguments: Any
    ) -> Future:
        """Start ``work(sandbox, *arguments)`` in the thread."""
        return self.thread.submit(self._run, work, limits, isolation, arguments)

    def _run(self, work: Callable, limits: Limits, isolation: str, arguments: tuple) -> Any:
        if self.made_of != (limits, isolation):
            self._close()
            self.sandbox = Sandbox(1, limits, isolation)
            # another worker of this machine may sit on any core
            self.sandbox.pool.cores = [None]
            self.made_of = (limits, isolation)
        return work(self.sandbox, *arguments)

    def _close(self) -> None:
        if self.sandbox:
            self.sandbox.close()
        self.sandbox, self.made_of = None, ()

    def close(self) -> None:
        """End the judge after the present job; the next one starts another."""
        self.thread.submit(self._close)


@cache
def keeper() -> Keeper:
    """Return the keeper of this process."""
    return Keeper()


def with_sandbox(
    work: Callable[..., Result], limits: Limits, isolation: str, *arguments: Any
) -> Result:
    """Return ``work(sandbox, *arguments)`` with the sandbox that this process keeps."""
    return keeper().submit(work, limits, isolation, *arguments).result()


def opened(sandbox: Sandbox) -> int:
    """Start a sandbox's judges; return how many there are."""
    sandbox.open()
    return len(sandbox.workers)
