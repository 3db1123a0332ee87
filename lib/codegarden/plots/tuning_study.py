"""The trials of a search as an Optuna study, for what Optuna knows to draw and to compute."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import optuna
import pandas as pd

from codegarden.plots.tuning import NothingToDrawError, judged
from codegarden.plots.tuning_axes import stride


def importance_table(
    trials: Sequence[Any], space: Sequence[Mapping[str, Any]], seed: int = 0
) -> pd.DataFrame:
    """Return ``entry`` (of the space) and ``importance`` of each parameter, least first.

    Parameters that are the same in all trials, or do not always apply, are left out. Raises
    ``NothingToDrawError`` where no two trials differ in value.
    """
    shown = judged(trials)
    if len({trial.value for trial in shown}) < 2:
        raise NothingToDrawError("all values are equal: no parameter makes a difference")
    study = as_study(shown, space, counted=("complete", "pruned"))
    evaluator = optuna.importance.FanovaImportanceEvaluator(seed=seed)
    names = varied(shown, space)
    shares = optuna.importance.get_param_importances(study, evaluator=evaluator, params=names)
    fields = {entry["name"]: entry for entry in space}
    rows = [{"entry": fields[name], "importance": amount} for name, amount in shares.items()]
    return pd.DataFrame(rows[::-1])


def varied(trials: Sequence[Any], space: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the parameters that every trial has, and not all the same."""
    found = {
        entry["name"]: [trial.parameters.get(entry["name"]) for trial in trials] for entry in space
    }
    return [name for name, values in found.items() if None not in values and len(set(values)) > 1]


def as_study(
    trials: Sequence[Any],
    space: Sequence[Mapping[str, Any]],
    monitor: str = "",
    counted: Sequence[str] = ("complete",),
    storage: str | None = None,
    name: str | None = None,
) -> optuna.Study:
    """Return an Optuna study with the trials, for what Optuna draws and computes.

    Failed and interrupted trials become failed ones; log scales, times and the monitored loss of
    every epoch (by default the first that was reported) are kept. Optuna draws values of complete
    trials only: ``counted`` are the statuses that are complete ones to it. With a ``storage``
    (``sqlite:///study.db``) the study is kept there under its name, in place of an earlier one.
    """
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    kinds = {entry["name"]: distribution(entry) for entry in space}
    states = {"pruned": optuna.trial.TrialState.PRUNED}
    if storage and name in optuna.get_all_study_names(storage):
        optuna.delete_study(study_name=name, storage=storage)
    study = optuna.create_study(direction="minimize", storage=storage, study_name=name)
    for trial in trials:
        state = states.get(str(trial.status), optuna.trial.TrialState.FAIL)
        if str(trial.status) in counted:
            state = optuna.trial.TrialState.COMPLETE
        names = [key for epoch in trial.history[:1] for key in epoch if key != "epoch"]
        monitored = monitor or next(iter(names), "")
        frozen = optuna.trial.create_trial(
            state=state,
            value=trial.value if str(trial.status) in counted else None,
            params=dict(trial.parameters),
            distributions={name: kinds[name] for name in trial.parameters},
            intermediate_values={
                epoch["epoch"]: epoch[monitored]
                for epoch in trial.history
                if epoch.get(monitored) is not None
            },
            user_attrs={"seconds": trial.seconds, "reason": trial.reason},
        )
        if trial.started and trial.ended:
            frozen.datetime_start = datetime.fromisoformat(trial.started).replace(tzinfo=None)
            frozen.datetime_complete = datetime.fromisoformat(trial.ended).replace(tzinfo=None)
        study.add_trial(frozen)
    return study


def distribution(entry: Mapping[str, Any]) -> optuna.distributions.BaseDistribution:
    """Return a parameter as Optuna knows it."""
    if entry["kind"] == "categorical":
        return optuna.distributions.CategoricalDistribution(entry["choices"])
    if entry["kind"] == "integer":
        return optuna.distributions.IntDistribution(entry["low"], entry["high"], step=stride(entry))
    if entry["kind"] == "power_of_two":
        return optuna.distributions.IntDistribution(entry["low"], entry["high"], log=True)
    return optuna.distributions.FloatDistribution(
        entry["low"], entry["high"], log=entry["kind"] == "log_float"
    )
