"""Tables made and changed step by step: Alembic's migrations, in ``migrations/versions``.

A new database goes through all steps, an old one through those that it lacks. MySQL commits at
every change of a table, so a killed migration stops half way: a step looks at what is there and
does what is missing. Nothing here opens a connection.
"""

from pathlib import Path

from sqlalchemy import Column, Connection, Index, Table, func, inspect, select, text
from sqlalchemy.schema import CreateIndex, DropIndex

FOLDER = Path(__file__).parent / "migrations"
# the user may have an Alembic of their own in the same database
VERSION_TABLE = "codegarden_version"


class LaterSchemaError(RuntimeError):
    """The database was migrated by a later codegarden."""


def upgrade(connection: Connection, prefix: str, start: str | None = None) -> None:
    """Bring the tables with a prefix to the present schema.

    With ``start`` all steps after that one are done whatever the database's mark says ("base": all
    of them), for tables that somebody has dropped. Raises ``LaterSchemaError`` for a database that
    knows later steps than there are.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes |= {
        "connection": connection,
        "prefix": prefix,
        "version_table": VERSION_TABLE,
    }
    try:
        if start:
            command.stamp(config, start, purge=True)
        command.upgrade(config, "head")
    except CommandError as error:
        raise LaterSchemaError(str(error)) from None


def make(connection: Connection, table: Table) -> None:
    """Make a table, or those of its columns that it lacks.

    Rows that are there get the column's ``info["before"]``, by default nothing or "".
    """
    inspector = inspect(connection)
    if not inspector.has_table(table.name):
        table.create(connection)
        return
    known = {column["name"] for column in inspector.get_columns(table.name)}
    for column in table.columns:
        if column.name not in known:
            add_column(connection, table, column)


def add_column(connection: Connection, table: Table, column: Column) -> None:
    """Add a column to a table that has rows."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    value = column.info.get("before", "")
    # MySQL takes no default for long text, and needs none
    needs = connection.dialect.name == "sqlite" and not column.nullable
    default = text(repr(value)) if needs else None
    added = Column(column.name, column.type, nullable=column.nullable, server_default=default)
    Operations(MigrationContext.configure(connection)).add_column(table.name, added)
    if not column.nullable:
        connection.execute(table.update().values({column.name: value}))


def add_index(connection: Connection, index: Index) -> None:
    """Make an index of a table, where it is not there yet."""
    if index.name not in index_names(connection, index):
        connection.execute(CreateIndex(index))


def drop_index(connection: Connection, index: Index) -> None:
    """Drop an index of a table, where it is still there."""
    if index.name in index_names(connection, index):
        connection.execute(DropIndex(index))


def index_names(connection: Connection, index: Index) -> set[str]:
    """Return the names of the indexes that the table of an index has."""
    return {found["name"] for found in inspect(connection).get_indexes(index.table.name)}


def revision(connection: Connection) -> str:
    """Return the database's step, "" where it has no mark."""
    from sqlalchemy import column, table

    marks = table(VERSION_TABLE, column("version_num"))
    if not inspect(connection).has_table(VERSION_TABLE):
        return ""
    return connection.scalar(select(func.max(marks.c.version_num))) or ""
