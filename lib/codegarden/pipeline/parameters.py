"""The parameters of a notebook, read from its tagged cell, and whether values are fit for them."""

import ast
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from codegarden.pipeline.stages import NotebookError, read_notebook

KINDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
UNKNOWN = object()  # a default that is computed: a value of any type goes


def defaults(notebook: Path) -> dict[str, Any]:
    """Return the notebook's parameters with their defaults; a computed one is ``UNKNOWN``.

    Raises ``NotebookError`` for a file that is no notebook, and a cell that is no Python.
    """
    cells = read_notebook(notebook).cells
    found: dict[str, Any] = {}
    for cell in cells:
        if "parameters" in cell.metadata.get("tags", []):
            try:
                found |= defaults_in(ast.parse(cell.source))
            except SyntaxError as error:
                raise NotebookError(
                    f"{notebook.name}, parameters cell, line {error.lineno}: {error.msg}"
                ) from None
    return found


def defaults_in(tree: ast.Module) -> dict[str, Any]:
    """Return the names that a module assigns literals to, and those."""
    found = {}
    for node in tree.body:
        targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
        for name in (target.id for target in targets if isinstance(target, ast.Name)):
            try:
                found[name] = ast.literal_eval(node.value)
            except (ValueError, TypeError):
                found[name] = UNKNOWN
    return found


def misfit(values: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    """Return what is wrong with values for parameters, in a line; nothing where all fit.

    A whole number is fit for a parameter whose default is a float; nothing else is converted, and
    what is infinite or no number fits nowhere.
    """
    for name, value in values.items():
        if name not in known:
            return f"unknown parameter {name!r}; the notebook has {', '.join(known)}"
        wanted = type(known[name])
        fits = type(value) is wanted or (type(value) is int and wanted is float)
        fits = fits and not (isinstance(value, float) and not math.isfinite(value))
        if wanted in KINDS and not fits:
            return f"{name} is {value!r}, and the notebook wants {KINDS[wanted]}" + remedy(
                value, wanted
            )
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
