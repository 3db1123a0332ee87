"""Rows into tables, in batches of bounded size; what is there is found by its key.

A batch is one transaction: whatever interrupts it leaves the database as it was before the batch.
As equal rows are one, a batch may be tried again.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Table
from sqlalchemy.dialects.mysql import insert as mysql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from codegarden.store.batches import grouped
from codegarden.store.connection import Database
from codegarden.store.errors import StoreError

BATCH_RECORDS = 1000
BATCH_CHARACTERS = 8_000_000
# MySQL takes statements of 16 MiB by default, in which a character is up to 8 bytes
STATEMENT_CHARACTERS = 1_000_000
STATEMENT_ROWS = 500


def select_in(connection: Connection, wanted: Any, column: Any, keys: set) -> Iterator[Row]:
    """Yield the rows whose column is one of the keys, some keys at a time."""
    for some in grouped(sorted(keys), lambda _: 1, STATEMENT_ROWS, STATEMENT_ROWS):
        yield from connection.execute(wanted.where(column.in_(some))).all()


def upsert(
    database: Database,
    connection: Connection,
    table: Table,
    rows: list[dict[str, Any]],
    key: tuple[str, ...],
    update: tuple[str, ...],
) -> None:
    """Insert rows; where one of the same key is there, only set its columns ``update``.

    Not INSERT IGNORE, which on MySQL also turns errors into silently changed values.
    """
    if database.is_mysql:
        insert = mysql_insert(table)
        changes = {name: insert.inserted[name] for name in update or key[:1]}
        insert = insert.on_duplicate_key_update(**changes)
    else:
        insert = sqlite_insert(table)
        changes = {name: insert.excluded[name] for name in update}
        if changes:
            insert = insert.on_conflict_do_update(index_elements=key, set_=changes)
        else:
            insert = insert.on_conflict_do_nothing(index_elements=key)
    for some in grouped(rows, _row_size, STATEMENT_ROWS, STATEMENT_CHARACTERS):
        if database.is_mysql and _row_size(some[0]) > STATEMENT_CHARACTERS:
            _refuse_what_is_too_large(database, connection, some[0])
        connection.execute(insert, some)


def _refuse_what_is_too_large(
    database: Database, connection: Connection, row: dict[str, Any]
) -> None:
    """Raise ``StoreError`` for a row at which MySQL would only break the connection off."""
    size = sum(len(value.encode()) for value in row.values() if isinstance(value, str))
    needed = 2 * size + 65536  # hexadecimal, and the rest of the statement
    limit = connection.exec_driver_sql("SELECT @@max_allowed_packet").scalar_one()
    if needed > limit:
        raise StoreError(
            f"{database.place}: a row of {size} bytes is more than the server takes: raise its "
            f"max_allowed_packet from {limit} to {needed} bytes or more"
        )


def _row_size(row: dict[str, Any]) -> int:
    return sum(len(value) for value in row.values() if isinstance(value, str))
