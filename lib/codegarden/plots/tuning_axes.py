"""How a parameter of a search stands on an axis: its scale, ticks, label and unit.

A parameter is a plain dict with the fields ``name``, ``kind``, ``low``, ``high``, ``choices``,
``steps`` and ``unit``. Nothing is drawn here.
"""

import math
from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes

from codegarden.plots.tuning import words


def place(entry: Mapping[str, Any], value: Any) -> float:
    """Return where a value stands on its axis: its logarithm, its index, or itself."""
    if entry["kind"] == "categorical":
        return float(list(entry["choices"]).index(value))
    if entry["kind"] == "log_float":
        return math.log10(value)
    return math.log2(value) if entry["kind"] == "power_of_two" else float(value)


def set_axis(axes: Axes, entry: Mapping[str, Any], which: str) -> None:
    """Label an axis of places with the parameter's name, unit and values."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_label_text(axis_label(entry))
    if entry["kind"] == "categorical":
        axis.set_ticks(range(len(entry["choices"])), [str(choice) for choice in entry["choices"]])
    elif entry["kind"] in ("integer", "power_of_two"):
        ticks = whole_ticks(entry)
        axis.set_ticks([place(entry, tick) for tick in ticks], [str(tick) for tick in ticks])
    elif entry["kind"] == "log_float":
        ticks = log_ticks(entry["low"], entry["high"])
        axis.set_ticks([place(entry, tick) for tick in ticks], [f"{tick:g}" for tick in ticks])


def log_ticks(low: float, high: float) -> list[float]:
    """Return the round numbers of a range: powers of ten; where these are few, 2 and 5 times them.

    >>> log_ticks(0.001, 0.02)
    [0.001, 0.002, 0.005, 0.01, 0.02]
    """
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    heads = (1, 2, 5) if high / low < 200 else (1,)
    ticks = [float(f"{head}e{decade}") for decade in decades for head in heads]
    return [tick for tick in ticks if low * 0.999 <= tick <= high * 1.001]


def whole_ticks(entry: Mapping[str, Any]) -> list[int]:
    """Return at most six whole values of a parameter to write on its axis."""
    if entry["kind"] == "power_of_two":
        count = round(math.log2(entry["high"] / entry["low"])) + 1
        values = [entry["low"] * 2**step for step in range(count)]
    else:
        values = range(entry["low"], entry["high"] + 1, stride(entry))
    return list(values[:: math.ceil(len(values) / 6)])


def stride(entry: Mapping[str, Any]) -> int:
    """Return the distance between the values of an integer parameter."""
    steps = entry.get("steps", 0)
    return (entry["high"] - entry["low"]) // (steps - 1) if steps else 1


def axis_label(entry: Mapping[str, Any]) -> str:
    """Return a parameter's name and unit, and that it is on a log scale."""
    unit = f" ({entry['unit']})" if entry.get("unit") else ""
    return words(entry["name"]) + unit + (", log" if entry["kind"] == "log_float" else "")
