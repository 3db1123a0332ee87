"""What is slow to find out about a text and stays true: kept in files from one run to the next.

A file holds the results of one kind, by a hash of the text that each is about, for one fingerprint:
of the code that makes the results and of what else they depend on. A file that cannot be read is
made anew; of two processes that write at once, the last one's results stay.
"""

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from codegarden import settings
from codegarden.files import replaced

MOST = 20_000  # results in a file, so that it is read in a moment
FILES = 8  # of one kind; those that were written last stay


class Kept:
    """The results of one kind; values are what JSON can hold.

    ``depends_on`` are texts that the results depend on, beside the code of this package.
    """

    def __init__(self, name: str, *depends_on: str, folder: Path | None = None):
        self.name = name
        self.fingerprint = digest(code(), sys.version, *depends_on)
        self.path = (folder or settings.load().cache) / f"{name}-{self.fingerprint}.json"
        self.results: dict[str, Any] = self._read()
        self._new = 0

    def get(self, text: str, find_out: Callable[[], Any]) -> Any:
        """Return the result for a text, found out now if it is not known."""
        key = digest(text)
        if key not in self.results:
            self.results[key] = find_out()
            self._new += 1
        return self.results[key]

    def save(self) -> None:
        """Write what is new to the file, beside what others have written meanwhile.

        A folder that cannot be written to costs the time of the next run, and nothing else.
        """
        if not self._new:
            return
        results = {**self._read(), **self.results}
        newest = dict(list(results.items())[-MOST:])
        with contextlib.suppress(OSError):
            with replaced(self.path) as new:
                new.write_text(json.dumps(newest, separators=(",", ":")), encoding="utf-8")
            self._new = 0
            files = sorted(self.path.parent.glob(f"{self.name}-*.json"), key=os.path.getmtime)
            for path in files[:-FILES]:
                path.unlink()

    def _read(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self.path.read_bytes()))
        except (OSError, ValueError, TypeError):
            return {}


@cache
def kept(name: str, *depends_on: str) -> Kept:
    """Return the results of one kind; the file is read once in a process."""
    return Kept(name, *depends_on)


def digest(*texts: str) -> str:
    """Return a hash of texts, the same in every process."""
    made = hashlib.blake2b(digest_size=16)
    for text in texts:
        made.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return made.hexdigest()


@cache
def code(folder: Path = Path(__file__).parent) -> str:
    """Return a hash of the code in a folder, by default of this package's."""
    files = sorted(folder.rglob("*.py"))
    return digest(*(path.read_text(encoding="utf-8") for path in files))
