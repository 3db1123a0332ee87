"""What code a process runs: two that work together must run the same."""

import hashlib
import platform
from functools import cache
from importlib.metadata import version as release
from pathlib import Path
from typing import NamedTuple

import codegarden
from codegarden import settings


class Version(NamedTuple):
    """A codegarden: its release, its code, what its environment was made of, its Python."""

    release: str
    code: str
    lock: str
    python: str

    def __str__(self) -> str:
        return f"{self.release}, code {self.code}, lock {self.lock}, Python {self.python}"


@cache
def version() -> Version:
    """Return the version of this process; the lock is "none" outside of a checkout."""
    package = Path(codegarden.__file__).parent
    code = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        code.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    try:
        lock = short(hashlib.sha256((settings.load().root / "requirements.lock").read_bytes()))
    except (OSError, settings.SettingsError):
        lock = "none"
    python = ".".join(platform.python_version_tuple()[:2])
    return Version(release("codegarden"), short(code), lock, python)


def short(digest: "hashlib._Hash") -> str:
    """Return as much of a hash as people compare."""
    return digest.hexdigest()[:12]
