"""A candidate program: its source, where it came from, and how likely it was before any test."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Candidate:
    """A program that may be the answer.

    ``cost`` is about a negative log-probability, so that candidates of all sources rank in one
    queue: 5 is an obvious one, 20 a far-fetched one. ``source`` names what made it (retrieval,
    enumeration, language model, genetic search, template), ``origin`` says from what.
    """

    code: str
    source: str
    cost: float
    origin: str = ""
    operations: tuple[str, ...] = ()
    parents: tuple[str, ...] = field(default=(), repr=False)
