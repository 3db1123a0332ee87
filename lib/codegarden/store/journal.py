"""What was done and when: runs of the pipeline, answers to descriptions.

Structured values are kept as JSON text. Every row has an identity of its own, so that storing it
again after a lost connection changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Table, select

from codegarden.program import Verdict, sha256
from codegarden.store.errors import StoreError
from codegarden.store.rows import checked, checked_name, to_json
from codegarden.store.trials import Trials


class Journal(Trials):
    """The part of the store that keeps results."""

    def start_run(self, run: str, profile: str, git_commit: str = "") -> None:
        """Store that a run of the pipeline begins; a resumed one begins again."""
        row = {
            "id": checked_name(run, f"run {run!r}"),
            "started": _now(),
            "ended": "",
            "profile": profile,
            "status": "running",
            "git_commit": git_commit,
            "manifest": "{}",
        }
        self._put(self.tables.runs, row, ("id",), f"run {run!r}")

    def finish_run(self, run: str, status: str, manifest: Mapping[str, Any]) -> None:
        """Store how a run ended: "success", "failure" or another word, and its manifest.

        Raises ``StoreError`` for a run that never started.
        """
        table = self.tables.runs
        row = {"ended": _now(), "status": status, "manifest": to_json(dict(manifest))}
        update = table.update().where(table.c.id == run)
        update = update.values(checked(table, row, f"run {run!r}"))
        if not self.transaction(lambda connection: connection.execute(update).rowcount):
            raise StoreError(f"run {run!r} was never started: call start_run first")

    def runs(self) -> pd.DataFrame:
        """Return the runs, oldest first; ``manifest`` is JSON text."""
        return self._frame(self.tables.runs, self.tables.runs.c.started)

    def add_generation(
        self,
        description: str,
        specification: Mapping[str, Any],
        code: str,
        status: str,
        verdicts: Sequence[Verdict] = (),
        seconds: float = 0.0,
        provenance: Mapping[str, Any] | None = None,
    ) -> str:
        """Store an answer to a task description; return its identity.

        The same answer stored again is another row: it carries the time at which it was given.
        """
        row = {
            "created": _now(),
            "description": description,
            "specification": to_json(dict(specification)),
            "code": code,
            "status": status,
            "verdicts": to_json([asdict(verdict) for verdict in verdicts]),
            "seconds": float(seconds),
            "provenance": to_json(dict(provenance or {})),
        }
        row["sha256"] = sha256(repr(row))
        self._put(self.tables.generations, row, ("sha256",), f"answer to {description[:40]!r}")
        return row["sha256"]

    def generations(self) -> pd.DataFrame:
        """Return the stored answers, oldest first; structured columns are JSON text."""
        return self._frame(self.tables.generations, self.tables.generations.c.id)

    def _put(self, table: Table, row: dict[str, Any], key: tuple[str, ...], what: str) -> None:
        fitted = checked(table, row, what)
        update = tuple(name for name in row if name not in key)
        self.transaction(lambda connection: self._upsert(connection, table, [fitted], key, update))

    def _frame(self, table: Table, order: Any) -> pd.DataFrame:
        rows = self.read(select(table).order_by(order))
        return pd.DataFrame(rows, columns=table.columns.keys())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
