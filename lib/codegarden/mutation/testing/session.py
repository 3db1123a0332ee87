"""A session of mutation testing: what was run before need not run again, as long as it holds.

A file of JSON Lines: a verdict a line, and an accepted survivor a line. A verdict holds while the
module, the mutant and the tests are the same bytes. An accepted survivor is known by its difference
without the line numbers, so that edits elsewhere in the file leave it accepted.
"""

import hashlib
import json
from pathlib import Path

from codegarden.mutation import Mutant
from codegarden.program import Outcome, Program, Verdict

DIGITS = 10  # of a mutant's identity


class SessionError(ValueError):
    """A session that cannot be used; the message names file, line and remedy."""


class Session:
    """The verdicts and accepted survivors of a file, or of this process where there is no file.

    ``tests`` is a digest of the tests; verdicts on other tests do not count.
    """

    def __init__(self, path: Path | None = None, tests: str = ""):
        self.path, self.tests = path, tests
        self.verdicts: dict[str, list] = {}
        self.accepted: set[str] = set()
        if path and path.is_file():
            self._read(path)

    def _read(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line) if line else {}
                if "accepted" in row:
                    self.accepted.add(row["accepted"])
                elif row:
                    self.verdicts[row["key"]] = row["fatal"]
            except (ValueError, KeyError, TypeError):
                if number == len(lines):
                    continue  # a line that an interruption cut off
                raise SessionError(
                    f"{path}, line {number}: is no line of a session: remove it, or name another"
                ) from None

    def _write(self, row: dict) -> None:
        if self.path:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")

    def _key(self, program: Program, mutant: Mutant) -> str:
        text = f"{program.label}\0{program.sha256}\0{mutant.source}\0{self.tests}"
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def known(self, program: Program, mutant: Mutant) -> tuple[Verdict | None] | None:
        """Return the verdict that killed a mutant before, in a tuple; None where it was not run."""
        found = self.verdicts.get(self._key(program, mutant), ())
        if found == ():
            return None
        return (Verdict(found[0], Outcome(found[1]), message=found[2]) if found else None,)

    def note(self, program: Program, mutant: Mutant, fatal: Verdict | None) -> None:
        """Keep the verdict that killed a mutant; None where all tests passed."""
        row = [fatal.test, str(fatal.outcome), fatal.message] if fatal else None
        key = self._key(program, mutant)
        self.verdicts[key] = row
        self._write({"key": key, "fatal": row})

    def accepts(self, program: Program, mutant: Mutant) -> bool:
        """Whether a mutant was accepted as making no difference."""
        return bool(self.accepted) and mutant_id(program, mutant) in self.accepted

    def accept(self, identity: str) -> None:
        """Accept the mutant of an identity from now on."""
        if identity not in self.accepted:
            self.accepted.add(identity)
            self._write({"accepted": identity})


def mutant_id(program: Program, mutant: Mutant) -> str:
    """Return the identity of a mutant: of its file and its difference without line numbers."""
    lines = [line for line in mutant.diff().splitlines() if not line.startswith("@@")]
    text = "\n".join([program.label, *lines])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
