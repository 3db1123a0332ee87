"""How good are the tests? The share of small changes to a program that they notice.

``testing`` runs mutants on tests, ``report`` says what came of it, ``session`` remembers verdicts
and accepted survivors, ``elements`` writes the field's JSON and ``page`` a web page of it.
"""

from codegarden.mutation_testing.report import Killed, Report
from codegarden.mutation_testing.session import Session, SessionError, mutant_id
from codegarden.mutation_testing.testing import CLASSIC, MutationTestingError, mutation_testing

__all__ = [
    "CLASSIC",
    "Killed",
    "MutationTestingError",
    "Report",
    "Session",
    "SessionError",
    "mutant_id",
    "mutation_testing",
]
