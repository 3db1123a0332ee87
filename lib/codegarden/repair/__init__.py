"""An incorrect program and its tests -> ranked patches that make it pass."""

from codegarden.repair.bounds import limits_for
from codegarden.repair.engine import repair
from codegarden.repair.neighbours import Corpus
from codegarden.repair.records import Budget, Patch, Repair, RepairError, Strategy, Try

__all__ = [
    "Budget",
    "Corpus",
    "Patch",
    "Repair",
    "RepairError",
    "Strategy",
    "Try",
    "limits_for",
    "repair",
]
