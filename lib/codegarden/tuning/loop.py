"""The loop: ask, run, record, again; alone or with several trials at once; never loses a trial.

What is tried comes from a ``Suggester``, how a trial runs from ``run_trial``. This file does not
know what is trained nor where trials are kept: each finished one is handed to ``record``.
"""

import queue
import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, Protocol

import numpy as np

from codegarden.tuning.acquisition import SpaceExhausted
from codegarden.tuning.curves import curve
from codegarden.tuning.resuming import SearchError, continued
from codegarden.tuning.sharing import OwnStudy, Study, split
from codegarden.tuning.space import SearchSpace
from codegarden.tuning.suggest import Suggester
from codegarden.tuning.trials import (
    Assignment,
    MonitorError,
    Objective,
    Pruner,
    Status,
    Trial,
    first_line,
    now,
    run_trial,
)
from codegarden.tuning.trials import (
    record as record_of,
)

LOOK_S = 1.0  # seconds between two looks at what other searches do


class Executor(Protocol):
    """Anything that runs a call elsewhere and gives a future with ``add_done_callback``."""

    def submit(self, call: Callable, /, *arguments: Any) -> Any:
        """Start ``call(*arguments)`` and return its future."""


def search(
    objective: Objective,
    space: SearchSpace,
    trials: int,
    seed: int,
    acquisition: str = "ei",
    initial: int | None = None,
    pruner: Pruner | None = None,
    finished: Iterable[Trial] = (),
    record: Callable[[Trial], None] | None = None,
    executor: Executor | None = None,
    progress: Callable[[Sequence[Trial], int], None] | None = None,
    *,
    parallel: int | None = None,
    start: Sequence[Mapping[str, Any]] = (),
    design: str = "sobol",
    options: Mapping[str, Any] | None = None,
    limits: Mapping[str, float] | None = None,
    monitor: str = "",
    join: bool = False,
    shared: Study | None = None,
    study: str = "",
    code_hash: str = "",
    data_hash: str = "",
) -> list[Trial]:
    """Minimize an objective over a space, and return all trials in order of number.

    No configuration is run twice. When all have been tried the search ends early, with a warning.

    Parameters
    ----------
    objective
        ``objective(parameters, trial) -> float``, lower is better. It may call
        ``trial.report(epoch, losses)``, which raises ``Pruned`` when the trial is hopeless, and
        ``trial.measure(name=figure)``. Whatever it raises is kept as the trial's reason.
    space
        What may be chosen.
    trials
        How many trials the study has in the end, the finished ones among them.
    seed
        Of the study. With the same seed and objective, the same trials come out, where they run
        one after the other; side by side, what is tried depends on which trials have ended.
    acquisition, options, initial, design, start, limits
        As in ``Suggester``.
    pruner
        ``CurveExtrapolation``, ``MedianRule`` or ``SuccessiveHalving``; without one every trial
        runs to its end.
    finished
        The trials of an earlier run of this study. Interrupted ones are run again.
    record
        Called with each trial as it ends, before the next one starts.
    executor, parallel
        With an executor, so many trials are under way at once, by default as many as it says it
        has ``workers``, or 2; the objective and what it returns must be fit to be sent there.
    progress
        Called after each trial with all trials so far and the number wanted.
    shared
        The study in a database, in place of ``finished`` and ``record``, where other searches may
        write to it too: each claims a trial before it runs it, knows what the others are at, and
        waits in the end for what they have claimed.
    monitor
        The name of the reported loss that is compared between trials; not needed with only one.
    join
        Take over those finished trials of a changed space that fit into this one.
    study, code_hash, data_hash
        Kept with every trial.

    Raises
    ------
    SpaceChanged
        If ``finished`` has trials of another space or other data, and ``join`` is not given.
    SearchError
        If the executor takes no more work.
    KeyboardInterrupt
        After the interrupted trial has been recorded.
    """
    suggester = Suggester(
        space, seed, acquisition, options or {}, initial, design, start, limits or {}, monitor
    )
    labels = {
        "study": study or getattr(shared, "name", "study"),
        "space_hash": space.sha256,
        "code_hash": code_hash,
        "data_hash": data_hash,
        "monitor": monitor,
        "pruner": pruner,
    }
    known = partial(continued, space=space, data_hash=data_hash, join=join)
    loop = Loop(
        objective,
        suggester,
        trials,
        labels,
        known,
        OwnStudy(finished, record) if shared is None else shared,
        progress,
    )
    loop.ended()  # raises for trials of another space before anything runs
    if executor is None:
        loop.run_alone()
    else:
        found = getattr(executor, "workers", 2)
        loop.run_in_parallel(executor, found if parallel is None else parallel)
    if loop.over:
        warnings.warn(
            f"{loop.over}: the search ends with {len(loop.ended())} trials, not {trials}",
            stacklevel=2,
        )
    return loop.ended()


@dataclass
class Loop:
    """A search under way: where its trials are, and why it ended early."""

    objective: Objective
    suggester: Suggester
    wanted: int
    labels: dict[str, Any]
    known: Callable[[Iterable[Trial]], list[Trial]]
    study: Study
    progress: Callable[[Sequence[Trial], int], None] | None
    over: str = ""

    def ended(self) -> list[Trial]:
        """Return the trials that have ended, by whomever, in order of number."""
        return self.known(split(self.study)[0])

    def claimed(self) -> Assignment | None:
        """Return the next trial, claimed; None where all have ended, are claimed or are tried.

        It is the lowest number that is free. So of two searches that do not see each other's
        claims yet, both go for the same number, and who comes second looks again.
        """
        while not self.over:
            all_ended, running = split(self.study)
            known = self.known(all_ended)
            if len(known) + len(running) >= self.wanted:
                return None
            taken = {trial.number for trial in (*all_ended, *running)}
            number = next(number for number in count() if number not in taken)
            try:
                assignment = self.assign(number, known, running)
            except SpaceExhausted as end:
                self.over = str(end)
                return None
            if self.study.claim(vars(claim_of(assignment))):
                return assignment
        return None

    def assign(
        self, number: int, known: Sequence[Trial], running: Sequence[Trial] = ()
    ) -> Assignment:
        """Return what a worker shall do as trial ``number``; raises ``SpaceExhausted``."""
        pending = [trial.parameters for trial in running]
        parameters, notes = self.suggester.ask(number, known, pending)
        curves = [curve(trial, self.suggester.monitor) for trial in known]
        return Assignment(
            number=number,
            parameters=parameters,
            seed=trial_seed(self.suggester.seed, number),
            others=tuple(tuple(losses) for losses in curves if losses),
            notes={**notes, "space": self.suggester.space.dicts()},
            **self.labels,
        )

    def finish(self, trial: Trial) -> None:
        """Keep a trial that has ended, unless another search has taken it over."""
        kept = self.study.end(vars(trial))
        if trial.status == Status.INTERRUPTED:
            raise KeyboardInterrupt(f"trial {trial.number} was interrupted; it will be run again")
        if kept and self.progress:
            self.progress(self.ended(), self.wanted)

    def is_done(self) -> bool:
        """Whether nothing is left to wait for; else wait a moment for what others have claimed."""
        if self.over or not split(self.study)[1]:
            return True
        time.sleep(LOOK_S)
        return False

    def run_alone(self) -> None:
        """Run the trials one after the other, here."""
        while (assignment := self.claimed()) or not self.is_done():
            if assignment:
                self.finish(run_trial(self.objective, assignment))

    def run_in_parallel(self, executor: Executor, parallel: int) -> None:
        """Keep ``parallel`` trials under way until all are done."""
        if parallel < 1:
            raise SearchError(f"parallel is {parallel}: give 1 or more")
        running: dict[int, tuple[Any, Assignment, str]] = {}
        ended: queue.SimpleQueue = queue.SimpleQueue()
        broken = ""
        try:
            while True:
                while len(running) < parallel and not broken and (next_one := self.claimed()):
                    try:
                        future = executor.submit(run_trial, self.objective, next_one)
                    except RuntimeError as error:  # a broken or closed executor
                        broken = first_line(error)
                        break
                    running[next_one.number] = (future, next_one, now())
                    future.add_done_callback(lambda _, number=next_one.number: ended.put(number))
                if broken and not running:
                    raise SearchError(
                        f"the executor takes no more work ({broken}): start again with the "
                        f"{len(self.ended())} finished trials"
                    )
                if not running and self.is_done():
                    return
                with suppress(queue.Empty):
                    future, *rest = running.pop(ended.get(timeout=LOOK_S if running else 0))
                    if future.cancelled():  # the machine that gives out the work is gone
                        broken = "it has cancelled a trial"
                    else:
                        self.finish(result_of(future, *rest))
        finally:
            for future, *_ in running.values():
                future.cancel()


def claim_of(assignment: Assignment) -> Trial:
    """Return the record of a trial that is about to run."""
    notes, started = assignment.notes, now()
    return record_of(assignment, None, Status.RUNNING, "", [], 0.0, started, notes)


def result_of(future: Any, assignment: Assignment, started: str) -> Trial:
    """Return a future's trial; where its worker died, the record of that."""
    try:
        return future.result()
    except MonitorError:
        raise
    except Exception as error:
        reason = f"the worker died: {first_line(error)}"
        return record_of(
            assignment, None, Status.FAILED, reason, [], 0.0, started, assignment.notes
        )


def trial_seed(seed: int, number: int) -> int:
    """Return the seed that a trial trains with, made of the study's seed and its number."""
    return int(np.random.SeedSequence([seed, number, 1]).generate_state(1)[0] >> 1)
