"""What a specification is made of: parameters, steps, examples, and the text that each is from."""

from dataclasses import dataclass, field
from typing import Any

from codegarden.description.types import ANY, Type


@dataclass(frozen=True)
class Span:
    """Characters ``start`` to ``end`` of the description, and what they were taken for."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Parameter:
    """A parameter with its type; ``span`` is where the description speaks of it."""

    name: str
    type: Type = ANY
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Step:
    """One operation of the program: what is done, to what, under which condition.

    ``after`` are the numbers of the steps, from 1, whose results it works on: the graph's edges.
    """

    operation: str
    arguments: tuple[str, ...] = ()
    condition: str = ""
    after: tuple[int, ...] = ()
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Example:
    """A call and its result, as the description gives them: plain data.

    ``function`` is the name that is called, "" where the text calls none.
    """

    args: tuple[Any, ...]
    expected: Any
    span: Span | None = field(default=None, compare=False)
    function: str = field(default="", compare=False)
