"""A mutant: a parent's source and the edits that make another program of it."""

import re
from dataclasses import dataclass
from functools import cached_property

from codegarden.mutation import priors
from codegarden.syntax.edits import Edit, apply, unified_diff

_NEWLINE = re.compile(r"\r\n|\r|\n")


class MutationError(ValueError):
    """A source or an operator that cannot be used; the message names it."""


@dataclass(frozen=True)
class Mutant:
    """A parent's source and the edits that make another program of it.

    ``sentence`` tells the edit in words.
    """

    parent: str
    edits: tuple[Edit, ...]
    operator: str = ""
    sentence: str = ""

    @cached_property
    def source(self) -> str:
        """The mutant's own source."""
        return apply(self.parent, self.edits)

    @cached_property
    def prior(self) -> float:
        """How likely it is to mend a program, relative to others: by operator and kind of change.

        For those who draw mutants it is how common the slip is that the mutant undoes. As a slip
        and its repair are mostly of one kind, the usual mutants are the usual slips.
        """
        kind = priors.kind_of(self.parent, self.edits)
        return priors.share(self.operator) * priors.factor(self.operator, kind)

    @property
    def lines(self) -> frozenset[int]:
        """The lines of the parent, from 1, that the edits change, or stand before."""
        numbers: set[int] = set()
        for start, end, _ in self.edits:
            first = len(_NEWLINE.findall(self.parent, 0, start)) + 1
            inside = self.parent[start:end].rstrip("\r\n")
            numbers.update(range(first, first + len(_NEWLINE.findall(inside)) + 1))
        return frozenset(numbers)

    def diff(self, context: int = 2) -> str:
        """Return the difference by lines, in unified format without a file header."""
        return unified_diff(self.parent, self.source, context)

    def overlaps(self, other: "Mutant") -> bool:
        """Whether the edits of two mutants of one parent claim the same text."""
        return any(mine.overlaps(theirs) for mine in self.edits for theirs in other.edits)

    def compose(self, other: "Mutant") -> "Mutant":
        """Return the mutant with the edits of both.

        Raises ``MutationError`` for mutants of different parents or with edits that overlap.
        """
        if self.parent != other.parent:
            raise MutationError("mutants of different parents do not compose")
        if self.overlaps(other):
            raise MutationError("the edits of the two mutants overlap")
        names = dict.fromkeys([*self.operator.split("+"), *other.operator.split("+")])
        return Mutant(
            self.parent,
            tuple(sorted((*self.edits, *other.edits))),
            "+".join(names),
            f"{self.sentence}; {other.sentence}",
        )
