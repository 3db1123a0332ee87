"""Searches that are killed at random moments: what is lost, and what is run twice.

Every run is a process of its own on a database file, and dies by SIGKILL, which nothing can catch.
A journal beside the database says what each process began, and what it was told is stored; after
each kill both are compared with what the database holds.
"""

import multiprocessing
import os
import signal
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from codegarden.benchmarks import _tuning_table
from codegarden.settings import load
from codegarden.store import Store
from codegarden.tuning import CurveExtrapolation, Trial, TrialHandle, best, search

STUDY = "killed"
EPOCH_S = 0.05  # what an epoch of the table is made to take
# a server imports these once, and each process is forked off it in an instant
FORKED = multiprocessing.get_context("forkserver")
IMPORTED = [__name__, "codegarden.tuning.suggest"]


class KillsError(RuntimeError):
    """A process of the searches that ended with an error of its own."""


@dataclass
class Kills:
    """What the kills did. Nothing may be lost or doubled, and no search may turn out different."""

    kills: int = 0
    within: int = 0  # of these, kills between a trial's beginning and its being stored
    searches: int = 0
    lost: int = 0  # trials that were stored, or said to be, and are not there
    doubled: int = 0  # trials that were begun although they were stored
    different: list[int] = field(default_factory=list)  # seeds with other trials than undisturbed
    other_best: list[int] = field(default_factory=list)  # seeds with another best one

    def figures(self) -> dict[str, Any]:
        """Return the figures as the benchmark reports them."""
        return {
            "kills": self.kills,
            "kills_within_a_trial": self.within,
            "killed_searches": self.searches,
            "lost": self.lost,
            "doubled": self.doubled,
            "same_trials": not self.different,
            "same_best": not self.other_best,
        }


def open_store(folder: Path) -> Store:
    """Return the store of a folder's database file, with its tables."""
    url = f"sqlite:///{folder / 'trials.sqlite'}"
    store = Store.connect(load({**os.environ, "CODEGARDEN_DATABASE_URL": url}))
    store.create()
    return store


def stored_trials(folder: Path) -> list[Trial]:
    """Return the trials that a folder's database holds."""
    with open_store(folder) as store:
        return [Trial(**row) for row in store.trials.read(STUDY)]


def run_search(folder: Path, trials: int, seed: int) -> None:
    """Run a search, or go on with it, as the notebook does; this is what is killed."""
    table = _tuning_table.load()

    def note(word: str, number: int) -> None:
        with (folder / "journal").open("ab", buffering=0) as file:
            file.write(f"{word} {number}\n".encode())

    def objective(parameters: dict[str, Any], trial: TrialHandle) -> float:
        note("began", trial.number)
        losses = table.curve(parameters)
        for epoch, loss in enumerate(losses, 1):
            time.sleep(EPOCH_S)
            trial.report(epoch, {"validation_loss": loss})
        return losses[-1]

    with open_store(folder) as store, threadpool_limits(1):

        def record(trial: Trial) -> None:
            store.trials.add(**vars(trial))
            note("stored", trial.number)

        search(
            objective,
            table.space,
            trials,
            seed,
            pruner=CurveExtrapolation(table.about["epochs"]),
            finished=[Trial(**row) for row in store.trials.read(STUDY)],
            record=record,
            study=STUDY,
        )


def run(folder: Path, trials: int, seed: int, kill_after: float | None = None) -> bool:
    """Run a search in a process; return whether it was killed, after so many seconds."""
    process = FORKED.Process(target=run_search, args=(folder, trials, seed))
    process.start()
    process.join(kill_after)
    process.kill()
    process.join()
    if process.exitcode not in (0, -signal.SIGKILL):
        raise KillsError(f"the search of seed {seed} ended with status {process.exitcode}")
    return process.exitcode != 0


def survive(kills: int, trials: int, seed: int = 0) -> Kills:
    """Kill searches at random moments, let each end, and compare it with an undisturbed one.

    Moments are drawn uniformly from the time in which an undisturbed search does three trials. A
    search that is through before all kills are spent is followed by one with the next seed.
    """
    found = Kills()
    moments = np.random.default_rng(seed)
    FORKED.set_forkserver_preload(IMPORTED)
    with tempfile.TemporaryDirectory(prefix="codegarden-") as scratch:
        while found.kills < kills:
            whole, cut = Path(scratch, f"whole-{seed}"), Path(scratch, f"cut-{seed}")
            whole.mkdir()
            cut.mkdir()
            began = time.perf_counter()
            run(whole, trials, seed)
            third = 3 * (time.perf_counter() - began) / trials
            before: list[Trial] = []
            while found.kills < kills and run(cut, trials, seed, moments.uniform(0, third)):
                found.kills += 1
                before = checked(found, cut, before)
            run(cut, trials, seed)
            checked(found, cut, before)
            compare(found, stored_trials(whole), stored_trials(cut), seed)
            seed += 1
    return found


def checked(found: Kills, folder: Path, before: list[Trial]) -> list[Trial]:
    """Count what the last run lost or did twice; return what is stored after it."""
    journal = folder / "journal"
    notes = [line.split() for line in journal.read_text().splitlines()] if journal.exists() else []
    journal.unlink(missing_ok=True)
    began, told = ([int(n) for word, n in notes if word == one] for one in ("began", "stored"))
    after = stored_trials(folder)
    held = {trial.number for trial in before}
    holds = {trial.number for trial in after}
    found.lost += len((held | {*told}) - holds)
    found.doubled += sum(number in held for number in began)
    found.within += bool({*began} - holds)
    return after


def compare(found: Kills, whole: list[Trial], cut: list[Trial], seed: int) -> None:
    """Count a search that was killed and came to its end."""
    shown = [
        [(one.number, one.parameters, one.value, one.status) for one in trials]
        for trials in (whole, cut)
    ]
    found.searches += 1
    found.lost += len({one.number for one in whole} - {one.number for one in cut})
    if shown[0] != shown[1]:
        found.different.append(seed)
    tops = [best(trials) for trials in (whole, cut)]
    if len({(top.number, top.value) for top in tops}) > 1:
        found.other_best.append(seed)
