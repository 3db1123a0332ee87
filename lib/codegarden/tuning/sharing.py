"""Where the trials of a study are kept while searches write to it: one search, or many.

A study of many searches is the database's, which a notebook opens; nothing here knows it.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from codegarden.tuning.trials import Status, Trial


class Study(Protocol):
    """A study that several searches may write to; trials are mappings of the fields of ``Trial``.

    Nothing that has ended is ever changed.
    """

    def trials(self) -> list[Mapping[str, Any]]:
        """Return all trials, by whomever, also those that are running."""

    def claim(self, trial: Mapping[str, Any]) -> bool:
        """Take the number of a running trial; False where somebody else has it."""

    def end(self, trial: Mapping[str, Any]) -> bool:
        """Keep how a claimed trial ended; False where somebody else has taken it over."""


class OwnStudy:
    """A study that one search writes to; ``record`` gets each trial as it ends."""

    def __init__(self, finished: Iterable[Trial], record: Callable[[Trial], None] | None):
        self.kept = [vars(trial) for trial in finished]
        self.running: dict[int, Mapping[str, Any]] = {}
        self.record = record

    def trials(self) -> list[Mapping[str, Any]]:
        """Return all trials."""
        return [*self.kept, *self.running.values()]

    def claim(self, trial: Mapping[str, Any]) -> bool:
        """Take a number, which nobody else can have."""
        self.running[trial["number"]] = trial
        return True

    def end(self, trial: Mapping[str, Any]) -> bool:
        """Keep how a trial ended."""
        del self.running[trial["number"]]
        self.kept.append(trial)
        if self.record:
            self.record(Trial(**trial))
        return True


def split(study: Study) -> tuple[list[Trial], list[Trial]]:
    """Return the trials of a study that have ended, and those that run; no interrupted ones."""
    trials = [Trial(**row) for row in study.trials()]
    running = [trial for trial in trials if trial.status == Status.RUNNING]
    over = (Status.RUNNING, Status.INTERRUPTED)
    return [trial for trial in trials if trial.status not in over], running
