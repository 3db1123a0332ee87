"""The look that all figures share: size, palette, grid and lettering.

Figures are made with ``matplotlib.figure.Figure`` and drawn by its own Agg canvas, so they need no
display and leave no global state behind; a notebook shows one by ending a cell with it. This file
does not plot anything.
"""

from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Okabe and Ito (2008), "Color Universal Design": told apart with any kind of colour vision. The
# yellow of the original comes last, because a thin line of it is faint on white.
PALETTE = (
    "#0072B2",  # blue
    "#E69F00",  # orange
    "#009E73",  # green
    "#D55E00",  # vermilion
    "#CC79A7",  # purple
    "#56B4E9",  # sky
    "#000000",  # black
    "#F0E442",  # yellow
)
INK = "#333333"
FAINT = "#D9D9D9"


class Picture(Figure):
    """A matplotlib ``Figure`` that a notebook draws by itself, without pyplot's inline backend."""

    def _repr_png_(self) -> bytes:
        data = BytesIO()
        self.savefig(data, format="png")
        return data.getvalue()


def figure(width: float, height: float, rows: int = 1, columns: int = 1):
    """Return a figure of ``width`` x ``height`` inches and its axes, in the shared style.

    Returns
    -------
    tuple of Figure and axes
        One ``Axes`` where there is one; else an array of ``Axes`` of shape ``(rows * columns,)``,
        row by row.
    """
    made = Picture(figsize=(width, height), dpi=120, layout="constrained", facecolor="white")
    axes = made.subplots(rows, columns, squeeze=False).ravel()
    for one in axes:
        dress(one)
    return made, axes[0] if len(axes) == 1 else axes


def dress(axes: Axes) -> Axes:
    """Give axes the shared style, and return them.

    It is set on the axes and not through ``rcParams``, which are global: what a user has set for
    the figures of their own stays as it is.
    """
    axes.set_prop_cycle(color=PALETTE)
    axes.grid(visible=True, color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(INK)
    axes.tick_params(colors=INK, labelsize=9)
    axes.title.set_fontsize(11)
    axes.title.set_color(INK)
    axes.xaxis.label.set(fontsize=10, color=INK)
    axes.yaxis.label.set(fontsize=10, color=INK)
    return axes
