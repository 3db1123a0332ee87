"""SQLAlchemy engines for the two kinds of database, set up so that both keep what they are given.

SQLite serves readers beside a writer (write-ahead log) and makes writers wait for each other.
MySQL is reached through mysql-connector-python in pure Python: its C extension does not load
everywhere, and one way is one way to test. Nothing here connects; that happens at the first use.
"""

from typing import Any

from mysql.connector.conversion import MySQLConverter
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from codegarden.store.errors import URL_NAME, StoreError


class _HexConverter(MySQLConverter):
    """Writes text and bytes into statements as hexadecimal digits.

    The driver puts values into the statement and then looks for a DELIMITER command in the whole
    of it, counting quotes: source code that holds the word with a space after it would be cut in
    two. Digits hold no words, no quotes and no backslashes.
    """

    class _Literal(bytes):
        pass

    def _str_to_mysql(self, value: str) -> bytes:
        return self._Literal(b"_utf8mb4 X'%s'" % value.encode().hex().encode())

    def _bytes_to_mysql(self, value: bytes) -> bytes:
        return self._Literal(b"X'%s'" % value.hex().encode())

    _bytearray_to_mysql = _bytes_to_mysql

    @classmethod
    def escape(cls, value: Any, sql_mode: Any = None) -> Any:
        return value if isinstance(value, cls._Literal) else MySQLConverter.escape(value, sql_mode)

    @classmethod
    def quote(cls, buf: Any) -> bytes:
        return buf if isinstance(buf, cls._Literal) else MySQLConverter.quote(buf)


def read_url(text: str) -> URL:
    """Return the URL of an engine and database that the store knows.

    Raises ``StoreError`` for any other.
    """
    remedy = (
        f"write {URL_NAME} as sqlite:///path/to/file or mysql+mysqlconnector://user:word@host/name"
    )
    try:
        url = make_url(text)
    except (SQLAlchemyError, ValueError):
        raise StoreError(f"the database URL cannot be read: {remedy}") from None
    if url.drivername in ("mysql", "mariadb"):
        url = url.set(drivername=f"{url.drivername}+mysqlconnector")
    place = url.render_as_string(hide_password=True)
    if url.drivername not in ("sqlite", "mysql+mysqlconnector", "mariadb+mysqlconnector"):
        raise StoreError(f"{place}: the engine {url.drivername} is not supported: {remedy}")
    if not url.database or url.database == ":memory:":
        raise StoreError(f"{place}: the URL names no database: {remedy}")
    return url


def sqlite_engine(url: URL) -> Engine:
    """Return an engine whose transactions begin when SQLAlchemy says so."""
    # seconds to wait for another writer, unless the URL says otherwise
    arguments = {} if "timeout" in url.query else {"timeout": 30}
    engine = create_engine(url, connect_args=arguments, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(driver: Any, _record: Any) -> None:
        driver.isolation_level = None  # Python's driver would begin transactions by guesswork
        driver.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # a writer that starts as a reader fails at its first write when another one was faster
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def mysql_engine(url: URL) -> Engine:
    """Return an engine that sends text as UTF-8 and checks a connection before each use."""
    arguments = {
        "charset": "utf8mb4",
        "collation": "utf8mb4_bin",  # the driver's own default is one that MariaDB lacks
        "use_pure": True,
        "converter_class": _HexConverter,
        "connection_timeout": 10,  # seconds
    }
    engine = create_engine(
        url,
        connect_args={name: value for name, value in arguments.items() if name not in url.query},
        hide_parameters=True,
        isolation_level="READ COMMITTED",  # a batch sees what others have added meanwhile
        pool_pre_ping=True,
        pool_recycle=3600,  # seconds
    )

    @event.listens_for(engine, "connect")
    def prepare(driver: Any, _record: Any) -> None:
        with driver.cursor() as cursor:
            # an error, not a silent cut, for what does not fit
            cursor.execute("SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')")

    return engine
