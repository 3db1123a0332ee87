"""The operators by name, gathered from their families."""

from codegarden.mutation import (
    aliasing,
    arithmetic,
    binding,
    boundaries,
    calls,
    comparisons,
    conditions,
    constants,
    expressions,
    guards,
    indexing,
    nesting,
    results,
    siblings,
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
    "nesting": nesting,
    "results": results,
    "aliasing": aliasing,
    "binding": binding,
    "siblings": siblings,
}
OPERATORS: dict[str, Operator] = {
    operator.name: operator for family in FAMILIES.values() for operator in family.OPERATORS
}
