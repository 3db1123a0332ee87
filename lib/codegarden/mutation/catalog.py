"""The operators by name, gathered from their families."""

from codegarden.mutation import (
    arithmetic,
    boundaries,
    calls,
    comparisons,
    conditions,
    constants,
    expressions,
    guards,
    indexing,
    statements,
    variables,
    wrapping,
)
from codegarden.mutation.operator import Operator

FAMILIES = {
    "comparisons": comparisons,
    "conditions": conditions,
    "arithmetic": arithmetic,
    "constants": constants,
    "boundaries": boundaries,
    "variables": variables,
    "calls": calls,
    "wrapping": wrapping,
    "indexing": indexing,
    "expressions": expressions,
    "statements": statements,
    "guards": guards,
}
OPERATORS: dict[str, Operator] = {
    operator.name: operator for family in FAMILIES.values() for operator in family.OPERATORS
}
