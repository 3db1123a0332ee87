"""What learning curves tell: where a stopped training would have ended, and how sure that is.

The search learns from these numbers and a pruner decides by them. Nothing is fitted here beyond a
median: a dozen curves are too few for more.
"""

import statistics
from collections.abc import Sequence
from dataclasses import replace

from codegarden.tuning.trials import Status, Trial

NEIGHBOURS = 3  # curves that a gain is taken from
DOUBT = 0.3  # standard deviation of a gain that only one curve speaks for, as a share of it


def curve(trial: Trial, monitor: str = "") -> list[float]:
    """Return the monitored loss after each epoch of a trial, up to the first that was not finite.

    Without ``monitor`` it is the only loss that was reported; with several there is no curve.
    """
    losses: list[float] = []
    for epoch in trial.history:
        names = [monitor] if monitor else [name for name in epoch if name != "epoch"]
        if len(names) != 1 or epoch.get(names[0]) is None:
            break
        losses.append(epoch[names[0]])
    return losses


def gain_to_come(
    losses: Sequence[float], whole: Sequence[tuple[Sequence[float], float]]
) -> tuple[float, float]:
    """Return by how much a loss will still fall, and the standard deviation of that.

    It is judged by trainings that went to their end; ``whole`` has their curves and values. The
    gain is the median of those whose loss was nearest at the same epoch: what starts low has less
    to gain, and curves that are alike end alike (the idea of Chandrashekaran and Lane 2017,
    "Speeding up Hyper-parameter Optimization by Extrapolation of Learning Curves Using Previous
    Builds"). Without any it is zero.

    >>> gain_to_come([4.0], [([4.0, 3.0], 3.0), ([5.0, 4.0], 4.0)])
    (1.0, 0.0)
    """
    at = len(losses) - 1
    near = sorted((abs(c[at] - losses[at]), c[at] - end) for c, end in whole if len(c) > at >= 0)
    gains = [gain for _, gain in near[:NEIGHBOURS]]
    if not gains:
        return 0.0, 0.0
    gain = max(0.0, statistics.median(gains))
    return gain, statistics.stdev(gains) if len(gains) > 1 else DOUBT * gain


def estimates(trials: Sequence[Trial], monitor: str = "") -> list[tuple[float, float]]:
    """Return what the surrogate learns of each trial: a value, lower is better, and its doubt.

    Both are always finite; the doubt is a standard deviation. A complete trial tells its value. A
    pruned one tells what it would have come to. A failed one tells the worst of the others, and
    half the distance from their median to it on top: it is to be avoided, yet no outlier that would
    flatten everything else.
    """
    complete = [trial for trial in trials if trial.status == Status.COMPLETE]
    whole = [(curve(trial, monitor), trial.value) for trial in complete]
    found = {trial.number: (trial.value, 0.0) for trial in complete}
    for trial in trials:
        if trial.status == Status.PRUNED and trial.value is not None:
            gain, doubt = gain_to_come(curve(trial, monitor), whole)
            found[trial.number] = (trial.value - gain, doubt)
    known = sorted(value for value, _ in found.values())
    worst = known[-1] + (known[-1] - statistics.median(known)) / 2 if known else 0.0
    return [found.get(trial.number, (worst, 0.0)) for trial in trials]


def extrapolated(trials: Sequence[Trial], monitor: str = "") -> list[Trial]:
    """Return the trials, the value of each pruned one being what it would have come to.

    That is what a plot of parameters wants: where nearly all trials are stopped early, the few
    others say little.
    """
    return [
        replace(trial, value=value) if trial.status == Status.PRUNED else trial
        for trial, (value, _) in zip(trials, estimates(trials, monitor), strict=True)
    ]
