"""Files that are there whole, or as they were before."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Yield a path beside another; the file written there takes its place at the end.

    Until then, and where the writing fails or is killed, what stood there before stays. Raises what
    writing raises.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.partial")
    new.unlink(missing_ok=True)
    try:
        yield new
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


@contextlib.contextmanager
def filled(folder: Path) -> Iterator[Path]:
    """Yield a folder whose files take the places of those in another, when all are there.

    Other files stay. Until then, and where the writing fails or is killed, nothing is changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".partial-") as name:
        yield Path(name)
        for file in sorted(Path(name).iterdir()):
            file.replace(folder / file.name)


def write_whole(path: Path, content: str) -> None:
    """Write a text file whole, so that a loss of power does not lose it either."""
    with replaced(path) as new, new.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
