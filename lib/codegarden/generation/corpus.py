"""The solved problems that a generation looks at: the database's nearest, and the shipped ones.

A database may hold more problems than there is time to read, so their descriptions are compared
first, and only the nearest ones are read with their programs and tests.
"""

import math
import time
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import takewhile
from pathlib import Path
from threading import Lock

from codegarden.description.words import stems_of
from codegarden.importers import examples
from codegarden.program import Problem
from codegarden.settings import load
from codegarden.store import Store

NEAREST = 300  # problems that are read
AT_ONCE = 50  # of these


class Shipped:
    """The problems that the project ships, read as far as they were asked for."""

    def __init__(self, folder: Path):
        self.known: list[Problem] = []
        self.rest = examples.read(folder) if folder.is_dir() else iter(())
        self.lock = Lock()

    def until(self, deadline: float) -> tuple[Problem, ...]:
        """Return the problems; at a time of ``time.monotonic`` the rest is left to a later call."""
        with self.lock:
            while time.monotonic() < deadline and (problem := next(self.rest, None)):
                self.known.append(problem)
            return tuple(self.known)


@cache
def shipped() -> Shipped:
    """Return the problems of the folder that the settings name, the same in every call."""
    return Shipped(load().data / "examples")


def shipped_problems(deadline: float = math.inf) -> tuple[Problem, ...]:
    """Return the problems that the project ships, as far as they are read in time."""
    return shipped().until(deadline)


def solved_problems(store: Store, folder: Path, description: str, until: float) -> list[Problem]:
    """Return the problems nearest to a description, as far as they are read in time.

    ``folder`` is one of examples, read where the database has none of them; ``until`` is a
    time of ``time.monotonic``.
    """
    in_time = lambda _: time.monotonic() < until  # noqa: E731
    known = list(takewhile(in_time, store.problems.requests()))
    found: list[Problem] = []
    if not any(origin == examples.ORIGIN for *_, origin in known) and folder.is_dir():
        found += takewhile(in_time, examples.read(folder))
    names = nearest(description, known)
    for place in takewhile(in_time, range(0, len(names), AT_ONCE)):
        found += store.problems.read(name=names[place : place + AT_ONCE])
    return found


def nearest(description: str, known: Iterable[tuple[str, str, str, str]]) -> list[str]:
    """Return the names of the problems that share the rarest words with a description."""
    stems = {name: {*stems_of(f"{text} {entry}")} for name, text, entry, _ in known}
    frequency = Counter(stem for each in stems.values() for stem in each)
    asked = {*stems_of(description)} & frequency.keys()
    rarity = {stem: math.log(1 + len(stems) / frequency[stem]) for stem in asked}
    scores = {name: sum(rarity[s] for s in sorted(own & asked)) for name, own in stems.items()}
    return sorted(scores, key=lambda name: -scores[name])[:NEAREST]
