"""The enumeration of one search: a worker process that may be replaced by one that knows more."""

import time
from dataclasses import replace

from codegarden.generation.judging import Ledger
from codegarden.synthesis.tasks import Found, Retrieved, Task
from codegarden.synthesis.worker import EnumerationWorker

UNTESTED_S = 2.0  # of enumeration where no test can tell one program from another


class Enumerating:
    """The enumeration of one search: a worker that may be replaced by one that knows more."""

    def __init__(self, task: Task | None, ledger: Ledger, deadline: float):
        self.task, self.ledger, self.deadline = task, ledger, deadline
        self.worker: EnumerationWorker | None = None
        self.before = 0
        self.is_last = task is None or not ledger.tests
        if task is not None:
            self.start(task)

    def __enter__(self) -> "Enumerating":
        return self

    def __exit__(self, *exception) -> None:
        if self.worker is not None:
            self.worker.__exit__(*exception)

    def start(self, task: Task) -> None:
        """Start a worker on a task, for the time that is left."""
        left = max(0.1, self.deadline - time.monotonic())
        left -= min(1.0, 0.2 * left)  # its partial programs come last, and are judged too
        seconds = left if self.ledger.tests else min(left, UNTESTED_S)
        self.worker = self.ledger.attempt(
            "enumeration", lambda: EnumerationWorker(task, seconds), None
        )

    def build_on(self, known: list[Retrieved]) -> None:
        """Start anew with the values of known functions, if there are any; only the first time."""
        if not self.is_last and known and self.worker is not None:
            self.before = self.tried
            self.worker.__exit__(None, None, None)
            self.start(replace(self.task, retrieved=tuple(known)))
        self.is_last = True

    def poll(self, seconds: float) -> list[Found]:
        """Return what was found since the last call, waiting for at most so long."""
        if self.worker is None:
            return []
        return self.ledger.attempt("enumeration", lambda: self.worker.poll(seconds), [])

    @property
    def tried(self) -> int:
        """Expressions that were enumerated and checked."""
        return self.before + (self.worker.tried if self.worker else 0)

    @property
    def done(self) -> bool:
        """Whether nothing more will come."""
        failed = "enumeration" in self.ledger.failures
        return self.worker is None or self.worker.done or failed

    @property
    def level(self) -> int:
        """The cost up to which everything has been enumerated."""
        return self.worker.level if self.worker else 0
