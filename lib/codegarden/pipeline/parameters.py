"""The parameters of a notebook, read from its tagged cell, and whether values are fit for them."""

import ast
import io
import math
import re
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from codegarden.pipeline.loader import Misread
from codegarden.pipeline.stages import NotebookError, read_notebook

KINDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
UNKNOWN = object()  # a default that is computed: a value of any type goes
RANGE = re.compile(r"(-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)")
ALSO = re.compile(r'\balso ("\w+"(?:, "\w+")*)')
SHARE, ZERO = re.compile(r"\bshare\b"), re.compile(r"\b0:")


@dataclass(frozen=True)
class Parameter:
    """A parameter's default, and the comment beside it, which says what values it takes.

    Numbers are counts, sizes, seconds or shares: none is negative, and 0 is one where the default
    is 0 or the comment says what it means ("0: all"). A share is 1 at most, and "-1 to 1" is a
    range. A text is any, but where the comment names the others ('also "pi"').
    """

    default: Any
    comment: str = ""

    @property
    def wanted(self) -> type:
        """The type of the values."""
        return type(self.default)

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the greatest value; a least of 0 is one itself only if ``takes_zero``."""
        if found := RANGE.search(self.comment):
            return float(found[1]), float(found[2])
        lowest = -math.inf if self.default < 0 else 0.0
        return lowest, 1.0 if SHARE.search(self.comment) else math.inf

    @property
    def choices(self) -> list[str]:
        """The texts to choose from; none where any will do."""
        found = ALSO.search(self.comment) if self.wanted is str else None
        return [self.default, *found[1].replace('"', "").split(", ")] if found else []

    @property
    def takes_zero(self) -> bool:
        """Whether 0 is a value."""
        lowest, highest = self.bounds
        return (
            lowest < 0 or highest < math.inf or not self.default or bool(ZERO.search(self.comment))
        )

    def range_of(self) -> str:
        """Return the values that it takes, in words."""
        lowest, highest = self.bounds
        if highest < math.inf:
            return f"{KINDS[self.wanted]} from {lowest:g} to {highest:g}"
        if self.takes_zero:
            return f"{KINDS[self.wanted]}, 0 or more"
        return f"{KINDS[self.wanted]} above 0"

    def is_within(self, value: float) -> bool:
        """Return whether a number is within the bounds."""
        lowest, highest = self.bounds
        return lowest <= value <= highest and (value != 0 or self.takes_zero)


def parameters_of(notebook: Path) -> dict[str, Parameter]:
    """Return the notebook's parameters; the default of a computed one is ``UNKNOWN``.

    Raises ``NotebookError`` for a file that is no notebook, and a cell that is no Python.
    """
    cells = read_notebook(notebook).cells
    found: dict[str, Parameter] = {}
    for cell in cells:
        if "parameters" in cell.metadata.get("tags", []):
            try:
                found |= parameters_in(cell.source)
            except SyntaxError as error:
                raise NotebookError(
                    f"{notebook.name}, parameters cell, line {error.lineno}: {error.msg}"
                ) from None
    return found


def parameters_in(source: str) -> dict[str, Parameter]:
    """Return the parameters that a cell assigns, with the comments at the ends of their lines.

    >>> parameters_in("share: float = 0.5  # of all")
    {'share': Parameter(default=0.5, comment='# of all')}
    """
    tree = ast.parse(source)
    pieces = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {one.start[0]: one.string for one in pieces if one.type == tokenize.COMMENT}
    lines = {name: node.end_lineno for node in tree.body for name in names_of(node)}
    return {
        name: Parameter(default, comments.get(lines[name], ""))
        for name, default in defaults_in(tree).items()
    }


def defaults_in(tree: ast.Module) -> dict[str, Any]:
    """Return the names that a module assigns literals to, and those."""
    found = {}
    for node in tree.body:
        for name in names_of(node):
            try:
                found[name] = ast.literal_eval(node.value)
            except (ValueError, TypeError):
                found[name] = UNKNOWN
    return found


def names_of(node: ast.stmt) -> list[str]:
    """Return the names that a statement assigns to."""
    targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def misfit(values: Mapping[str, Any], known: Mapping[str, Parameter]) -> str:
    """Return what is wrong with values for parameters, in a line; nothing where all fit.

    A whole number is fit for a parameter whose default is a float; nothing else is converted, and
    what is infinite or no number, or beyond the parameter's bounds, fits nowhere.
    """
    for name, value in values.items():
        if name not in known:
            return f"unknown parameter {name!r}; the notebook has {', '.join(known)}"
        if isinstance(value, Misread):
            return f"{name} is {value}"
        wanted = known[name].wanted
        fits = type(value) is wanted or (type(value) is int and wanted is float)
        fits = fits and not (isinstance(value, float) and not math.isfinite(value))
        if wanted in KINDS and not fits:
            return f"{name} is {value!r}, and the notebook wants {KINDS[wanted]}" + remedy(
                value, wanted
            )
        if wanted in (int, float) and not known[name].is_within(value):
            return f"{name} is {value!r}, and the notebook wants {known[name].range_of()}"
        if (choices := known[name].choices) and value not in choices:
            return f"{name} is {value!r}, and the notebook wants one of {', '.join(choices)}"
    return ""


def remedy(value: Any, wanted: type) -> str:
    """Return how a value is to be written in YAML, where that is all that is wrong."""
    if wanted is str and isinstance(value, bool | int | float):
        return ": put it in quotes"
    if isinstance(value, str) and wanted in (int, float):
        try:
            # YAML 1.1 reads 1e-3 as a text, since it has no point
            return f": write {yaml.safe_dump(wanted(float(value))).splitlines()[0]}"
        except (ValueError, OverflowError):
            return ""
    return ""
