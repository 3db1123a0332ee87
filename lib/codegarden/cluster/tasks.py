"""Many jobs through an executor: some under way, results as they come, one job's death survived."""

import queue
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any

from codegarden.cluster.connecting import ExecutionError, Here

WAITING = 2  # jobs that wait for each worker, so that it is never idle
LOOK_S = 1.0  # seconds between two looks at how many workers there are


@dataclass(frozen=True)
class Progress:
    """How far many jobs are: items done, of how many (0: unknown), by how many workers."""

    done: int
    total: int
    workers: int
    seconds: float

    @property
    def rate(self) -> float:
        """Items a second so far."""
        return self.done / self.seconds if self.seconds else 0.0


def progress_line(progress: Progress) -> str:
    """Return one line on the jobs: how many are done, by whom, how fast, how long it takes yet.

    >>> progress_line(Progress(done=50, total=200, workers=2, seconds=10))
    '50 of 200 · 2 workers · 5.0 a second · 30 s left'
    """
    of = f" of {progress.total:,}" if progress.total else ""
    line = f"{progress.done:,}{of} · {progress.workers} workers · {progress.rate:.1f} a second"
    if progress.total and progress.rate:
        line += f" · {(progress.total - progress.done) / progress.rate:.0f} s left"
    return line


def run_tasks(
    executor: Executor,
    call: Callable[[Any], Any],
    items: Iterable[Any],
    lost: Callable[[Any, str], Any] | None = None,
    size: Callable[[Any], int] = lambda item: 1,
    progress: Callable[[Progress], object] | None = None,
    total: int = 0,
) -> Iterator[tuple[int, Any]]:
    """Yield each item's place and ``call(item)``, in the order in which they end.

    ``items`` is read as far as workers are there for it, so it may be endless. A job whose workers
    died is run again after the others, alone; if it kills them then, it is set aside, and
    ``lost(item, why)`` takes the place of its result.
    ``size`` says how much of ``total`` an item is, for ``progress``. Whoever stops reading, also by
    Ctrl-C, cancels what has not started.

    Raises what the call raises; ``ExecutionError`` where a job is lost and there is no ``lost``, or
    the cluster is gone: what was yielded stands.
    """
    source = zip(count(), items, strict=False)
    under_way: dict[int, tuple[Future, Any]] = {}
    suspects: list[tuple[int, Any]] = []
    ended: queue.SimpleQueue = queue.SimpleQueue()
    done, started, is_drained = 0, time.monotonic(), False
    looked, workers, alone = -LOOK_S, 1, -1

    def start(place: int, item: Any) -> None:
        future = executor.submit(call, item)
        under_way[place] = (future, item)
        future.add_done_callback(lambda _: ended.put(place))

    try:
        while True:
            if time.monotonic() - looked >= LOOK_S:
                workers, looked = workers_of(executor), time.monotonic()
            while not is_drained and len(under_way) < room(executor, workers):
                pair = next(source, None)
                is_drained = pair is None
                if pair:
                    start(*pair)
            if not under_way and suspects:
                alone, item = suspects.pop()
                start(alone, item)
            if not under_way:
                return
            with suppress(queue.Empty):
                place = ended.get(timeout=LOOK_S)
                future, item = under_way.pop(place)
                if is_dead(future) and place != alone:
                    suspects.append((place, item))  # or it waited beside the one that killed
                    continue
                result = result_of(future, item, lost)
                done += size(item)
                if progress:
                    progress(Progress(done, total, workers, time.monotonic() - started))
                yield place, result
    finally:
        for future, _ in under_way.values():
            future.cancel()


def is_dead(future: Future) -> bool:
    """Whether the workers that had a job died."""
    killed = ("KilledWorker", "BrokenProcessPool")
    return not future.cancelled() and type(future.exception()).__name__ in killed


def workers_of(executor: Executor) -> int:
    """Return how many jobs an executor runs at the same moment."""
    return getattr(executor, "workers", 0) or getattr(executor, "_max_workers", 1)


def room(executor: Executor, workers: int) -> int:
    """Return how many jobs may be under way; one where submitting it is running it."""
    return 1 if isinstance(executor, Here) else (1 + WAITING) * workers


def result_of(future: Future, item: Any, lost: Callable[[Any, str], Any] | None) -> Any:
    """Return a future's result; where its workers died of it, what ``lost`` says."""
    if future.cancelled():
        raise ExecutionError(
            "the cluster is gone: start it again, and then this; what was recorded is kept"
        )
    if not is_dead(future):
        return future.result()
    why = "the job killed the workers that tried it"
    if not lost:
        raise ExecutionError(why)
    return lost(item, why)
