"""The judges of one sandbox, seen from the master: fed, heard, replaced when they die or hang.

Every job is answered exactly once: a job leaves its worker's list when its answer is taken, and
what is still on a dead judge's list is done again, alone.
"""

import math
import os
import selectors
import threading
import time
from collections import deque
from collections.abc import Collection
from typing import Any

from codegarden.sandbox.answers import harness_error
from codegarden.sandbox.limits import Limits
from codegarden.sandbox.worker import READY_S, Message, SandboxError, Worker

TRIES = 3  # deaths of a judge at one job, after which the job is given up
PATIENCE, GRACE_S = 5.0, 15.0  # a judge's own limit is four times the program's, when it traces


class Pool:
    """So many judges, and the answers that nobody has taken yet."""

    def __init__(self, size: int, limits: Limits, options: dict[str, Any]):
        self.size, self.limits, self.options = size, limits, options
        self.cores = cores_for(size)
        self.workers: list[Worker] = []
        self.selector = selectors.DefaultSelector()
        self.answers: dict[int, list] = {}
        self.retries: deque[Message] = deque()
        self.failed_starts = 0
        self.deaths: dict[int, int] = {}
        self.lock = threading.RLock()

    def open(self, until: float = math.inf) -> None:
        """Start the judges, where they do not run yet, and wait for them until then."""
        with self.lock:
            while len(self.workers) < self.size:
                worker = self.start(len(self.workers))
                self.workers.append(worker)
                self.selector.register(worker, selectors.EVENT_READ, worker)
            while not all(worker.is_ready for worker in self.workers):
                if (left := until - time.monotonic()) <= 0:
                    return
                self.pump(min(1.0, left))

    def start(self, place: int) -> Worker:
        """Start the judge of a place."""
        return Worker(self.limits, self.options, self.cores[place])

    def close(self) -> None:
        """End all processes of the sandbox; it starts again when it is used again."""
        with self.lock:
            for worker in self.workers:
                self.selector.unregister(worker)
                worker.close()
            self.workers.clear()
            self.retries.clear()

    def send(self, jobs: list[Message], until: float = math.inf) -> None:
        """Send jobs to the judge that has the fewest; where none is free by then, they wait."""
        with self.lock:
            if not jobs:
                return
            self.open(until)
            free = [worker for worker in self.workers if worker.is_ready and not worker.is_solo]
            if free:
                min(free, key=lambda worker: len(worker.jobs)).send(jobs)
            else:
                self.retries.extend(jobs)

    def collect(self, waiting: Collection[int], until: float = math.inf) -> list[int]:
        """Return the numbers of some jobs that have been answered, waiting for one if need be.

        Empty when none has come at the time ``until`` of ``time.monotonic``.
        """
        while waiting and (left := until - time.monotonic()) > 0:
            ready = [number for number in waiting if number in self.answers]
            if ready:
                return ready
            with self.lock:
                if not any(number in self.answers for number in waiting):
                    self.pump(min(1.0, left))
        return []

    def pump(self, seconds: float) -> None:
        """Let the judges work: send, receive, replace the dead and the stuck."""
        for worker in self.workers:
            if self.retries and not worker.jobs and worker.is_ready:
                worker.is_solo = True
                worker.send([self.retries.popleft()])
            events = selectors.EVENT_READ | (selectors.EVENT_WRITE if worker.outgoing else 0)
            self.selector.modify(worker, events, worker)
        for key, events in self.selector.select(seconds):
            worker = key.data
            if events & selectors.EVENT_WRITE:
                worker.flush()
            if events & selectors.EVENT_READ:
                self.hear(worker)
        for worker in list(self.workers):
            self.watch(worker)

    def hear(self, worker: Worker) -> None:
        """Take a judge's answers, or replace it when it is gone."""
        messages = worker.receive()
        if messages is None:
            self.replace(worker)
            return
        for message in messages:
            if message[0] == "ready":
                worker.is_ready = True
                self.failed_starts = 0
            elif message[0] == "refused":
                self.close()
                raise SandboxError(message[1])
            else:
                number, *answer = message
                if worker.jobs.pop(number, None):
                    self.answers[number] = answer
                if not worker.jobs:
                    worker.is_solo = False

    def watch(self, worker: Worker) -> None:
        """Replace a judge that has been silent for longer than any job may take."""
        silent = time.monotonic() - worker.last_heard
        if not worker.is_ready and silent > READY_S:
            self.close()
            raise SandboxError("a judge of the sandbox does not start: see its messages above")
        if worker.jobs and silent > PATIENCE * self.limits.total_wall_s + GRACE_S:
            self.replace(worker)

    def replace(self, worker: Worker) -> None:
        """Start a new judge in place of another, and have its jobs done again, alone."""
        jobs = list(worker.jobs.values())
        self.selector.unregister(worker)
        worker.close()
        self.failed_starts += not worker.is_ready
        if self.failed_starts == TRIES:
            self.workers.remove(worker)
            self.close()
            raise SandboxError("a judge of the sandbox does not start: see its messages above")
        place = self.workers.index(worker)
        new = self.workers[place] = self.start(place)
        self.selector.register(new, selectors.EVENT_READ, new)
        if jobs:  # it was at the first of them
            self.deaths[jobs[0][0]] = self.deaths.get(jobs[0][0], 0) + 1
        for job in jobs:
            if self.deaths.get(job[0], 0) < TRIES:
                self.retries.append(job)
            else:
                message = f"the judge died or fell silent {TRIES} times at this program"
                self.answers[job[0]] = harness_error(job[2], message)

    def forget(self, waiting: Collection[int]) -> None:
        """Drop the jobs of a caller who has gone; a judge that is busy with them is replaced."""
        if not waiting:
            return
        with self.lock:
            self.retries = deque(job for job in self.retries if job[0] not in waiting)
            for number in waiting:
                self.answers.pop(number, None)
            for worker in list(self.workers):
                lost = [number for number in worker.jobs if number in waiting]
                for number in lost:
                    del worker.jobs[number]
                if lost:
                    self.replace(worker)


def cores_for(size: int) -> list[int | None]:
    """Return the core of each judge, where there are as many judges as cores, else None for each.

    A judge, its zygote and its child take turns, and a scheduler that spreads them over the cores
    has them find cold caches and queue behind the other judges' processes.
    """
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return cores if len(cores) == size > 1 else [None] * size
