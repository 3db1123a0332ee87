"""Typed terms: what is enumerated, deduced, learned from, printed and read.

A term is a variable, a constant, a production applied to terms, or a lambda. This file does not
evaluate or write terms: see ``bank`` and ``writing``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Union

if TYPE_CHECKING:
    from codegarden.synthesis.production import Production


@dataclass(frozen=True)
class Var:
    """A variable: a parameter of the program, or what a lambda binds."""

    name: str


@dataclass(frozen=True)
class Const:
    """A constant; ``text`` is how it is written."""

    text: str
    value: Any = None


@dataclass(frozen=True)
class Lambda:
    """A function of some variables, as an argument of a production."""

    names: tuple[str, ...]
    body: "Term"


@dataclass(frozen=True)
class Apply:
    """A production applied to arguments."""

    production: "Production"
    arguments: tuple["Term", ...]


Term = Union[Var, Const, Lambda, Apply]  # noqa: UP007 - Apply and Lambda name it before


def walk(term: Term) -> Iterator[Term]:
    """Yield a term and all terms inside it, in reading order."""
    yield term
    for each in inside(term):
        yield from walk(each)


def inside(term: Term) -> tuple[Term, ...]:
    """Return the terms directly inside a term."""
    if isinstance(term, Apply):
        return term.arguments
    return (term.body,) if isinstance(term, Lambda) else ()


def free(term: Term) -> frozenset[str]:
    """Return the names of the variables that a term leaves unbound."""
    if isinstance(term, Var):
        return frozenset({term.name})
    names = frozenset().union(*map(free, inside(term)))
    return names - set(term.names) if isinstance(term, Lambda) else names


def size(term: Term) -> int:
    """Return how many variables, constants and productions a term holds."""
    return sum(not isinstance(each, Lambda) for each in walk(term))
