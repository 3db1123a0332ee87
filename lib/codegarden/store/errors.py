"""What went wrong with the database, in one line that names the remedy.

Database drivers report a missing server, a wrong password and a full disk as numbers, with the SQL
statement and sometimes the address around them. Here each becomes one sentence; neither the
statement nor the password is ever part of it. Nothing here talks to a database.
"""

import re
import socket

URL_NAME = "CODEGARDEN_DATABASE_URL"
# MySQL's numbers for what may pass by itself: the server starts, restarts or was busy,
# or another client made the same tables at the same moment
PASSING = {1040, 1050, 1053, 1205, 1213, 1927, 2002, 2003, 2006, 2013, 2055, 4031}

MYSQL = {
    1040: "the server has no free connection: close other clients or raise max_connections",
    1044: f"the user may not use this database: grant it, or correct {URL_NAME}",
    1045: f"user name or password refused: correct them in {URL_NAME}",
    1049: f"the server has no database of this name: CREATE DATABASE it, or correct {URL_NAME}",
    1050: "another client makes the same tables: try again when it has finished",
    1053: "the server is shutting down: start it again (a private one with `make mysql`)",
    1054: "{detail}: correct the query, or run `codegarden db init` if tables are missing",
    1064: "the SQL cannot be read: {detail}",
    1114: "the table is full: make room on the server's disk",
    1130: "the server refuses connections from this machine: grant them, or use another user",
    1142: "{detail}: grant it to the user",
    1146: "table {table} is missing: run `codegarden db init`, or correct the query's table name",
    1153: "a row is larger than the server takes: raise max_allowed_packet (256M) and restart it",
    1205: "another client holds a lock for too long: try again when it has finished",
    1213: "two clients locked each other out, also when tried again: run one at a time",
    1227: "{detail}: grant it to the user",
    1698: f"user name or password refused: correct them in {URL_NAME}",
    1927: "the server ended the connection: try again, and look into the server's log",
    2002: f"no server answers: start it (a private one with `make mysql`) or correct {URL_NAME}",
    2003: f"no server answers: start it (a private one with `make mysql`) or correct {URL_NAME}",
    2005: f"the host name is unknown: correct it in {URL_NAME}",
    2006: "the server went away: start it again; finished batches are kept",
    2013: "the connection was lost: start the server again; finished batches are kept",
    2055: "the connection was lost: start the server again; finished batches are kept",
    4031: "the server closed an idle connection: try again",
}

SQLITE = {
    "unable to open database file": "the file cannot be opened: create its folder, or allow "
    f"reading and writing it, or correct {URL_NAME}",
    "file is not a database": f"the file is no SQLite database: move it away or correct {URL_NAME}",
    "is locked": "another program holds the database: close it and try again",
    "readonly database": "the file may not be written: allow writing it and its folder",
    "no such table": "table {table} is missing: run `codegarden db init`, or correct the query's "
    "table name",
    "no such column": "{detail}: correct the query, or run `codegarden db init` if tables are "
    "missing",
    "syntax error": "the SQL cannot be read: {detail}",
    "incomplete input": "the SQL cannot be read: {detail}",
    "disk is full": "the disk is full: make room on it",
    "disk I/O error": "the disk failed to read or write: check it, and its free space",
    "malformed": "the file is damaged: restore a copy, or move it away and import again",
    "too big": "a row is larger than SQLite takes (1 GB): leave it out",
}


class StoreError(RuntimeError):
    """The database cannot do what was asked; the message is one line with the remedy."""

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows in place of a traceback: the line is all there is to know."""
        return [f"{type(self).__name__}: {self}"]


def explain(error: BaseException, place: str) -> StoreError:
    """Return the one-line error for what SQLAlchemy or a driver raised at ``place``.

    ``place`` is the database's address with the password masked.
    """
    cause = getattr(error, "orig", None) or error
    detail = " ".join(str(getattr(cause, "msg", None) or cause).split())
    number = _mysql_number(cause)
    reason = _sqlite_reason(detail) if number is None else MYSQL.get(number)
    if reason is None:
        reason = f"{type(cause).__name__}: {detail}"
    else:
        reason = reason.format(detail=_shorten(detail), table=_table(detail))
    return StoreError(f"{place}: {reason}")


def may_pass(error: BaseException) -> bool:
    """Whether the same work may succeed on a new connection a moment later."""
    cause = getattr(error, "orig", None) or error
    return (
        getattr(error, "connection_invalidated", False)
        or _mysql_number(cause) in PASSING
        or isinstance(cause, ConnectionError)
    )


def _mysql_number(cause: BaseException) -> int | None:
    """Return MySQL's number of an error, None for an error of another origin."""
    if not type(cause).__module__.startswith("mysql."):
        return None
    # the driver reports a name that nobody knows as a server that does not answer
    unknown = isinstance(cause.__context__, socket.gaierror)
    return 2005 if unknown else getattr(cause, "errno", -1)


def _sqlite_reason(detail: str) -> str | None:
    return next((reason for sign, reason in SQLITE.items() if sign in detail), None)


def _table(detail: str) -> str:
    """Return the table's name from "Table 'garden.problems' doesn't exist" and its like."""
    found = re.search(r"'([^']+)'|no such table: (\S+)", detail)
    return (found[1] or found[2]).rpartition(".")[2] if found else "of the query"


def _shorten(detail: str) -> str:
    """Leave out MySQL's advice on manuals and the statement that it quotes."""
    detail = re.sub(
        r"You have an error in your SQL syntax; check the manual .* to use near",
        "it goes wrong near",
        detail,
    )
    return detail if len(detail) <= 160 else detail[:157] + "..."
