"""The components of an installed package: found out by trying its functions, once, and kept."""

import importlib.util
from functools import cache
from pathlib import Path

from codegarden.synthesis import trying
from codegarden.synthesis.functions import ComponentError, restored
from codegarden.synthesis.kept import kept
from codegarden.synthesis.production import Production


@cache
def components(package: str) -> tuple[Production, ...]:
    """Return the functions of a package that take and return plain data.

    Raises ``ComponentError`` for a package that cannot be imported, and for one without any.
    """
    known = kept("components", package, version(package))
    specs = known.get(package, lambda: trying.tried(package))
    known.save()
    if not specs:
        raise ComponentError(f"{package!r} has no function that takes and returns plain data")
    return tuple(restored(*spec) for spec in specs)


def version(package: str) -> str:
    """Return what changes when a package does: where it is, and its file's time."""
    found = importlib.util.find_spec(package.partition(".")[0])
    file = Path(str(found.origin)) if found else None
    return f"{file} {file.stat().st_mtime_ns if file and file.is_file() else ''}"
