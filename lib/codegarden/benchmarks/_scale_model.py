"""A cluster as a discrete-event simulation: what many workers give, and what is in the way.

A chunk of programs waits for the client and the scheduler, which handle one after the other; runs
on a worker; and its verdicts wait for the client, which stores one chunk after the other. Chunks
under way are as many as ``run_tasks`` allows. All times come from measured runs.
"""

import heapq
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from codegarden.cluster.tasks import WAITING


@dataclass(frozen=True)
class Measured:
    """What a simulation is made of; all in seconds."""

    chunks: Sequence[float]  # how long each chunk took on its worker
    hand_out: float  # of the client and the scheduler, for a chunk there and back
    transfer: float  # of a chunk and its verdicts on their ways, which do not wait for others
    store: float  # of the database and the client, for the verdicts of a chunk


@dataclass(frozen=True)
class Simulated:
    """What came out: seconds in all, and the shares of them in which each part was busy."""

    seconds: float
    workers: float
    handing_out: float
    storing: float

    def bound(self) -> str:
        """Return what limits the rate: the part that is busy nearly all the time."""
        busy = {
            "the workers": self.workers,
            "handing out chunks": self.handing_out,
            "storing verdicts": self.storing,
        }
        return max(busy, key=busy.__getitem__)


def simulate(measured: Measured, workers: int) -> Simulated:
    """Return how long the chunks take on so many workers, each with a core of its own."""
    waiting = deque(measured.chunks)
    free = [0.0] * workers  # when each worker is idle again
    heapq.heapify(free)
    under_way: list[float] = []  # when the verdicts of each chunk are back
    handing_out = storing = ended = 0.0
    busy = {"hand": 0.0, "store": 0.0, "work": 0.0}
    while waiting or under_way:
        if waiting and len(under_way) < (1 + WAITING) * workers:
            seconds = waiting.popleft()
            # the client's own thread hands out and stores, so that it does one at a time
            handing_out = max(handing_out, storing) + measured.hand_out
            busy["hand"] += measured.hand_out
            begun = max(heapq.heappop(free), handing_out + measured.transfer / 2)
            heapq.heappush(free, begun + seconds)
            busy["work"] += seconds
            heapq.heappush(under_way, begun + seconds + measured.transfer / 2)
        else:
            back = heapq.heappop(under_way)
            storing = max(back, storing, handing_out) + measured.store
            busy["store"] += measured.store
            ended = max(ended, storing)
    return Simulated(
        ended, busy["work"] / (ended * workers), busy["hand"] / ended, busy["store"] / ended
    )


def forecast(measured: Measured, workers: int, chunks: int) -> dict[str, float | str]:
    """Return what so many workers give on a job of so many chunks, as many as measured at least."""
    times = list(measured.chunks)
    more = replace(measured, chunks=(times * (chunks // len(times) + 1))[: max(chunks, len(times))])
    one, many = simulate(more, 1), simulate(more, workers)
    return {
        "speedup": round(one.seconds / many.seconds, 2),
        "efficiency": round(one.seconds / many.seconds / workers, 3),
        "bound": many.bound(),
        # above so many workers the part that serves all of them is never idle
        "saturates_at": round(
            sum(times) / len(times) / max(1e-9, measured.hand_out + measured.store)
        ),
    }
