"""What a search goes on from: the finished trials of an earlier run, if they belong to it.

Nothing is run here, and no trial is changed.
"""

from collections.abc import Iterable

from codegarden.tuning.parameter import SpaceError
from codegarden.tuning.space import SearchSpace
from codegarden.tuning.trials import Status, Trial


class SearchError(RuntimeError):
    """A search that cannot go on; the message says why and what to do."""


class SpaceChanged(SearchError):  # noqa: N818 - it says what happened
    """The finished trials belong to another space or to other data than the search."""


def continued(
    finished: Iterable[Trial], space: SearchSpace, data_hash: str = "", join: bool = False
) -> list[Trial]:
    """Return the trials that a search goes on from, one a number, in order.

    Raises ``SpaceChanged`` that shows both spaces if a trial is not of this space or data.
    """
    kept: dict[int, Trial] = {}
    for trial in finished:
        if trial.status == Status.INTERRUPTED:
            continue
        if trial.number in kept:
            raise SearchError(f"trial {trial.number} is there twice: give each finished trial once")
        if not join:
            refuse_change(trial, space, data_hash)
        elif not fits(trial, space):
            continue
        kept[trial.number] = trial
    return [kept[number] for number in sorted(kept)]


def refuse_change(trial: Trial, space: SearchSpace, data_hash: str) -> None:
    """Raise ``SpaceChanged`` if a trial is of another space or of other data."""
    if trial.space_hash != space.sha256:
        before = trial.notes.get("space")
        shown = SearchSpace.from_dicts(before).table().to_string() if before else trial.parameters
        raise SpaceChanged(
            f"trial {trial.number} of study {trial.study!r} is of another search space: name a new "
            f"study, or join=True to keep the trials that fit\n\nbefore:\n{shown}\n\n"
            f"now:\n{space.table().to_string()}"
        )
    if trial.data_hash != data_hash:
        raise SpaceChanged(
            f"trial {trial.number} of study {trial.study!r} is of other data "
            f"({trial.data_hash[:12] or 'none'} before, {data_hash[:12] or 'none'} now): name a "
            "new study, or join=True to compare them all the same"
        )


def fits(trial: Trial, space: SearchSpace) -> bool:
    """Whether a trial's configuration is one of the space."""
    try:
        space.check(trial.parameters)
    except SpaceError:
        return False
    return True
