"""A folder of its own for a program that handles files: prepared, watched, read out, emptied.

Landlock lets the program write there and nowhere else; this file does the rest, on the judge's
side. The folder holds plain files and folders only, because links, devices and sockets cannot be
made in it.
"""

import os
import shutil
from pathlib import Path, PurePosixPath


class FolderError(ValueError):
    """A file that cannot be put into a program's folder; the message names it."""


def check(files: dict[str, bytes | str]) -> dict[str, bytes]:
    """Return files as bytes under their names, which are relative paths with "/".

    Raises ``FolderError`` for a name that leads out of the folder, or content of another type.
    """
    contents = {}
    for name, content in files.items():
        path = PurePosixPath(name)
        if not path.name or path.is_absolute() or ".." in path.parts or "\0" in name:
            raise FolderError(f"file {name!r}: give a path below the program's folder")
        if not isinstance(content, bytes | str):
            raise FolderError(f"file {name!r}: give its content as str or bytes")
        contents[str(path)] = content.encode() if isinstance(content, str) else content
    return contents


def prepare(folder: Path, files: dict[str, bytes]) -> None:
    """Leave these files in a folder, and no others.

    The folder itself stays: the right to write there hangs on it, not on its name.
    """
    empty(folder)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def empty(folder: Path) -> None:
    """Remove all that is in a folder."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def size(folder: str | Path) -> int:
    """Return the bytes that a folder's files take, counting at least 4 KiB for each."""
    total = 0
    for parent, folders, names in os.walk(folder):
        total += 4096 * len(folders)
        for name in names:
            try:
                total += max((Path(parent) / name).lstat().st_size, 4096)
            except OSError:  # removed meanwhile
                continue
    return total


def read(folder: Path, most: int) -> dict[str, bytes]:
    """Return the content of a folder's files by name, as many as ``most`` bytes hold."""
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        content = path.read_bytes() if path.stat().st_size <= most else b""
        most -= max(len(content), 4096)
        if most < 0:
            break
        files[path.relative_to(folder).as_posix()] = content
    return files
