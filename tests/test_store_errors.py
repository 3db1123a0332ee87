"""Every failure of the database is one line with its remedy, without the password."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import mysql.connector
import pytest
from sqlalchemy.engine import make_url

from codegarden.program import Program
from codegarden.store import Store, StoreError, migrating
from codegarden.store.errors import explain


def message_of(url, use=lambda store: store.counts()):
    """Return the one line that the use of a store raises."""
    with pytest.raises(StoreError) as failure, Store(url) as store:
        use(store)
    text = str(failure.value)
    assert "\n" not in text
    assert "SELECT" not in text.replace("write a SELECT", "")
    assert failure.value.__cause__ is None
    assert failure.value._render_traceback_() == [f"StoreError: {text}"]
    return text


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nonsense", "the database URL cannot be read: write CODEGARDEN_DATABASE_URL as sqlite"),
        ("postgresql://ada:se/cret@h/d", "the engine postgresql is not supported: write"),
        ("mysql+pymysql://ada:secret@h/d", "the engine mysql+pymysql is not supported"),
        ("mysql://ada:secret@localhost", "the URL names no database"),
        ("sqlite://", "the URL names no database"),
        ("mysql://ada:secret@localhost:port/d", "the database URL cannot be read"),
    ],
)
def test_urls_that_cannot_be_used(url, message):
    with pytest.raises(StoreError) as failure:
        Store(url)
    assert message in str(failure.value)
    assert "secret" not in str(failure.value)
    assert "cret@" not in str(failure.value)


def test_a_missing_file_is_not_made_by_reading(tmp_path):
    path = tmp_path / "folder" / "garden.sqlite"
    assert "does not exist: run `codegarden db init`" in message_of(f"sqlite:///{path}")
    assert not path.parent.exists()
    with Store(f"sqlite:///{path}") as store:
        store.create()
        assert set(store.counts().values()) == {0}


def test_a_file_that_is_no_database(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Not a database, but a text of more than one hundred characters. " * 3)
    for use in (Store.counts, Store.create):
        assert "is no SQLite database: move it away" in message_of(f"sqlite:///{path}", use)
    assert path.read_text().startswith("Not a database")


def test_a_folder_in_the_place_of_the_file(tmp_path):
    assert "the file cannot be opened" in message_of(f"sqlite:///{tmp_path}")
    (tmp_path / "file").touch()
    made = message_of(f"sqlite:///{tmp_path}/file/garden.sqlite", Store.create)
    assert "the file cannot be made" in made


def test_a_locked_file(tmp_path):
    path = tmp_path / "garden.sqlite"
    with Store(f"sqlite:///{path}") as store:
        store.create()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    url = f"sqlite:///{path}?timeout=0.1"
    add = lambda store: store.programs.add([Program("x", "f")])  # noqa: E731
    assert "another program holds the database: close it" in message_of(url, add)
    other.close()
    with Store(url) as store:
        assert add(store) == 1


def test_a_file_that_may_only_be_read(tmp_path):
    sqlite3.connect(tmp_path / "f").execute("CREATE TABLE t (x)").connection.close()
    connection = sqlite3.connect(f"file:{tmp_path / 'f'}?mode=ro", uri=True)
    with pytest.raises(sqlite3.Error) as failure:
        connection.execute("INSERT INTO t VALUES (1)")
    connection.close()
    explained = str(explain(failure.value, "place"))
    assert explained == "place: the file may not be written: allow writing it and its folder"


def test_an_empty_database_asks_for_its_tables(database_url):
    if database_url.startswith("sqlite"):
        Path(database_url.removeprefix("sqlite:///")).touch()
    uses = [
        Store.counts,
        lambda store: list(store.programs.read()),
        lambda store: store.problems.tests("p"),
        lambda store: store.programs.add([Program("x", "f")]),
        lambda store: store.verdicts.table(),
    ]
    for use in uses:
        message = message_of(database_url, use)
        assert re.search(r": table [a-z_]+ is missing: run `codegarden db init`", message)


def test_a_database_of_a_later_version_is_refused(store, database_url):
    mark = f"UPDATE {migrating.VERSION_TABLE} SET version_num = '9999'"
    store.database.transaction(lambda connection: connection.exec_driver_sql(mark))
    assert (
        "of a later codegarden (Can't locate revision identified by '9999'): update this one"
        in (message_of(database_url))
    )


def test_what_the_server_refuses(mysql_url):
    url = make_url(mysql_url)

    def changed(**parts):
        return message_of(url.set(**parts).render_as_string(hide_password=False))

    refused = "user name or password refused: correct them in CODEGARDEN_DATABASE_URL"
    assert refused in changed(password="not-this")
    assert "not-this" not in changed(password="not-this")
    assert refused in changed(username="nobody")
    assert "no database of this name: CREATE DATABASE it" in changed(database="codegarden_none")
    assert "may not use this database: grant it" in changed(database="mysql2")
    assert "the host name is unknown" in changed(host="no-such-host.invalid")
    assert changed(password="not-this").startswith("mysql+mysqlconnector://codegarden:***@127.0")


def test_nobody_answers(mysql_url):
    url = make_url(mysql_url).set(port=1)
    start = time.monotonic()
    assert "no server answers: start it" in message_of(url.render_as_string(hide_password=False))
    assert time.monotonic() - start > 3  # it tried again before it gave up


def test_a_row_that_the_server_does_not_take(private_server):
    server = private_server("--max-allowed-packet=4M")
    with Store(server.start()) as store:
        store.create()
        small, large, huge = (Program("x" * n, "f", label=str(n)) for n in (10, 10**6, 3 * 10**6))
        message = message_of(server.url, lambda store: store.programs.add([small, huge]))
        assert "a row of 3000072 bytes is more than the server takes: raise its max_all" in message
        assert store.counts()["code_examples"] == 0
        assert store.programs.add([small, large]) == 2


def test_a_server_that_goes_and_comes_back(private_server):
    server = private_server()
    store = Store(server.start())
    store.create()
    store.programs.add(Program(f"x = {n}", "f") for n in range(1500))

    # it goes between two pages of a read, and comes back while the store waits
    programs = store.programs.read()
    first = next(programs)
    kill(server)
    threading.Timer(0.5, server.start).start()
    assert [first, *programs][-1].source == "x = 1499"

    # it goes in the middle of a batch, whose transaction is done again
    attempts = []

    def work(connection):
        attempts.append(store.programs.put([Program("y", "f")], connection))
        if len(attempts) == 1:
            kill(server)
            threading.Timer(0.5, server.start).start()
        return store.programs.put([Program("z", "f")], connection)

    store.database.transaction(work)
    assert len(attempts) == 2
    assert store.counts()["code_examples"] == 1502

    # it goes for good, in the middle of millions of rows
    groups = store.database.stream(
        "SELECT a.code, 'f' AS entry_point FROM code_examples a, problems, code_examples b"
    )
    next(groups)
    kill(server)
    with pytest.raises(StoreError, match=r"connection was lost|server went away"):
        list(groups)
    message = message_of(server.url, lambda _: store.counts())
    assert "no server answers" in message
    assert "secret-word" not in message
    store.close()


def kill(server):
    pid = server.pid()
    os.kill(pid, signal.SIGKILL)
    while server.pid() is not None:
        time.sleep(0.01)


def test_two_processes_add_the_same_at_the_same_time(store, database_url):
    script = """
import sys
from codegarden.program import Program
from codegarden.store import Store
store = Store(sys.argv[1])
for start in range(0, 300, 60):
    store.programs.add(Program(f"x = {n}", "f", problem=f"p{n}") for n in range(start, start + 60))
"""
    command = [sys.executable, "-c", script, database_url]
    processes = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    assert store.counts()["code_examples"] == store.counts()["problems"] == 300


def test_unknown_errors_are_told_in_one_line():
    error = mysql.connector.Error(msg="something\nnew", errno=9999)
    assert str(explain(error, "place")) == "place: Error: something new"
