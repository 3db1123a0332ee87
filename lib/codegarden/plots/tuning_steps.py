"""How a surrogate learns: the same curve after a few trials and after some more."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from codegarden.plots.style import INK, PALETTE, figure

BLUE, ORANGE, GREEN, *_ = PALETTE


class Step(NamedTuple):
    """What is known of one parameter after some trials.

    ``tried`` and ``values`` are the trials, of shape (trials,); ``grid``, ``mean``, ``std`` and
    ``gain`` (the acquisition), of shape (points,), what the surrogate makes of them.
    """

    tried: np.ndarray
    values: np.ndarray
    grid: np.ndarray
    mean: np.ndarray
    std: np.ndarray
    gain: np.ndarray


def steps(found: Sequence[Step], across: str, label: str) -> Figure:
    """Draw, for each step, trials and surrogate above, and the acquisition beneath.

    The dotted line is where the acquisition is highest: the next trial.
    """
    made, panels = figure(3.4 * len(found), 4.4, 2, len(found))
    low = min(float((one.mean - 2 * one.std).min()) for one in found)
    high = max(float((one.mean + 2 * one.std).max()) for one in found)
    for one, above, under in zip(found, panels, panels[len(found) :], strict=False):
        band = (one.mean - 2 * one.std, one.mean + 2 * one.std)
        above.fill_between(one.grid, *band, color=BLUE, alpha=0.18, linewidth=0, label="± 2 std")
        above.plot(one.grid, one.mean, color=BLUE, linewidth=1.8, label="surrogate")
        above.plot(one.tried, one.values, "o", color=ORANGE, markersize=5, label="trial")
        above.set(ylim=(low, high), title=f"after {len(one.tried)} trials")
        under.fill_between(one.grid, one.gain, color=GREEN, alpha=0.4, linewidth=0)
        under.plot(one.grid, one.gain, color=GREEN, linewidth=1.2)
        under.set(xlabel=across, ylim=(0, None))
        for axes in (above, under):
            axes.axvline(one.grid[one.gain.argmax()], color=INK, linewidth=1, linestyle=":")
    panels[0].set_ylabel(label)
    panels[len(found)].set_ylabel("expected improvement")
    panels[0].legend(fontsize=8, frameon=False)
    return made
