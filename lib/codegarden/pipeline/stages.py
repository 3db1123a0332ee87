"""Stages: what a notebook's run depends on, and whether an earlier run still stands.

A stage's key is a hash over the notebook's code cells, its parameters, ``lib/``, the lock, the
shipped data, the database and the key of the stage before it. A stage is skipped when a finished
run with the same key is on record and what it made is still there, byte for byte. Time stamps play
no part: a checkout changes them, and an edit that is taken back does not matter.
"""

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from traitlets.config import Config

from codegarden.files import write_whole
from codegarden.pipeline.hand_off import file_sha256

HOMES = ("IPYTHONDIR", "MPLCONFIGDIR")
SOCKET_PATH = 103  # bytes; Linux takes 107, macOS 103 (unix(7), unix(4))


class KernelError(RuntimeError):
    """A notebook's kernel cannot be started; the message names the remedy."""


class NotebookError(ValueError):
    """A notebook that cannot be read; the message names the file, the place and the remedy."""


@dataclass(frozen=True)
class StageRecord:
    """A finished stage: its key, when and where it ran, and what it made.

    ``files`` maps paths within the project to SHA-256; ``made`` is the digest of the rows that are
    in the database after it.
    """

    key: str
    run: str
    seconds: float
    cell_seconds: list[float]
    figures: dict[str, Any]
    files: dict[str, str]
    made: str

    def stands(self, root: Path, made: str) -> bool:
        """Whether what the stage made is still there."""
        return made == self.made and all(
            (root / path).is_file() and file_sha256(root / path) == sha256
            for path, sha256 in self.files.items()
        )


def stage_key(notebook: Path, parameters: dict[str, Any], *upstream: str) -> str:
    """Return the key of a stage; ``upstream`` are hashes of all else that it depends on."""
    cells = read_notebook(notebook).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    content = json.dumps([code, parameters, *upstream], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def tree_sha256(root: Path, *patterns: str) -> str:
    """Return one hash over the names and bytes of the files that match glob patterns."""
    files = sorted({path for pattern in patterns for path in root.glob(pattern) if path.is_file()})
    lines = [f"{path.relative_to(root).as_posix()} {file_sha256(path)}" for path in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def read_record(path: Path) -> StageRecord | None:
    """Return a stage's record, or None where there is none that can be read."""
    try:
        return StageRecord(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_record(path: Path, record: StageRecord) -> None:
    """Write a stage's record in one piece."""
    write_whole(path, json.dumps(asdict(record), indent=1))


@contextmanager
def kernel_sockets() -> Iterator[Config]:
    """Give the configuration of kernels that listen on Unix sockets in a folder of their own.

    A port may be taken by another program between its choice and its use, and anybody on the
    machine may connect to it. What IPython and matplotlib keep in a user's home goes there too
    where the home cannot be written to.
    """
    with TemporaryDirectory(prefix="codegarden-", dir=socket_folder()) as folder:
        is_writable = os.access(Path.home(), os.W_OK)
        missing = [] if is_writable else [name for name in HOMES if name not in os.environ]
        if missing:
            print(
                f"the home folder {Path.home()} cannot be written to: "
                "notebooks use a temporary one; set HOME to another",
                file=sys.stderr,
            )
        with environment(**dict.fromkeys(missing, folder)):
            yield Config({"KernelManager": {"transport": "ipc", "ip": f"{folder}/kernel"}})


def socket_folder() -> str:
    """Return a folder for temporary files whose path is short enough for a socket's.

    Raises ``KernelError`` where there is none.
    """
    for folder in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        is_short = len(os.fsencode(f"{folder}/codegarden-12345678/kernel-5")) <= SOCKET_PATH
        if is_short and os.access(folder, os.W_OK | os.X_OK):
            return folder
    raise KernelError(
        "no folder for the kernels' sockets has a short path: set TMPDIR to one that has"
    )


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Set environment variables for a while; kernels that start meanwhile inherit them."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """Return a notebook; raises ``NotebookError`` that names a file which is none."""
    try:
        notebook = nbformat.read(path, as_version=4)
        [(cell.cell_type, cell.source) for cell in notebook.cells]  # what all readers rely on
    except Exception as error:  # the reader raises whatever its parts do
        first = (str(error).splitlines() or [type(error).__name__])[0]
        remedy = "restore it, as with `git checkout`"
        raise NotebookError(f"{path.name} is not a notebook ({first:.80}): {remedy}") from None
    return notebook


def starting_with(first: str, notebooks: Iterable[Path]) -> Path:
    """Return the first notebook of a number; raises ``NotebookError`` where there is none."""
    for notebook in notebooks:
        if notebook.stem.startswith(first):
            return notebook
    raise NotebookError(f"no notebook starts with {first!r}: give its number, such as 03")


def numbered(notebooks: Iterable[Path]) -> list[Path]:
    """Return the numbered notebooks among files, in sequence."""
    return sorted(path for path in notebooks if path.stem[:2].isdigit())
