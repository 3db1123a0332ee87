"""Runs of the pipeline: when each began, and how it ended.

Structured values are kept as JSON text.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from codegarden.store.connection import Database
from codegarden.store.errors import StoreError
from codegarden.store.journal import frame, now, put
from codegarden.store.rows import checked, checked_name, to_json


class Runs:
    """The runs of the pipeline."""

    def __init__(self, database: Database):
        self.database = database

    def start(self, run: str, profile: str, git_commit: str = "") -> None:
        """Store that a run of the pipeline begins; a resumed one begins again."""
        row = {
            "id": checked_name(run, f"run {run!r}"),
            "started": now(),
            "ended": "",
            "profile": profile,
            "status": "running",
            "git_commit": git_commit,
            "manifest": "{}",
        }
        put(self.database, self.database.tables.runs, row, ("id",), f"run {run!r}")

    def finish(self, run: str, status: str, manifest: Mapping[str, Any]) -> None:
        """Store how a run ended: "success", "failure" or another word, and its manifest.

        Raises ``StoreError`` for a run that never started.
        """
        table = self.database.tables.runs
        row = {"ended": now(), "status": status, "manifest": to_json(dict(manifest))}
        update = table.update().where(table.c.id == run)
        update = update.values(checked(table, row, f"run {run!r}"))
        if not self.database.transaction(lambda connection: connection.execute(update).rowcount):
            raise StoreError(f"run {run!r} was never started: start it first")

    def table(self) -> pd.DataFrame:
        """Return the runs, oldest first; ``manifest`` is JSON text."""
        return frame(self.database, self.database.tables.runs, "started")
