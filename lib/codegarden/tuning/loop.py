"""The loop: ask, run, record, again; alone or with several trials at once; never loses a trial.

What is tried comes from a ``Suggester``, how a trial runs from ``run_trial``. This file does not
know what is trained nor where trials are kept: each finished one is handed to ``record``.
"""

import queue
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from codegarden.tuning.curves import curve
from codegarden.tuning.resuming import SearchError, continued
from codegarden.tuning.space import SearchSpace
from codegarden.tuning.suggest import SpaceExhausted, Suggester
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
    parallel: int = 2,
    start: Sequence[Mapping[str, Any]] = (),
    design: str = "sobol",
    options: Mapping[str, Any] | None = None,
    limits: Mapping[str, float] | None = None,
    monitor: str = "",
    join: bool = False,
    study: str = "study",
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
        Of the study. With the same seed and objective, the same trials come out.
    acquisition, options, initial, design, start, limits
        As in ``Suggester``.
    pruner
        ``Outlook``, ``MedianRule`` or ``SuccessiveHalving``; None lets every trial run to its end.
    finished
        The trials of an earlier run of this study. Interrupted ones are run again.
    record
        Called with each trial as it ends, before the next one starts.
    executor, parallel
        With an executor, so many trials are under way at once; the objective and what it returns
        must be fit to be sent there.
    progress
        Called after each trial with all trials so far and the number wanted.
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
        "study": study,
        "space_hash": space.sha256,
        "code_hash": code_hash,
        "data_hash": data_hash,
        "monitor": monitor,
        "pruner": pruner,
    }
    done = continued(finished, space, data_hash, join)
    loop = Loop(objective, suggester, trials, labels, done, record, progress)
    if executor is None:
        loop.run_alone()
    else:
        loop.run_in_parallel(executor, parallel)
    if loop.over:
        warnings.warn(
            f"{loop.over}: the search ends with {len(loop.done)} trials, not {trials}", stacklevel=2
        )
    return loop.ordered()


@dataclass
class Loop:
    """A search under way: what is done, what is still to be asked, and why it ended early."""

    objective: Objective
    suggester: Suggester
    wanted: int
    labels: dict[str, Any]
    done: list[Trial]
    record: Callable[[Trial], None] | None
    progress: Callable[[Sequence[Trial], int], None] | None
    over: str = ""

    def ordered(self) -> list[Trial]:
        """Return the trials in order of number."""
        return sorted(self.done, key=lambda trial: trial.number)

    def numbers(self) -> list[int]:
        """Return the numbers of the trials still to be run, lowest first."""
        taken = {trial.number for trial in self.done}
        missing = [number for number in range(max(taken, default=-1) + 1) if number not in taken]
        following = range(max(taken, default=-1) + 1, self.wanted + len(taken) + 1)
        return [*missing, *following][: max(0, self.wanted - len(taken))]

    def assign(self, number: int, pending: Sequence[Assignment] = ()) -> Assignment:
        """Return what the next worker shall do; raises ``SpaceExhausted``."""
        known = self.ordered()
        parameters, notes = self.suggester.ask(number, known, [one.parameters for one in pending])
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
        """Keep a trial that has ended."""
        self.done.append(trial)
        if self.record:
            self.record(trial)
        if self.progress:
            self.progress(self.ordered(), self.wanted)

    def run_alone(self) -> None:
        """Run the trials one after the other, here."""
        for number in self.numbers():
            try:
                assignment = self.assign(number)
            except SpaceExhausted as end:
                self.over = str(end)
                return
            trial = run_trial(self.objective, assignment)
            self.finish(trial)
            if trial.status == Status.INTERRUPTED:
                raise KeyboardInterrupt(f"trial {number} was interrupted; it will be run again")

    def run_in_parallel(self, executor: Executor, parallel: int) -> None:
        """Keep ``parallel`` trials under way until all are done."""
        if parallel < 1:
            raise SearchError(f"parallel is {parallel}: give 1 or more")
        waiting = self.numbers()[::-1]
        running: dict[int, tuple[Assignment, str]] = {}
        ended: queue.SimpleQueue = queue.SimpleQueue()
        broken = ""
        while waiting or running:
            while waiting and len(running) < parallel and not broken:
                try:
                    assignment = self.assign(waiting[-1], [one for one, _ in running.values()])
                    future = executor.submit(run_trial, self.objective, assignment)
                except SpaceExhausted as end:
                    self.over, waiting = str(end), []
                    break
                except RuntimeError as error:  # a broken or closed executor
                    broken = first_line(error)
                    break
                number = waiting.pop()
                running[number] = (assignment, now())
                future.add_done_callback(lambda one, number=number: ended.put((number, one)))
            if broken and not running:
                raise SearchError(
                    f"the executor takes no more work ({broken}): start again with the "
                    f"{len(self.done)} finished trials"
                )
            if running:
                number, future = ended.get()
                self.finish(result_of(future, *running.pop(number)))


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
