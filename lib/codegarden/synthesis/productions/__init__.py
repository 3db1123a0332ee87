"""The language of the search: what of Python it composes, by kind."""

from functools import cache

from codegarden.synthesis.production import Production
from codegarden.synthesis.productions import (
    higher_order,
    logic,
    loops,
    mappings,
    numbers,
    patterns,
    sequences,
    text,
)


@cache
def language() -> tuple[Production, ...]:
    """Return all productions of Python itself and of its standard library."""
    families = (numbers, logic, text, sequences, mappings, patterns, higher_order, loops)
    return tuple(each for family in families for each in family.PRODUCTIONS)
