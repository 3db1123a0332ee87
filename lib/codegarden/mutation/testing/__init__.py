"""How good are the tests? The share of small changes to a program that they notice.

``runner`` runs mutants on tests, ``report`` says what came of it, ``session`` remembers verdicts
and accepted survivors, ``elements`` writes the field's JSON and ``page`` a web page of it.
"""

from codegarden.mutation.testing.report import Killed, Report
from codegarden.mutation.testing.runner import CLASSIC, MutationTestingError, mutation_testing
from codegarden.mutation.testing.session import Session, SessionError, mutant_id

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
