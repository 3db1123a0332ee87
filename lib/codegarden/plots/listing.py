"""Source text with colour behind it, for a notebook: how suspicious a line, how surprising a token.

The colour is translucent, so that it can be read in a light and in a dark theme.
"""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

COLOUR = "213, 94, 0"  # vermilion of the palette, as CSS takes it
STRONGEST = 0.65  # of the colour, where a text can still be read on it
STYLE = "font-family:var(--jp-code-font-family, monospace); white-space:pre-wrap; line-height:1.5"


@dataclass(frozen=True)
class Listing:
    """A piece of source as a notebook shows it, and as text."""

    page: str
    text: str

    def _repr_html_(self) -> str:
        return self.page

    def __repr__(self) -> str:
        return self.text


def lines(source: str, weights: Mapping[int, float]) -> Listing:
    """Return a source whose lines are coloured by weights in [0, 1], which stand beside them.

    ``weights`` are by line number, from 1; lines without one stay as they are.
    """
    rows, plain = [], []
    for number, line in enumerate(source.splitlines(), 1):
        weight = weights.get(number)
        mark = "    " if weight is None else f"{weight:.2f}"
        rows.append(f"<div style='{back(weight)}'>{mark}  {html.escape(line)}</div>")
        plain.append(f"{mark}  {line}")
    return Listing(f"<div style='{STYLE}'>{''.join(rows)}</div>", "\n".join(plain))


def tokens(sources: Sequence[Iterable[tuple[str, float]]], heads: Sequence[str] = ()) -> Listing:
    """Return sources side by side, each as pairs of a text and its weight in [0, 1].

    ``heads`` stand above them.
    """
    cells, plain = [], []
    for pairs in sources:
        spelled = list(pairs)
        cells.append("".join(span(*pair) for pair in spelled))
        plain.append("".join(text for text, _ in spelled))
    top = "".join(f"<th style='text-align:left'>{html.escape(head)}</th>" for head in heads)
    cell = "text-align:left; vertical-align:top; padding-right:2em"
    inside = f"margin:0; background:none; color:inherit; {STYLE}"
    row = "".join(f"<td style='{cell}'><pre style='{inside}'>{one}</pre></td>" for one in cells)
    return Listing(f"<table><tr>{top}</tr><tr>{row}</tr></table>", "\n\n".join(plain))


def span(text: str, weight: float) -> str:
    """Return a token with its colour; white space has none."""
    shown = html.escape(text)
    return f"<span style='{back(weight)}'>{shown}</span>" if text.strip() else shown


def back(weight: float | None) -> str:
    """Return the CSS of a background."""
    if not weight:
        return ""
    return f"background:rgba({COLOUR}, {STRONGEST * min(1.0, max(0.0, weight)):.2f})"
