"""A folder of its own for a program that handles files: prepared, watched, read out, emptied.

Landlock lets the program write there and nowhere else; this file does the rest, on the judge's
side. The folder holds plain files and folders only, because links, devices and sockets cannot be
made in it.
"""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


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


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it."""
    empty(folder)
    folder.rmdir()


def empty(folder: Path) -> None:
    """Remove all that is in a folder, whatever the modes, however long the paths."""
    for place in walk(folder):
        if not place.is_folder:
            os.unlink(place.name, dir_fd=place.parent)
        elif place.is_left:
            os.rmdir(place.name, dir_fd=place.parent)


def size(folder: str | Path) -> int:
    """Return the bytes that a folder's files take, counting at least 4 KiB for each."""
    total = 0
    for place in walk(folder):
        try:
            status = os.lstat(place.name, dir_fd=place.parent)
        except OSError:  # removed meanwhile
            continue
        total += 4096 if place.is_folder else max(status.st_size, 4096)
    return total


def read(folder: Path, most: int) -> dict[str, bytes]:
    """Return the content of a folder's files by name, as many as ``most`` bytes hold."""
    files: dict[str, bytes] = {}
    for place in walk(folder):
        if place.is_folder or place.is_link:
            continue
        os.chmod(place.name, 0o600, dir_fd=place.parent)
        with open(place.name, "rb", opener=partial(os.open, dir_fd=place.parent)) as file:
            content = file.read() if os.fstat(file.fileno()).st_size <= most else b""
        most -= max(len(content), 4096)
        if most < 0:
            break
        files["/".join((*place.folders, place.name))] = content
    return files


class Place(NamedTuple):
    """A file or folder: its name, the descriptor of the folder that it lies in, and that one's way.

    A folder comes twice, when the walk comes to it and when it has left it.
    """

    name: str
    parent: int
    folders: tuple[str, ...]
    is_folder: bool
    is_link: bool = False
    is_left: bool = False


def walk(folder: str | Path) -> Iterator[Place]:
    """Yield all that is in a folder, in the order of the names.

    One descriptor leads through the tree, so neither the length of a path nor the depth matters,
    and what is closed is opened. A folder that is moved meanwhile ends the walk, for it would lead
    elsewhere.
    """
    here = os.open(folder, FOLDER)
    way: list[tuple[tuple[str, ...], tuple[int, int], list[os.DirEntry]]] = []
    folders: tuple[str, ...] = ()
    try:
        left = entries(here)
        while left or way:
            if not left:
                name = folders[-1]
                folders, identity, left = way.pop()
                here, below = os.open("..", FOLDER, dir_fd=here), here
                os.close(below)
                if identity != identity_of(here):
                    return
                yield Place(name, here, folders, is_folder=True, is_left=True)
                continue
            entry = left.pop()
            is_folder = entry.is_dir(follow_symlinks=False)
            yield Place(entry.name, here, folders, is_folder, entry.is_symlink())
            if not is_folder:
                continue
            try:
                below = enter(entry.name, here)
            except OSError:  # removed meanwhile
                continue
            way.append((folders, identity_of(here), left))
            folders = (*folders, entry.name)
            os.close(here)
            here = below
            left = entries(here)
    finally:
        os.close(here)


def enter(name: str, parent: int) -> int:
    """Return a descriptor of a folder, whose mode is changed where it has to be."""
    if os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode & 0o700 != 0o700:
        os.chmod(name, 0o700, dir_fd=parent)
    return os.open(name, FOLDER, dir_fd=parent)


def entries(descriptor: int) -> list[os.DirEntry]:
    """Return what is in a folder, in descending order of the names."""
    with os.scandir(descriptor) as found:
        return sorted(found, key=lambda entry: entry.name, reverse=True)


def identity_of(descriptor: int) -> tuple[int, int]:
    """Return what tells an open folder from all others."""
    status = os.fstat(descriptor)
    return status.st_dev, status.st_ino
