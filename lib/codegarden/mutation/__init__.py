"""Mutants of a program: small edits by named operators, with the layout outside the edit kept."""

from codegarden.mutation.catalog import FAMILIES, OPERATORS
from codegarden.mutation.mutant import Mutant, MutationError
from codegarden.mutation.mutants import Mutants, as_program, mutants, random_mutant
from codegarden.syntax.edits import Edit, unified_diff

__all__ = [
    "FAMILIES",
    "OPERATORS",
    "Edit",
    "Mutant",
    "Mutants",
    "MutationError",
    "as_program",
    "mutants",
    "random_mutant",
    "unified_diff",
]
