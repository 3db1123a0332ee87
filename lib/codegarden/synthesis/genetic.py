"""Genetic search: children of the best partial candidates, by mutation and crossover.

The fitness is the share of tests passed, with the candidate's prior cost to break ties; parents are
chosen by tournament (Koza 1992). Who breeds does not run: the caller judges the children and tells
how they did.
"""

import math
import random
from dataclasses import dataclass, field

from codegarden.mutation import OPERATORS, MutationError, random_mutant
from codegarden.mutation.crossover import crossover
from codegarden.program import Program
from codegarden.synthesis.candidates import Candidate

SIZE = 24  # of the population


@dataclass
class Population:
    """Programs with their fitness, the best first; ``children`` breeds, ``add`` takes in."""

    entry_point: str
    random: random.Random
    members: list[tuple[float, Candidate]] = field(default_factory=list)

    def add(self, candidate: Candidate, share: float) -> None:
        """Take a judged candidate in, if it is better than the worst member; 0 passed is not."""
        if share <= 0:
            return
        self.members.append((share, candidate))
        self.members.sort(key=lambda pair: (-pair[0], pair[1].cost))
        del self.members[SIZE:]

    def parent(self) -> Candidate:
        """Return the better of two members drawn at random."""
        places = [self.random.randrange(len(self.members)) for _ in range(2)]
        return self.members[min(places)][1]

    def children(self, count: int) -> list[Candidate]:
        """Return up to so many new programs, four mutants to one child of crossover."""
        found: list[Candidate] = []
        for _ in range(2 * count if self.members else 0):
            if len(found) >= count:
                break
            parent = self.parent()
            child = self._mate(parent) if self.random.random() < 0.2 else self._mutate(parent)
            if child is not None:
                found.append(child)
        return found

    def _mutate(self, parent: Candidate) -> Candidate | None:
        """Return a parent with one edit."""
        try:
            mutant = random_mutant(Program(parent.code, self.entry_point), self.random)
        except MutationError:
            return None
        return self._candidate(mutant.source, parent, f"{mutant.operator} of {parent.origin}")

    def _mate(self, parent: Candidate) -> Candidate | None:
        """Return a child of two parents."""
        first, second = (Program(c.code, self.entry_point) for c in (parent, self.parent()))
        child = crossover(first, second, self.random)
        if child is None:
            return None
        return self._candidate(child.source, parent, f"crossover of {parent.origin}")

    def _candidate(self, code: str, parent: Candidate, origin: str) -> Candidate:
        """Return a child's record."""
        bits = math.log2(len(OPERATORS)) + math.log2(len(parent.code))  # which, and where
        return Candidate(code, "genetic search", parent.cost + bits, origin[:120])
