"""What was tried: the record of one trial, and how a trial is run so that nothing is lost.

A ``Trial`` is plain data (text, numbers, lists and dicts that JSON can hold), so any database can
keep it. Whatever the objective does becomes a status and a reason.
"""

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol

import pandas as pd


class Status(StrEnum):
    """How a trial ended, or that it runs."""

    RUNNING = "running"
    COMPLETE = "complete"
    PRUNED = "pruned"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


class Pruned(Exception):  # noqa: N818 - it is a decision, not an error
    """Raised by ``TrialHandle.report``: the trial is hopeless, the objective should let it pass."""


class MonitorError(ValueError):
    """The search was not told which of several losses to compare; every trial would fail."""


@dataclass(frozen=True)
class Trial:
    """One configuration, and what came of it.

    ``value`` is what is minimized: the objective's result where ``status`` is complete, the last
    monitored loss where it is pruned, and None where it is failed or interrupted. ``history`` has
    one dict an epoch: ``epoch`` and what was reported, with None for a number that was not finite.
    ``started`` and ``ended`` are UTC in ISO 8601. ``notes`` is what the search itself wants back
    when it goes on: measures, the acquisition's memory, the space.
    """

    study: str
    number: int
    parameters: dict[str, Any]
    value: float | None
    status: str
    reason: str = ""
    history: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    seed: int = 0
    space_hash: str = ""
    code_hash: str = ""
    data_hash: str = ""
    started: str = ""
    ended: str = ""
    notes: dict[str, Any] = field(default_factory=dict)


class Pruner(Protocol):
    """Says whether a trial is hopeless, from its losses and those of the trials before it.

    Curves are lists of losses, one an epoch, first epoch first; the others' are of complete and
    pruned trials in order of number.
    """

    def stop_reason(self, curve: Sequence[float], others: Sequence[Sequence[float]]) -> str:
        """Return the reason to stop the trial now, or an empty text to go on."""


@dataclass(frozen=True)
class Assignment:
    """What a worker needs to run a trial; plain data and the pruner, so that it can be sent."""

    study: str
    number: int
    parameters: dict[str, Any]
    seed: int
    space_hash: str = ""
    code_hash: str = ""
    data_hash: str = ""
    monitor: str = ""
    pruner: Pruner | None = None
    others: tuple[tuple[float, ...], ...] = ()
    notes: dict[str, Any] = field(default_factory=dict)


class TrialHandle:
    """The objective's side of a trial: it reports losses and measures here.

    ``number`` is the trial's number, ``seed`` the one to train with, ``parameters`` the
    configuration.
    """

    def __init__(self, assignment: Assignment):
        self.number = assignment.number
        self.seed = assignment.seed
        self.parameters = dict(assignment.parameters)
        self.history: list[dict[str, Any]] = []
        self.measures: dict[str, float] = {}
        self.monitored: list[float] = []
        self._assignment = assignment

    def report(self, epoch: int, losses: dict[str, float]) -> None:
        """Keep the losses of one epoch.

        Raises ``Pruned`` when the trial is hopeless, ``FloatingPointError`` when a loss is not
        finite (it diverged), and ``MonitorError`` when a pruner cannot know which loss to look at.
        """
        finite = {key: value if math.isfinite(value) else None for key, value in losses.items()}
        self.history.append({"epoch": int(epoch), **{k: plain(v) for k, v in finite.items()}})
        for key, value in finite.items():
            if value is None:
                raise FloatingPointError(f"diverged: {key} is {losses[key]} after epoch {epoch}")
        pruner = self._assignment.pruner
        if pruner and (reason := pruner.stop_reason(self._curve(losses), self._assignment.others)):
            raise Pruned(reason)

    def _curve(self, losses: dict[str, float]) -> list[float]:
        """Return the monitored loss of each epoch so far."""
        name = self._assignment.monitor or (next(iter(losses)) if len(losses) == 1 else "")
        if name not in losses:
            raise MonitorError(
                f"the pruner cannot know which loss to compare, {name!r} is not among "
                f"{', '.join(losses)}: name one of them with search(..., monitor=...)"
            )
        self.monitored = [epoch[name] for epoch in self.history]
        return self.monitored

    def measure(self, **measures: float) -> None:
        """Keep figures of the trial other than its losses, such as the model's parameters."""
        self.measures |= {name: float(value) for name, value in measures.items()}


Objective = Callable[[dict[str, Any], TrialHandle], float]


def run_trial(objective: Objective, assignment: Assignment) -> Trial:
    """Run a trial and return its record, however it ends.

    Only ``MonitorError`` and what ends the process, such as ``SystemExit``, pass through.
    """
    handle = TrialHandle(assignment)
    started, begun = now(), time.perf_counter()
    value: float | None = None
    status, reason = Status.COMPLETE, ""
    try:
        value = float(objective(dict(assignment.parameters), handle))
        if not math.isfinite(value):
            status, reason, value = Status.FAILED, f"the objective returned {value}", None
    except Pruned as decision:
        last = handle.monitored[-1] if handle.monitored else None
        status, reason, value = Status.PRUNED, str(decision), last
    except MonitorError:
        raise
    except KeyboardInterrupt:
        status, reason = Status.INTERRUPTED, "stopped from the keyboard"
    except MemoryError as error:
        status, reason = Status.FAILED, f"out of memory: {error}".rstrip(": ")
    except Exception as error:
        status, reason = Status.FAILED, first_line(error)
    seconds = time.perf_counter() - begun
    notes = {**assignment.notes, "measures": {**handle.measures, "seconds": seconds}}
    return record(assignment, value, status, reason, handle.history, seconds, started, notes)


def record(
    assignment: Assignment,
    value: float | None,
    status: Status,
    reason: str,
    history: list[dict[str, Any]],
    seconds: float,
    started: str,
    notes: dict[str, Any],
) -> Trial:
    """Return the record of an assignment that has ended now."""
    return Trial(
        study=assignment.study,
        number=assignment.number,
        parameters=dict(assignment.parameters),
        value=value,
        status=str(status),
        reason=reason,
        history=history,
        seconds=seconds,
        seed=assignment.seed,
        space_hash=assignment.space_hash,
        code_hash=assignment.code_hash,
        data_hash=assignment.data_hash,
        started=started,
        ended=now(),
        notes=notes,
    )


def best(trials: Sequence[Trial]) -> Trial | None:
    """Return the complete trial with the lowest value, the earliest of equals; None without one."""
    complete = [trial for trial in trials if trial.status == Status.COMPLETE]
    return min(complete, key=lambda trial: (trial.value, trial.number), default=None)


def trials_table(trials: Sequence[Trial]) -> pd.DataFrame:
    """Return trials as a table for people, best first: number, status, value, seconds, choices."""
    rows = [
        {
            "trial": trial.number,
            "status": str(trial.status),
            "value": trial.value,
            "epochs": len(trial.history),
            "seconds": round(trial.seconds, 1),
            **trial.parameters,
            "reason": trial.reason,
        }
        for trial in trials
    ]
    table = pd.DataFrame(rows).sort_values(["status", "value", "trial"], na_position="last")
    return table.set_index("trial")


def progress_line(trials: Sequence[Trial], wanted: int) -> str:
    """Return one line on a search under way: trial, best so far, time left.

    Time left is a guess from the median trial so far, one at a time.
    """
    last = max(trials, key=lambda trial: trial.ended)
    top = best(trials)
    left = statistics.median(trial.seconds for trial in trials) * (wanted - len(trials))
    best_so_far = f"best {top.value:.4g} (trial {top.number})" if top else "none complete yet"
    width = int(math.log10(max(wanted, 1))) + 1
    ending = f"{last.status}" + (f" {last.value:.4g}" if last.value is not None else "")
    return (
        f"trial {len(trials):{width}d} of {wanted} · {ending} in {last.seconds:.1f} s · "
        f"{best_so_far} · {left:.0f} s left"
    )


def now() -> str:
    """Return the present moment, UTC, in ISO 8601 with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def first_line(error: BaseException) -> str:
    r"""Return an exception as one line: its type and the first line of its message.

    >>> first_line(ValueError("too large\nby far"))
    'ValueError: too large'
    """
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__


def plain(value: Any) -> Any:
    """Return a number as Python's own kind, which JSON can hold."""
    return value.item() if hasattr(value, "item") else value
