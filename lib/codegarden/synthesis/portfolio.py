"""Several searches for one task side by side, a process each: what the one misses another finds.

The first goes by the weights that it is given. The others go by the same weights with some
productions made dearer at random, as restarts do (Shi et al. 2023, "LambdaBeam", section 4.3:
sampling and restarts gained the most), so that they reach deeper into a part of the language.
"""

import json
import os
import pickle
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from codegarden.synthesis.productions import language
from codegarden.synthesis.tasks import Found, Known, Task
from codegarden.synthesis.weights import Weights

DROPPED = 0.5  # share of the productions that a restart goes without, but those that words name


class SearchError(RuntimeError):
    """A search that broke off; the message says why."""


class Portfolio:
    """Running searches; use it in a ``with`` statement.

    ``tried`` counts the terms that all have evaluated, ``level`` is the cost up to which the first
    has looked at everything. Without processes it finds nothing and is done.
    """

    def __init__(self, task: Task | None, seconds: float, processes: int = 1, seed: int = 0):
        self._selector = selectors.DefaultSelector()
        self._told: set[str] = set()
        self.searches: list[_Running] = []
        for number in range(processes if task else 0):
            one = task if not number else restarted(task, seed + number)
            running = _Running(one, seconds, processes)
            self.searches.append(running)
            self._selector.register(running.process.stdout, selectors.EVENT_READ, running)

    def __enter__(self) -> "Portfolio":
        return self

    def __exit__(self, *exception) -> None:
        for each in self.searches:
            each.close()
        self._selector.close()

    @property
    def tried(self) -> int:
        """How many terms have been evaluated."""
        return sum(each.tried for each in self.searches)

    @property
    def level(self) -> int:
        """The cost up to which the first search is complete, in bits."""
        return self.searches[0].level if self.searches else 0

    @property
    def failures(self) -> dict[str, str]:
        """Why parts of a search broke off, by their names."""
        return {name: why for each in self.searches for name, why in each.failures.items()}

    @property
    def done(self) -> bool:
        """Whether nothing more will come."""
        return not self._selector.get_map()

    def tell(self, known: Sequence[Known]) -> None:
        """Let the searches build on known programs, from where they are."""
        for each in self.searches:
            each.tell(known)

    def poll(self, seconds: float) -> list[Found]:
        """Return the programs found since the last call, waiting for at most so long.

        Raises ``SearchError`` where a search broke off.
        """
        found = []
        for key, _ in self._selector.select(max(0.0, seconds)) if not self.done else ():
            data = os.read(key.fd, 1 << 20)
            if not data:
                self._selector.unregister(key.fileobj)
                continue
            found += [each for each in key.data.read(data) if each.source not in self._told]
            self._told |= {each.source for each in found}
        return found


class _Running:
    """One search's process, how far it is, and what of a line has come.

    It is told things through a file that only grows: a pipe would block on a large task.
    """

    def __init__(self, task: Task, seconds: float, processes: int):
        self.tried = self.level = 0
        self.failures: dict[str, str] = {}
        self._rest = b""
        self._told = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the process)
        # a time rather than a length of time: starting a process takes long on a busy machine
        pickle.dump((task, time.monotonic() + seconds, processes), self._told)
        self._told.flush()
        self._told.seek(0)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "codegarden.synthesis.worker"],
            stdin=self._told,
            stdout=subprocess.PIPE,
            env={"PYTHONHASHSEED": "0", "PYTHONPATH": str(Path(__file__).parents[2])},
        )

    def tell(self, known: Sequence[Known]) -> None:
        """Write known programs where the process looks for them."""
        data = pickle.dumps(tuple(known))
        end = os.fstat(self._told.fileno()).st_size
        os.pwrite(self._told.fileno(), len(data).to_bytes(8) + data, end)

    def read(self, data: bytes) -> list[Found]:
        """Return the programs of the lines that are complete with some more data."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        found = []
        for text in lines:
            record = json.loads(text)
            if "error" in record:
                raise SearchError(record["error"])
            self.tried, self.level = record.pop("tried"), record.pop("level")
            self.failures = record.pop("failures")
            if record:
                found.append(Found(**record | {"operations": tuple(record["operations"])}))
        return found

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self._told.close()


def restarted(task: Task, seed: int) -> Task:
    """Return a task whose weights leave out a random share of the productions."""
    weights = task.weights or Weights(language())
    return replace(task, weights=weights.without_some(DROPPED, seed))
