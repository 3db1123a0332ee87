"""A candidate program: its source, where it came from, and how likely it was before any test."""

import math
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Candidate:
    """A program that may be the answer.

    ``cost`` are the bits that tell it from what its source might have made instead, so that
    candidates of all sources rank in one queue. ``source`` names what made it (retrieval,
    enumeration, language model, genetic search, template), ``origin`` says from what. ``explained``
    are the bits by which its operations make the words of the description likelier.
    """

    code: str
    source: str
    cost: float
    origin: str = ""
    operations: tuple[str, ...] = ()
    explained: float = 0.0
    parents: tuple[str, ...] = field(default=(), repr=False)


def bits_of_rank(rank: int) -> int:
    """Return the bits that tell a rank, 1 the first (Elias 1975, the gamma code).

    >>> [bits_of_rank(rank) for rank in (1, 2, 3, 4, 160)]
    [1, 3, 3, 5, 15]
    """
    return 2 * math.floor(math.log2(rank)) + 1
