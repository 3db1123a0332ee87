"""Tables to which whole rows are written, one at a time, and which are read as a whole.

Every row has an identity of its own, so that storing it again after a lost connection changes
nothing.
"""

from datetime import UTC, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Table, select

from codegarden.store.connection import Database
from codegarden.store.rows import checked
from codegarden.store.writing import upsert


def put(
    database: Database, table: Table, row: dict[str, Any], key: tuple[str, ...], what: str
) -> None:
    """Write a row; one of the same key is replaced. ``what`` names it in an error."""
    fitted = checked(table, row, what)
    update = tuple(name for name in row if name not in key)
    database.transaction(
        lambda connection: upsert(database, connection, table, [fitted], key, update)
    )


def frame(database: Database, table: Table, order: str) -> pd.DataFrame:
    """Return a table, ordered by one of its columns."""
    rows = database.read(select(table).order_by(table.c[order]))
    return pd.DataFrame(rows, columns=table.columns.keys())


def now() -> str:
    """Return the time as ISO 8601 text, UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
