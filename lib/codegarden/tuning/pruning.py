"""When to give a trial up: rules over the losses after each epoch.

All compare a trial with those before it at the same epoch; none knows what is trained. A rule
is plain data and deterministic, so it can be sent to a worker and gives the same answer again.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from codegarden.tuning.curves import gain_to_come


@dataclass(frozen=True)
class MedianRule:
    """Stop a trial whose best loss so far is above the median of the others at that epoch.

    Golovin et al. (2017), "Google Vizier", section 3.2.1, with the running best in place of the
    running average, because a learning curve falls. Nothing stops before ``warm_up`` epochs, nor
    before ``startup`` other trials have reached the epoch. ``quantile`` 0.5 is the median; less
    stops more.
    """

    warm_up: int = 1
    startup: int = 4
    quantile: float = 0.5

    def stop_reason(self, curve: Sequence[float], others: Sequence[Sequence[float]]) -> str:
        """Return the reason to stop the trial now, or an empty text to go on."""
        epoch = len(curve)
        peers = [min(other[:epoch]) for other in others if len(other) >= epoch]
        if epoch < self.warm_up or len(peers) < self.startup:
            return ""
        limit = float(np.quantile(peers, self.quantile))
        if min(curve) <= limit:
            return ""
        return (
            f"median rule: {min(curve):.4g} after epoch {epoch} is above {limit:.4g}, "
            f"quantile {self.quantile:g} of {len(peers)} trials"
        )


@dataclass(frozen=True)
class CurveExtrapolation:
    """Stop a trial that would not become the best, even if it gained more than others did.

    What a trial may still gain is taken from the complete trials that were nearest to it at the
    same epoch (``gain_to_come``), and a share of ``hope`` is granted on top. A rule in the spirit
    of Domhan et al. (2015), "Speeding up Automatic Hyperparameter Optimization of Deep Neural
    Networks by Extrapolation of Learning Curves": it asks for the chance to beat the best, and not
    for a place among the others. Late in a search, when all trials are good, a rule of places stops
    good ones; this one stops fewer of them, and bad ones after an epoch.

    ``epochs`` is the length of a whole training; ``startup`` trials are complete before any stops.
    """

    epochs: int
    hope: float = 0.5
    startup: int = 1

    def stop_reason(self, curve: Sequence[float], others: Sequence[Sequence[float]]) -> str:
        """Return the reason to stop the trial now, or an empty text to go on."""
        epoch = len(curve)
        whole = [(other, min(other)) for other in others if len(other) >= self.epochs]
        if epoch >= self.epochs or len(whole) < self.startup:
            return ""
        best = min(value for _, value in whole)
        gain, _ = gain_to_come(curve, whole)
        reached = curve[-1] - (1 + self.hope) * gain
        if min(*curve, reached) < best:
            return ""
        return (
            f"extrapolation: {curve[-1]:.4g} after epoch {epoch} would at best come to "
            f"{reached:.4g}, and {best:.4g} is there already"
        )


@dataclass(frozen=True)
class SuccessiveHalving:
    """At epochs ``first``, ``first * factor``, ... let only the best ``1 / factor`` pass.

    Li et al. (2020), "A System for Massively Parallel Hyperparameter Tuning", algorithm 2 (ASHA):
    a trial is compared with those that have reached the rung so far, itself among them. Unlike
    there, a trial that was stopped is not taken up again, so ``startup`` others are let through
    each rung first.
    """

    first: int = 1
    factor: int = 3
    startup: int = 3

    def stop_reason(self, curve: Sequence[float], others: Sequence[Sequence[float]]) -> str:
        """Return the reason to stop the trial now, or an empty text to go on."""
        epoch = len(curve)
        if not self.is_rung(epoch):
            return ""
        peers = [min(other[:epoch]) for other in others if len(other) >= epoch]
        if len(peers) < self.startup:
            return ""
        better = sum(peer < min(curve) for peer in peers)
        places = max(1, math.floor((len(peers) + 1) / self.factor))
        if better < places:
            return ""
        return (
            f"successive halving: {min(curve):.4g} after epoch {epoch} is place {better + 1} of "
            f"{len(peers) + 1}, and {places} may pass"
        )

    def is_rung(self, epoch: int) -> bool:
        """Whether an epoch is one at which trials are compared."""
        rung = self.first
        while rung < epoch:
            rung *= self.factor
        return rung == epoch
