"""Bayesian search for hyper-parameters: ask for a configuration, tell how well it did.

``space`` says what may be chosen, ``trials`` what was tried, ``curves`` what their losses tell,
``pruning`` when to give a trial up, ``gaussian`` fits the trials, ``surrogate`` predicts from them,
``acquisition`` and ``suggest`` choose what to try next, ``resuming`` what an earlier run left,
``loop`` runs the search and ``comparison`` says whether it was worth it. Nothing here trains a
model, draws or knows a database.
"""

from codegarden.tuning.acquisition import ACQUISITIONS
from codegarden.tuning.comparison import bootstrap_difference
from codegarden.tuning.curves import extrapolated
from codegarden.tuning.loop import search
from codegarden.tuning.pruning import CurveExtrapolation, MedianRule, SuccessiveHalving
from codegarden.tuning.resuming import SearchError, SpaceChanged
from codegarden.tuning.space import Parameter, SearchSpace, SpaceError
from codegarden.tuning.suggest import Suggester
from codegarden.tuning.surrogate import Surrogate, surrogate
from codegarden.tuning.trials import (
    Pruned,
    Status,
    Trial,
    TrialHandle,
    best,
    progress_line,
    trials_table,
)

__all__ = [
    "ACQUISITIONS",
    "CurveExtrapolation",
    "MedianRule",
    "Parameter",
    "Pruned",
    "SearchError",
    "SearchSpace",
    "SpaceChanged",
    "SpaceError",
    "Status",
    "SuccessiveHalving",
    "Suggester",
    "Surrogate",
    "Trial",
    "TrialHandle",
    "best",
    "bootstrap_difference",
    "extrapolated",
    "progress_line",
    "search",
    "surrogate",
    "trials_table",
]
