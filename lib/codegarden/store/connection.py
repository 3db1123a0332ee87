"""One database: its address, its connections, transactions that are retried, errors in one line.

It knows which tables there are, but not what their columns mean.
"""

import fcntl
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, Any, TypeVar

import mysql.connector
from sqlalchemy import Connection, Executable, Row, func, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from codegarden.program import sha256
from codegarden.store.engines import mysql_engine, read_url, sqlite_engine
from codegarden.store.errors import URL_NAME, StoreError, explain, may_pass
from codegarden.store.schema import PREFIX, Tables

FAILURES = (SQLAlchemyError, mysql.connector.Error, sqlite3.Error, OSError)
PAUSES_S = (0.2, 0.5, 1.0, 2.0)  # before the second to the fifth try
STREAM_ROWS = 500
Result = TypeVar("Result")


class Database:
    """A database by its URL: ``sqlite:///path`` or ``mysql+mysqlconnector://user:word@host/name``.

    Nothing is opened before the first use. A context manager that closes its connections.

    Raises ``StoreError`` for a URL that cannot be read, or one of another engine.
    """

    def __init__(self, url: str):
        self._url = read_url(url)
        self.place = self._url.render_as_string(hide_password=True)
        self.is_mysql = self._url.get_backend_name() in ("mysql", "mariadb")
        self.engine = mysql_engine(self._url) if self.is_mysql else sqlite_engine(self._url)

    def __enter__(self):
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; the next use opens new ones."""
        self.engine.dispose()

    @cached_property
    def tables(self) -> Tables:
        """The tables, prefixed where the user has an own table of one of the names."""
        ours = Tables()

        def columns_found() -> dict[str, set[str]]:
            with self.engine.connect() as connection:
                wanted = list(ours.metadata.tables)
                found = inspect(connection).get_multi_columns(filter_names=wanted)
            return {
                name: {each["name"] for each in columns} for (_, name), columns in found.items()
            }

        found = self._patiently(columns_found)
        missing = {
            name: {column.name for column in ours.metadata.tables[name].columns} - columns
            for name, columns in found.items()
        }
        # a table that shares little with ours is the user's own; one that lacks little is ours
        if any(2 * len(missing[name]) > len(ours.metadata.tables[name].columns) for name in found):
            return Tables(PREFIX)
        for name, columns in missing.items():
            if columns:
                raise StoreError(
                    f"{self.place}: table {name} is of an earlier codegarden, it has no "
                    f"{', '.join(sorted(columns))}: name a new database in {URL_NAME} and import "
                    "into it again"
                )
        return ours

    def create(self) -> None:
        """Make the tables that are missing, and the file and its folder; touch no other table."""
        if not self.is_mysql:
            self._create_file()

        self.transaction(self.tables.metadata.create_all)

    def is_created(self) -> bool:
        """Whether all tables are there."""

        def names() -> list[str]:
            with self.engine.connect() as connection:
                return inspect(connection).get_table_names()

        return set(self.tables.metadata.tables) <= set(self._patiently(names))

    def transaction(self, work: Callable[[Connection], Result]) -> Result:
        """Do the work in one transaction: all of it is kept, or after an error nothing.

        It is done again, whole, when the connection broke, so it must bear being done twice.
        """

        def once() -> Result:
            with self.engine.connect() as connection:
                connection = connection.execution_options(writes=True)
                with connection.begin():
                    return work(connection)

        return self._patiently(once)

    @contextmanager
    def alone(self, what: str) -> Iterator[None]:
        """Hold the database's lock for a kind of work, which only one program at a time may do.

        It is dropped with the process, so a killed one leaves none behind. Raises ``StoreError``
        while another holds it.
        """
        with ExitStack() as held:
            if self.is_mysql:
                name = f"codegarden:{sha256(f'{self._url.database}:{what}')[:40]}"
                connection = held.enter_context(self.engine.connect())
                free = connection.scalar(select(func.get_lock(name, 0))) == 1
                held.callback(connection.invalidate)  # the server drops what its session held
            else:
                path = self.file.with_name(f"{self.file.name}-{what}.lock")
                free = is_locked(held.enter_context(path.open("w")))
            if not free:
                raise StoreError(
                    f"{self.place}: another {what} is going on in it: wait for its end, or name "
                    f"another database in {URL_NAME}"
                )
            yield

    def read(self, statement: Executable, parameters: Any = None) -> list[Row]:
        """Return all rows of a statement; nothing that it changes is kept."""

        def once() -> list[Row]:
            with self.engine.connect() as connection:
                return list(connection.execute(statement, parameters).all())

        return self._patiently(once)

    def stream(self, sql: str) -> Iterator[list[dict[str, Any]]]:
        """Yield the rows of a SELECT in groups, each row by lower-case column names.

        Memory stays constant: MySQL sends rows as they are asked for. SQLAlchemy cannot do that
        with this driver (it buffers the whole result), so the driver's own cursor is used here.
        """
        connection, cursor, group = self._patiently(lambda: self._open_cursor(sql))
        try:
            names = [column[0].lower() for column in cursor.description]
            while group:
                yield [dict(zip(names, row, strict=True)) for row in group]
                group = cursor.fetchmany(STREAM_ROWS)
        except FAILURES as error:
            raise explain(error, self.place) from None
        finally:
            # rows that nobody fetched would be read first by the connection's next user
            connection.invalidate()
            connection.close()

    def _open_cursor(self, sql: str) -> tuple[Connection, Any, list]:
        connection = self.engine.connect()
        try:
            connection.begin()
            driver = connection.connection.dbapi_connection
            if self.is_mysql:
                # the server gives up on a client that works longer than this between two rows
                connection.exec_driver_sql("SET SESSION net_write_timeout = 86400")
                cursor = driver.cursor(buffered=False)
            else:
                driver.text_factory = _text  # of this connection, which is thrown away
                cursor = driver.cursor()
            cursor.execute(sql)
            if not cursor.description:
                raise StoreError("the examples query returns no rows: write a SELECT")
            return connection, cursor, cursor.fetchmany(STREAM_ROWS)
        except BaseException:
            connection.invalidate()
            connection.close()
            raise

    def _patiently(self, work: Callable[[], Result]) -> Result:
        """Return what the work returns; try again, with growing pauses, where that may help."""
        for pause_s in (*PAUSES_S, None):
            self._require_file()
            try:
                return work()
            except FAILURES as error:
                if pause_s is None or not may_pass(error):
                    raise explain(error, self.place) from None
            time.sleep(pause_s)
        raise AssertionError("the last try returns or raises")

    @property
    def file(self) -> Path:
        """SQLite's file."""
        return Path(self._url.database)

    def _require_file(self) -> None:
        """Raise ``StoreError`` without SQLite's file: SQLite would silently make an empty one."""
        if not self.is_mysql and not self.file.exists():
            raise StoreError(
                f"{self.place}: the file does not exist: run `codegarden db init`, or correct "
                f"{URL_NAME}"
            )

    def _create_file(self) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.touch()
        except OSError as error:
            raise StoreError(f"{self.place}: the file cannot be made: {error.strerror}") from None

        def write_ahead() -> None:
            with self.engine.connect() as connection:
                connection.connection.dbapi_connection.execute("PRAGMA journal_mode=WAL")

        self._patiently(write_ahead)


def is_locked(file: IO[str]) -> bool:
    """Lock a file until it is closed; whether nobody else had."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _text(data: bytes) -> str | bytes:
    """Return what SQLite holds as text; as bytes where it is none, for one row to be named."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data
