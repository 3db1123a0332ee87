"""A candidate program: its source, where it came from, and how likely it was before any test."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Candidate:
    """A program that may be the answer.

    ``cost`` are the bits that tell it from what its source might have made instead, so that
    candidates of all sources rank in one queue. ``source`` names what made it (retrieval,
    enumeration, language model, genetic search, template), ``origin`` says from what. ``explained``
    are the bits by which its operations make the words of the description likelier, ``similarity``
    is that of the problem it was retrieved for, in [0, 1].
    """

    code: str
    source: str
    cost: float
    origin: str = ""
    operations: tuple[str, ...] = ()
    explained: float = 0.0
    similarity: float = 0.0
    parents: tuple[str, ...] = field(default=(), repr=False)
