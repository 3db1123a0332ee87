"""What was done and when: trials of a study, runs of the pipeline, answers to descriptions.

Structured values are kept as JSON text. Every row has an identity of its own, so that storing it
again after a lost connection changes nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Table, select

from codegarden.program import Verdict, sha256
from codegarden.store.errors import StoreError
from codegarden.store.rows import checked, checked_name
from codegarden.store.verdicts import Verdicts


class Journal(Verdicts):
    """The part of the store that keeps results."""

    def add_trial(
        self,
        study: str,
        number: int,
        parameters: Mapping[str, Any],
        value: float | None = None,
        status: str = "complete",
        reason: str = "",
        history: Sequence[Mapping[str, Any]] = (),
        seconds: float = 0.0,
        seed: int | None = None,
        space_hash: str = "",
        code_hash: str = "",
        data_hash: str = "",
        started: str = "",
        ended: str = "",
        notes: Mapping[str, Any] | None = None,
    ) -> None:
        """Store a trial of a study as it ends; one of the same number that was interrupted goes.

        ``history`` has one mapping an epoch. A ``value`` that is NaN or infinite is stored as
        None. Points of time are ISO 8601 text. ``notes`` are what the search wants back.

        Raises ``StoreError`` where another trial of the number has ended: another search writes to
        the study, and neither's trials may be lost.
        """
        row = {
            "study": checked_name(study, f"study {study!r}"),
            "number": number,
            "parameters": _to_json(dict(parameters)),
            "value": None if value is None else float(value),
            "status": status,
            "reason": reason,
            "history": _to_json([dict(epoch) for epoch in history]),
            "seconds": float(seconds),
            "seed": seed,
            "space_hash": space_hash,
            "code_hash": code_hash,
            "data_hash": data_hash,
            "started": started,
            "ended": ended,
            "notes": _to_json(dict(notes or {})),
        }
        table, what = self.tables.trials, f"trial {number} of {study!r}"
        fitted = checked(table, row, what)
        same = (table.c.study == study) & (table.c.number == number)

        def put(connection: Connection) -> None:
            connection.execute(table.delete().where(same, table.c.status == "interrupted"))
            self._upsert(connection, table, [fitted], ("study", "number"), ())
            found = connection.execute(select(table.c[*fitted]).where(same)).one()
            if dict(found._mapping) != fitted:
                raise StoreError(
                    f"{what} is in the database already, with another end: another search runs "
                    "this study; wait for its end and run this one again"
                )

        self.transaction(put)

    def trials(self, study: str) -> list[dict[str, Any]]:
        """Return the trials of a study by number, as ``add_trial`` takes them."""
        table = self.tables.trials
        wanted = select(table).where(table.c.study == study).order_by(table.c.number)
        trials = []
        for row in self.read(wanted):
            trial = dict(row._mapping)
            del trial["id"]
            trial["parameters"] = json.loads(trial["parameters"])
            trial["history"] = json.loads(trial["history"])
            trial["notes"] = json.loads(trial["notes"])
            trials.append(trial)
        return trials

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
        row = {"ended": _now(), "status": status, "manifest": _to_json(dict(manifest))}
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
            "specification": _to_json(dict(specification)),
            "code": code,
            "status": status,
            "verdicts": _to_json([asdict(verdict) for verdict in verdicts]),
            "seconds": float(seconds),
            "provenance": _to_json(dict(provenance or {})),
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


def _to_json(value: Any) -> str:
    """Return JSON text, in which surrogates are escapes and numbers of NumPy plain ones."""

    def plain(number: Any) -> Any:
        if hasattr(number, "item"):
            return number.item()
        raise StoreError(f"a {type(number).__name__} cannot be stored as JSON: convert it first")

    return json.dumps(value, default=plain)
