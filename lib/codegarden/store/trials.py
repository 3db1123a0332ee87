"""Trials of a study, which many searches may write to: each is claimed before it runs.

A claim is the trial's row before its end: who runs it, and a heartbeat by the database's clock.
What has ended is never changed. A claim whose owner is dead or silent may be taken over, and then
the former owner's result is not taken any more.
"""

import json
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, literal_column, select

from codegarden.store.connection import Database
from codegarden.store.errors import StoreError
from codegarden.store.owners import is_dead, this_owner
from codegarden.store.rows import checked, checked_name, to_json
from codegarden.store.schema import Tables
from codegarden.store.writing import upsert

RUNNING, INTERRUPTED = "running", "interrupted"
BEAT_S = 10.0  # seconds between two heartbeats
STALE_S = 60.0  # seconds of silence after which a claim may be taken over
# a row without the claim, and its order in the table
TRIAL = tuple(
    column.name
    for column in Tables().trials.columns
    if column.name not in ("id", "owner", "heartbeat")
)


class Trials:
    """The trials of all studies."""

    def __init__(self, database: Database):
        self.database = database

    def add(
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
        """Store a trial that ran without a claim; one of its number that was interrupted goes on.

        ``history`` has one mapping an epoch. A ``value`` that is NaN or infinite is stored as
        None. Points of time are ISO 8601 text. ``notes`` are what the search wants back.

        Raises ``StoreError`` where another trial of the number has ended or is claimed: another
        search writes to the study, and neither's trials may be lost.
        """
        given = locals()
        row = self.trial_row({name: given[name] for name in TRIAL})
        table, what = self.database.tables.trials, f"trial {number} of {study!r}"
        same = (table.c.study == study) & (table.c.number == number)

        def put(connection: Connection) -> None:
            free = same & (table.c.status == INTERRUPTED)
            if not connection.execute(table.update().where(free).values(row)).rowcount:
                upsert(self.database, connection, table, [row], ("study", "number"), ())
            found = connection.execute(select(table.c[*row]).where(same)).one()
            if dict(found._mapping) != row:
                raise StoreError(
                    f"{what} is in the database already, with another end: another search runs "
                    "this study; wait for its end and run this one again"
                )

        self.database.transaction(put)

    def read(self, study: str) -> list[dict[str, Any]]:
        """Return the trials of a study that are over, by number, as ``Trials.add`` takes them."""
        return [
            trial_of(row) for row in self.database.read(self.select(study)) if row.status != RUNNING
        ]

    def study(self, name: str, stale_s: float = STALE_S) -> "Study":
        """Return a study to which several searches may write at once; it is entered by ``with``."""
        return Study(self, name, stale_s)

    def trial_row(self, trial: Mapping[str, Any]) -> dict[str, Any]:
        """Return the row of a trial, without a claim."""
        study, value = trial["study"], trial["value"]
        row = {
            **trial,
            "study": checked_name(study, f"study {study!r}"),
            "parameters": to_json(dict(trial["parameters"])),
            "value": None if value is None else float(value),
            "history": to_json([dict(epoch) for epoch in trial["history"]]),
            "seconds": float(trial["seconds"]),
            "notes": to_json(dict(trial["notes"] or {})),
        }
        return checked(self.database.tables.trials, row, f"trial {trial['number']} of {study!r}")

    @property
    def clock(self) -> Any:
        """The SQL expression of the database's own time: Unix time, seconds."""
        if self.database.is_mysql:
            return literal_column("UNIX_TIMESTAMP(NOW(6)) + 0.0e0")
        return literal_column("(julianday('now') - 2440587.5) * 86400.0")

    def select(self, study: str) -> Any:
        """Return the statement for a study's rows by number, each with the age of its claim."""
        table = self.database.tables.trials
        age = (self.clock - table.c.heartbeat).label("age")
        return select(table, age).where(table.c.study == study).order_by(table.c.number)


class Study:
    """The trials of one study, claimed one by one; claims are renewed as long as it is open."""

    def __init__(self, kept: Trials, name: str, stale_s: float = STALE_S):
        self.kept, self.name, self.stale_s = kept, name, stale_s
        self.database = kept.database
        self.owner = this_owner()
        self.closing = threading.Event()
        self.beating: threading.Thread | None = None

    def __enter__(self) -> "Study":
        self.closing.clear()
        self.beating = threading.Thread(target=self._beat, name="heartbeat", daemon=True)
        self.beating.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.closing.set()
        self.beating.join()
        release = self._mine.values(status=INTERRUPTED)
        self.database.transaction(lambda connection: connection.execute(release))

    def trials(self) -> list[dict[str, Any]]:
        """Return all trials by number, also those "running"; abandoned ones are "interrupted"."""
        found = []
        for row in self.database.read(self.kept.select(self.name)):
            trial = trial_of(row)
            if row.status == RUNNING and self._is_abandoned(row):
                trial["status"] = INTERRUPTED
            found.append(trial)
        return found

    def claim(self, trial: Mapping[str, Any]) -> bool:
        """Claim the number of a trial that is about to run; whether nobody else had."""
        table = self.database.tables.trials
        row = self.kept.trial_row({**trial, "status": RUNNING}) | {"owner": self.owner}
        same = (table.c.study == self.name) & (table.c.number == row["number"])

        def put(connection: Connection) -> bool:
            found = connection.execute(self.kept.select(self.name).where(same)).one_or_none()
            if found is None:
                upsert(self.database, connection, table, [row], ("study", "number"), ())
            elif found.status == INTERRUPTED or (
                found.status == RUNNING and self._is_abandoned(found)
            ):
                # who came first has changed the owner or the heartbeat
                as_found = same & (table.c.status == found.status)
                as_found &= (table.c.owner == found.owner) & (table.c.heartbeat == found.heartbeat)
                connection.execute(table.update().where(as_found).values(row))
            renew = self._mine.where(same).values(heartbeat=self.kept.clock)
            return connection.execute(renew).rowcount == 1

        return self.database.transaction(put)

    def end(self, trial: Mapping[str, Any]) -> bool:
        """Store the end of a claimed trial; False where somebody else has taken it over."""
        table = self.database.tables.trials
        row = self.kept.trial_row(trial)
        same = (table.c.study == self.name) & (table.c.number == row["number"])

        def put(connection: Connection) -> bool:
            if connection.execute(self._mine.where(same).values(row)).rowcount:
                return True
            # done already, when the answer to a first try was lost
            found = connection.execute(select(table.c[*row], table.c.owner).where(same)).one()
            return dict(found._mapping) == row | {"owner": self.owner}

        return self.database.transaction(put)

    @property
    def _mine(self) -> Any:
        """The change of the rows that are claimed here."""
        table = self.database.tables.trials
        mine = (table.c.owner == self.owner) & (table.c.status == RUNNING)
        return table.update().where(table.c.study == self.name, mine)

    def _is_abandoned(self, row: Any) -> bool:
        return row.age > self.stale_s or is_dead(row.owner)

    def _beat(self) -> None:
        """Renew the claims until the study is closed."""
        renew = self._mine.values(heartbeat=self.kept.clock)
        while not self.closing.wait(min(BEAT_S, self.stale_s / 6)):
            with suppress(StoreError):  # the next beat may come through
                self.database.transaction(lambda connection: connection.execute(renew))


def trial_of(row: Any) -> dict[str, Any]:
    """Return the trial of a row, as ``Trials.add`` takes it."""
    trial = {name: getattr(row, name) for name in TRIAL}
    for name in ("parameters", "history", "notes"):
        trial[name] = json.loads(trial[name])
    return trial
