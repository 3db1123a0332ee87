"""Files from which an interrupted training goes on as if nothing had happened.

A checkpoint is one file: the SHA-256 of the rest in hexadecimal, then an ``.npz`` archive of arrays
and a JSON header. It appears whole or not at all, and the one before it is kept, so that a damaged
file costs the time since then and no more. Nothing is unpickled.
"""

import hashlib
import io
import json
import os
import warnings
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from codegarden.files import replaced

KEPT = 2
_DIGITS = 64  # of a SHA-256 in hexadecimal


class CheckpointError(ValueError):
    """A checkpoint that belongs to another training; the message says what differs."""


class CheckpointWarning(UserWarning):
    """A damaged checkpoint was passed over; the message names it."""


def save(folder: Path, position: int, header: Mapping, arrays: Mapping[str, np.ndarray]) -> Path:
    """Write a checkpoint and remove all but the last two.

    ``position`` orders the checkpoints of a training: the number of steps made.
    """
    buffer = io.BytesIO()
    np.savez(buffer, header=json.dumps(header), **arrays)
    content = buffer.getvalue()
    path = folder / f"step-{position:09d}.checkpoint"
    with replaced(path) as new, new.open("wb") as file:
        file.write(hashlib.sha256(content).hexdigest().encode())
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    for old in sorted(folder.glob("step-*.checkpoint"))[:-KEPT]:
        old.unlink()
    return path


def load_last(folder: Path) -> tuple[dict, dict[str, np.ndarray]] | None:
    """Return the header and the arrays of the last sound checkpoint of a folder, None if none is.

    Warns of each damaged one by name.
    """
    for path in sorted(folder.glob("step-*.checkpoint"), reverse=True):
        content = path.read_bytes()
        digest, archive = content[:_DIGITS], content[_DIGITS:]
        if hashlib.sha256(archive).hexdigest().encode() != digest:
            warnings.warn(
                f"{path} is damaged; the checkpoint before it is used",
                CheckpointWarning,
                stacklevel=2,
            )
            continue
        with np.load(io.BytesIO(archive), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        return json.loads(str(arrays.pop("header"))), arrays
    return None


def difference(header: Mapping, identity: Mapping) -> str:
    """Return in words the first thing in which a checkpoint's training is another; else nothing."""
    known = header["identity"]
    for name, value in json.loads(json.dumps(identity)).items():  # as the header was written
        if known.get(name) != value:
            return name.replace("_", " ")
    return ""


def check_identity(header: Mapping, identity: Mapping, folder: Path) -> None:
    """Raise ``CheckpointError`` where a checkpoint is of another configuration, corpus or seed."""
    if other := difference(header, identity):
        raise CheckpointError(
            f"{folder} holds a training with another {other}: remove the folder or name another one"
        )


def remove(folder: Path) -> None:
    """Remove the checkpoints of a folder."""
    for path in folder.glob("step-*.checkpoint"):
        path.unlink()
