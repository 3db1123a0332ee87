"""What a notebook hands on: its key figures and the files that it wrote.

The last step of every notebook displays a ``HandOff``. A reader sees a table; the pipeline finds
the same figures in the executed notebook, so that neither needs a side channel. Links lead to what
was made last.
"""

import hashlib
import html
import json
import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import nbformat

from codegarden import settings

MIME = "application/vnd.codegarden.hand-off+json"


@dataclass(frozen=True)
class HandOff:
    """Figures by name, and the SHA-256 of each written file by its path within the project."""

    figures: dict[str, Any]
    files: dict[str, str]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        rows = [*self.figures.items(), *((name, "written") for name in self.files)]
        cells = "".join(
            f"<tr><th style='text-align:left'>{html.escape(str(name))}</th>"
            f"<td style='text-align:left'>{html.escape(text(value))}</td></tr>"
            for name, value in rows
        )
        return {
            MIME: {"figures": self.figures, "files": self.files},
            "text/html": f"<table>{cells}</table>",
            "text/plain": "\n".join(f"{name}: {text(value)}" for name, value in rows),
        }


def hand_off(figures: Mapping[str, Any], files: Iterable[Path] = ()) -> HandOff:
    """Return what a notebook displays last.

    ``figures`` are numbers, words and lists of them (NumPy scalars are turned into Python's); NaN,
    the mean of nothing, becomes None.
    ``files`` are files that the notebook wrote. Raises ``ValueError`` for a figure that is no plain
    data and ``FileNotFoundError`` for a file that is not there.
    """
    root = settings.load().root
    plain = {name: plain_value(name, value) for name, value in figures.items()}
    return HandOff(plain, {name_within(root, path): file_sha256(path) for path in files})


def plain_value(name: str, value: Any) -> Any:
    """Return a value that JSON can hold."""
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float) and math.isnan(value):
        return None
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise ValueError(f"figure {name!r} cannot be handed on: {error}") from None
    return value


def text(value: Any) -> str:
    """Return a figure as a person reads it: four significant digits for a float."""
    if value is None:
        return "none"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def name_within(root: Path, path: Path) -> str:
    """Return a path within the project, or only its name outside: no personal path is written."""
    path = path.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def point(link: Path, target: Path) -> None:
    """Let a symbolic link lead to a file or folder, in one step; the path in it is relative.

    What is no link there, as in a copy that followed the links, is kept under another name.
    """
    link.parent.mkdir(parents=True, exist_ok=True)
    if link.exists() and not link.is_symlink():
        names = (link.with_name(f"{link.name}.{number}") for number in count(1))
        link.rename(next(name for name in names if not name.exists()))
    part = link.with_name(f".{link.name}-{os.getpid()}")
    part.symlink_to(os.path.relpath(target, link.parent))
    part.replace(link)


def handed_off(notebook: nbformat.NotebookNode) -> HandOff:
    """Return the last hand-off of an executed notebook; an empty one where there is none."""
    for cell in reversed(notebook.cells):
        for output in reversed(cell.get("outputs", [])):
            if found := output.get("data", {}).get(MIME):
                return HandOff(dict(found["figures"]), dict(found["files"]))
    return HandOff({}, {})
