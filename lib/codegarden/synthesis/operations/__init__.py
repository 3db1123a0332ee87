"""The operations that enumeration builds expressions of; one family a file.

A family is a table of text, a row an operation:

    name :: parameter types -> result type :: template :: cost :: words :: guard

``{}`` in the template stands for the operands in order, or ``{0}``, ``{1}`` where one occurs twice;
``~`` before the name says that the order of the two operands does not matter. The cost is about a
negative log-probability before any word is known (1 frequent, 8 rare). The words are what people
call it. The guard is a condition on the operands a, b, c: it keeps data small and inputs legal.
"""

from functools import cache

from codegarden.synthesis.operations import logic, mappings, numbers, patterns, sequences, text
from codegarden.synthesis.operations.operation import Operation, read_table


@cache
def standard_operations() -> tuple[Operation, ...]:
    """Return every operation of the tables, in a fixed order."""
    families = (numbers, logic, sequences, text, mappings, patterns)
    return tuple(
        operation
        for family in families
        for operation in read_table(family.TABLE, family.__name__.rpartition(".")[2])
    )
