"""What answers do on inputs that nobody gave: the given ones do not tell answers apart.

Programs that behave alike on further inputs are one alternative (Li et al. 2022, AlphaCode), so
that a search shows few of each.
"""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from codegarden.synthesis.inputs import further
from codegarden.synthesis.meaning import compiled
from codegarden.synthesis.probing import TooSlowError, broken_off
from codegarden.synthesis.tasks import Task
from codegarden.synthesis.terms import Term, free
from codegarden.synthesis.values import ERRORS

INPUTS = 12  # further inputs
QUICK_S = 0.01  # of CPU time for an input
ALIKE = 4  # answers of one behaviour that are shown: the more there are, the likelier it is meant


class Behaviours:
    """Tells the answers of one task apart, and counts those that were shown."""

    def __init__(self, task: Task):
        self.params = task.params
        each = 2 * INPUTS // max(1, len(task.inputs)) + 1  # some are the given ones again
        self.inputs = further(task.inputs, each, INPUTS, random.Random(0))
        self.shown: Counter[tuple] = Counter()

    def is_worth_showing(self, term: Term) -> bool:
        """Return whether few answers that behave like a term have been shown, and count it."""
        if not self.inputs or not free(term) <= set(self.params):
            return True  # what a known program does on further inputs is not known here
        behaviour = self.of(term)
        self.shown[behaviour] += 1
        return self.shown[behaviour] <= ALIKE

    def of(self, term: Term) -> tuple[str, ...]:
        """Return what a term gives for each further input, as text, empty where it fails."""
        meaning = compiled(term)
        found = []
        for row in self.inputs:
            try:
                found.append(repr(result(meaning, dict(zip(self.params, row, strict=True)))))
            except (*ERRORS, TooSlowError):
                found.append("")
        return tuple(found)


def result(meaning: Callable[[dict], Any], values: dict) -> Any:
    """Return what a term gives for values that the search does not know it on.

    Raises ``TooSlowError`` where it takes too long: a loop that ends for some need not end for all.
    """
    with broken_off(QUICK_S):
        return meaning(values)
