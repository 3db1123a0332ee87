"""Figures of a training: learning curves, beside the models that it has to beat."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from codegarden.plots.style import INK, PALETTE, figure

MEASURES = {
    "loss": "Loss (nats an id)",
    "perplexity": "Perplexity (an id)",
    "accuracy": "Accuracy (next id)",
}


def learning_curves(
    history: pd.DataFrame, baselines: Mapping[str, Mapping[str, float]] | None = None
) -> Figure:
    """Return loss, perplexity and accuracy by epoch, on training and validation programs.

    Parameters
    ----------
    history
        A row an epoch with the columns ``epoch``, and ``loss``, ``perplexity`` and ``accuracy`` as
        such and with ``val_``.
    baselines
        Figures of other models on the validation programs, by name, as in
        ``{"5-gram": {"loss": 2.1, "perplexity": 8.2, "accuracy": 0.6}}``; drawn as level lines.

    Raises ``ValueError`` that names a column that is missing.
    """
    wanted = ["epoch", *MEASURES, *(f"val_{name}" for name in MEASURES)]
    missing = [name for name in wanted if name not in history]
    if missing:
        raise ValueError(f"the history has no column {', '.join(missing)}")
    made, panels = figure(11, 3.4, columns=3)
    best = history["val_loss"].idxmin() if len(history) else None
    for axes, (name, label) in zip(panels, MEASURES.items(), strict=True):
        axes.plot(
            history["epoch"], history[name], color=PALETTE[0], marker="o", ms=3, label="train"
        )
        axes.plot(
            history["epoch"],
            history[f"val_{name}"],
            color=PALETTE[1],
            marker="o",
            ms=3,
            label="validation",
        )
        for number, (model, figures) in enumerate((baselines or {}).items(), 2):
            color = PALETTE[number % len(PALETTE)]
            axes.axhline(figures[name], color=color, linestyle="--", linewidth=1.2, label=model)
        if best is not None:
            spot = (history["epoch"][best], history[f"val_{name}"][best])
            axes.plot(*spot, marker="o", ms=8, mfc="none", mec=INK, label="kept", linestyle="none")
        axes.set(xlabel="Epoch", title=label)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        if name == "perplexity":
            axes.set_yscale("log")  # from the size of the vocabulary down to a handful
        if name == "accuracy":
            axes.set_ylim(0, 1)
    handles, labels = panels[0].get_legend_handles_labels()
    made.legend(handles, labels, loc="outside lower center", ncols=len(labels), frameon=False)
    return made


def fall(losses: Sequence[float], level: float, name: str) -> Figure:
    """Return how a loss falls epoch by epoch, beside a level that it has to get under."""
    made, axes = figure(6, 2.6)
    axes.plot(range(1, len(losses) + 1), losses, color=PALETTE[0], label="loss")
    axes.axhline(level, color=PALETTE[3], linestyle="--", linewidth=1.2, label=name)
    axes.set(xlabel="Epoch", ylabel="Loss (nats a token)", ylim=(0, None))
    axes.legend(frameon=False, fontsize=9)
    return made
