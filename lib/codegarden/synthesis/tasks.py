"""What a search is asked for, what it is told on the way, and what it finds."""

from dataclasses import dataclass, field
from typing import Any

PARTS = ("branches", "inverses", "lambdas", "idioms", "counted weights", "restarts")


@dataclass(frozen=True)
class Task:
    """What to search for: the function's name, its parameters, inputs and expected outputs.

    Without ``outputs`` any program counts whose result has the type that ``returns`` says.
    ``constants`` are those that the description names, ``weights`` what productions cost (None for
    the uniform ones), ``without`` which of ``PARTS`` to leave out.
    """

    entry_point: str
    params: tuple[str, ...]
    inputs: tuple[tuple, ...]
    outputs: tuple
    description: str = ""
    constants: tuple = ()
    returns: str = ""
    without: frozenset[str] = frozenset()
    weights: Any = field(default=None, compare=False)


@dataclass(frozen=True)
class Known:
    """A known program that a search may build on: what it gives is one value more.

    ``call`` is its call with the task's parameters, ``values`` are what it gives for every input of
    the task, ``bits`` what tells it from others.
    """

    source: str
    call: str
    values: tuple
    bits: int


@dataclass(frozen=True)
class Found:
    """A program that a search found; ``passed`` of ``rows`` inputs give what was expected.

    ``cost`` is in bits; ``explained`` are the bits by which its operations make the words of the
    description likelier.
    """

    source: str
    cost: float
    passed: int
    rows: int
    operations: tuple[str, ...] = ()
    explained: float = 0.0
