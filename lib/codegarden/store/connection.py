"""One database: its address, its connections, transactions that are retried, errors in one line.

It knows which tables there are, but not what their columns mean.
"""

import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import IO, Any, TypeVar

import mysql.connector
from sqlalchemy import Connection, Executable, Row, func, inspect, select
from sqlalchemy.exc import SQLAlchemyError
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from codegarden.program import sha256
from codegarden.store import migrating
from codegarden.store.engines import mysql_engine, read_url, sqlite_engine
from codegarden.store.errors import URL_NAME, StoreError, explain, may_pass
from codegarden.store.schema import PREFIX, REVISION, Tables

FAILURES = (SQLAlchemyError, mysql.connector.Error, sqlite3.Error, OSError)
# how often a piece of work is tried, and the pauses between
TRIES, FIRST_PAUSE_S, LONGEST_PAUSE_S = 5, 0.2, 2.0
MIGRATION_S = 600  # how long to wait for another program that changes the tables
STREAM_ROWS = 500
Result = TypeVar("Result")


class Database:
    """A database by its URL: ``sqlite:///path`` or ``mysql+mysqlconnector://user:word@host/name``.

    Nothing is opened before the first use.

    Raises ``StoreError`` for a URL that cannot be read, or one of another engine.
    """

    def __init__(self, url: str):
        self._url = read_url(url)
        self.place = self._url.render_as_string(hide_password=True)
        self.is_mysql = self._url.get_backend_name() in ("mysql", "mariadb")
        self.engine = mysql_engine(self._url) if self.is_mysql else sqlite_engine(self._url)

    def close(self) -> None:
        """Close every connection; the next use opens new ones."""
        self.engine.dispose()

    @cached_property
    def tables(self) -> Tables:
        """The tables, prefixed where the user has an own table of one of the names.

        Tables of an earlier codegarden are migrated first.
        """
        ours = Tables()

        def found() -> tuple[dict[str, set[str]], str]:
            with self.engine.connect() as connection:
                names = [*ours.metadata.tables, *Tables(PREFIX).metadata.tables]
                columns = inspect(connection).get_multi_columns(filter_names=names)
                mark = migrating.revision(connection)
            return {
                name: {each["name"] for each in found} for (_, name), found in columns.items()
            }, mark

        columns, mark = self._patiently(found)
        users = any(
            # a table that shares little with ours is the user's own; one that lacks little is ours
            2 * len({column.name for column in table.columns} - columns[name]) > len(table.columns)
            for name, table in ours.metadata.tables.items()
            if name in columns
        )
        tables = Tables(PREFIX) if users else ours
        if mark != REVISION and set(columns) & set(tables.metadata.tables):
            self._migrate(tables.prefix)
        return tables

    def create(self) -> None:
        """Make the tables that are missing, and the file and its folder; touch no other table."""
        if not self.is_mysql:
            self._create_file()
        if not self.is_created():
            self._migrate(self.tables.prefix, "base")

    def _migrate(self, prefix: str, start: str | None = None) -> None:
        """Bring the tables to the present schema; of several programs one does it, others wait."""

        def work(connection: Connection) -> None:
            with self._server_lock(connection, "migration", MIGRATION_S) as is_free:
                if not is_free:
                    raise StoreError(
                        f"{self.place}: another program changes the tables: wait for its end"
                    )
                migrating.upgrade(connection, prefix, start)

        try:
            self.transaction(work)
        except migrating.LaterSchemaError as error:
            raise StoreError(
                f"{self.place}: the tables are of a later codegarden ({error}): update this one"
            ) from None

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
                connection = held.enter_context(self.engine.connect())
                # the server drops what its session holds, also when it takes it for idle
                connection.exec_driver_sql("SET SESSION wait_timeout = 31536000")
                held.callback(connection.invalidate)
                is_free = held.enter_context(self._server_lock(connection, what, 0))
            else:
                path = self.file.with_name(f"{self.file.name}-{what}.lock")
                is_free = is_locked(held.enter_context(path.open("w")))
            if not is_free:
                raise StoreError(
                    f"{self.place}: another {what} is going on in it: wait for its end, or name "
                    f"another database in {URL_NAME}"
                )
            yield

    @contextmanager
    def _server_lock(self, connection: Connection, what: str, wait_s: float) -> Iterator[bool]:
        """Hold MySQL's lock of a name, and tell whether it was free within so many seconds.

        SQLite needs none: there who writes is alone anyway.
        """
        if not self.is_mysql:
            yield True
            return
        name = f"codegarden:{sha256(f'{self._url.database}:{what}')[:40]}"
        is_free = connection.scalar(select(func.get_lock(name, wait_s))) == 1
        try:
            yield is_free
        finally:
            if is_free:
                with suppress(*FAILURES):  # a lost session holds nothing
                    connection.scalar(select(func.release_lock(name)))

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
        tries = Retrying(
            stop=stop_after_attempt(TRIES),
            # of two that locked each other out, one shall be through before the other comes again
            wait=wait_exponential_jitter(
                multiplier=FIRST_PAUSE_S, max=LONGEST_PAUSE_S, jitter=FIRST_PAUSE_S
            ),
            retry=retry_if_exception(may_pass),
            reraise=True,
        )

        def once() -> Result:
            self._require_file()
            return work()

        try:
            return tries(once)
        except FAILURES as error:
            raise explain(error, self.place) from None

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
