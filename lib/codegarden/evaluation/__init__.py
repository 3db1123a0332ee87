"""Programs are run on tests: verdicts, the scores that follow from them, tests out of files."""

from codegarden.evaluation.definitions import (
    DefinitionsError,
    load_definitions,
    load_tests,
    parsed,
    tests_with_definitions,
)
from codegarden.evaluation.scores import fitness, mutation_score, pass_at_k, summarize
from codegarden.evaluation.verdicts import COLUMNS, evaluate

__all__ = [
    "COLUMNS",
    "DefinitionsError",
    "evaluate",
    "fitness",
    "load_definitions",
    "load_tests",
    "mutation_score",
    "parsed",
    "pass_at_k",
    "summarize",
    "tests_with_definitions",
]
