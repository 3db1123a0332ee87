"""Answers to task descriptions: the code, what was understood, and how it was judged.

Structured values are kept as JSON text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from codegarden.program import Verdict, sha256
from codegarden.store.connection import Database
from codegarden.store.journal import frame, now, put
from codegarden.store.rows import to_json


class Answers:
    """What was generated for descriptions."""

    def __init__(self, database: Database):
        self.database = database

    def add(
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
            "created": now(),
            "description": description,
            "specification": to_json(dict(specification)),
            "code": code,
            "status": status,
            "verdicts": to_json([asdict(verdict) for verdict in verdicts]),
            "seconds": float(seconds),
            "provenance": to_json(dict(provenance or {})),
        }
        row["sha256"] = sha256(repr(row))
        put(
            self.database,
            self.database.tables.generations,
            row,
            ("sha256",),
            f"answer to {description[:40]!r}",
        )
        return row["sha256"]

    def table(self) -> pd.DataFrame:
        """Return the stored answers, oldest first; structured columns are JSON text."""
        return frame(self.database, self.database.tables.generations, "id")
