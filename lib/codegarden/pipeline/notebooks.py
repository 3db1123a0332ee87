"""Keep the committed notebooks fresh: executed with their defaults, linked to their neighbours.

Links are generated, not typed; outputs come from a database and models of their own, so that
nothing of the user's shows in them.
"""

import base64
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from codegarden.files import write_whole
from codegarden.pipeline.report import title_of
from codegarden.pipeline.stages import (
    NotebookError,
    environment,
    kernel_sockets,
    numbered,
    read_notebook,
)

LINKS = "navigation"
# pictures of the README, each with the notebook and the cell that draws it
PICTURES = {"docs/pictures/surrogate.png": ("03_tune", "cell-m4")}


def refresh(folder: Path, only: str = "") -> Iterator[Path]:
    """Link and execute the numbered notebooks of a folder in place, in sequence; yield each.

    With ``only``, those before the ones that start so are executed too, because they make what is
    read, and left as they are.
    """
    paths = numbered(folder.glob("*.ipynb"))
    notebooks = {path: read_notebook(path) for path in paths}
    titles = {path: title_of(notebook) for path, notebook in notebooks.items()}
    with own_state(), kernel_sockets() as config:
        last = max((n for n, path in enumerate(paths) if path.name.startswith(only)), default=-1)
        for index, path in enumerate(paths[: last + 1]):
            notebook = with_links(notebooks[path], links(paths, titles, index))
            NotebookClient(
                notebook,
                kernel_name="python3",
                record_timing=False,
                store_widget_state=False,
                config=config,
                resources={"metadata": {"path": str(folder)}},
            ).execute()
            if path.name.startswith(only):
                write_whole(path, nbformat.writes(tidy(notebook)) + "\n")
                yield path


def write_pictures(root: Path) -> Iterator[Path]:
    """Write the README's pictures out of the executed notebooks; yield each.

    Raises ``NotebookError`` for a cell that shows no picture.
    """
    for name, (stem, identity) in PICTURES.items():
        notebook = read_notebook(root / "notebooks" / f"{stem}.ipynb")
        outputs = [
            output.data["image/png"]
            for cell in notebook.cells
            if cell.id == identity
            for output in cell.outputs
            if "image/png" in output.get("data", {})
        ]
        if not outputs:
            raise NotebookError(f"{stem}, cell {identity}: shows no picture: run make pictures")
        (root / name).write_bytes(base64.b64decode(outputs[0]))
        yield root / name


@contextmanager
def own_state() -> Iterator[None]:
    """Give kernels a database and a folder of models of their own."""
    with (
        tempfile.TemporaryDirectory(prefix="codegarden-") as scratch,
        environment(
            CODEGARDEN_DATABASE_URL=f"sqlite:///{scratch}/codegarden.sqlite",
            CODEGARDEN_MODELS=f"{scratch}/models",
            CODEGARDEN_PROFILE="",
        ),
    ):
        yield


def links(paths: list[Path], titles: dict[Path, str], index: int) -> str:
    """Return a line that leads to the notebook before and the one after."""
    parts = []
    if index:
        before = paths[index - 1]
        parts.append(f"← [{titles[before]}]({before.name})")
    parts.append("[README](../README.md)")
    if index + 1 < len(paths):
        after = paths[index + 1]
        parts.append(f"[{titles[after]}]({after.name}) →")
    return " · ".join(parts)


def with_links(notebook: nbformat.NotebookNode, line: str) -> nbformat.NotebookNode:
    """Return the notebook with its links as first and last cell, in place of earlier ones."""
    cells = [c for c in notebook.cells if LINKS not in c.metadata.get("tags", [])]
    first, last = (
        nbformat.v4.new_markdown_cell(line, id=f"{LINKS}-{end}", metadata={"tags": [LINKS]})
        for end in ("top", "bottom")
    )
    notebook.cells = [first, *cells, last]
    return notebook


def tidy(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook without what differs from machine to machine."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python", "file_extension": ".py"},
        }
    )
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    return notebook
