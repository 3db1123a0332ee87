"""Fixtures of the tests: a store on each engine, the MySQL one on a server started for the session.

With CODEGARDEN_REQUIRE_MYSQL=1 a machine without a MySQL or MariaDB server fails the tests that
need one; otherwise they are skipped.
"""

import itertools
import os
import sqlite3

import mysql.connector
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy.engine import make_url

from codegarden.store import Store
from codegarden.store.mysql_server import PrivateServer, ServerError

# what is lost when the machine itself fails is no loss to a test; a killed server still keeps all
FAST = ("--innodb-flush-log-at-trx-commit=2", "--loose-innodb-doublewrite=0")
database_numbers = itertools.count(1)
# no property is about time, and a busy machine draws slowly
hypothesis_settings.register_profile(
    "any load", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("any load")


@pytest.fixture(scope="session")
def mysql_server(tmp_path_factory):
    """A running server that is this session's own (with xdist: this worker's own)."""
    server = PrivateServer(tmp_path_factory.mktemp("mysql"), "a pass-word/with:signs@'\"", FAST)
    try:
        server.start()
    except ServerError as error:
        if os.environ.get("CODEGARDEN_REQUIRE_MYSQL") == "1":
            pytest.fail(f"CODEGARDEN_REQUIRE_MYSQL=1, but {error}")
        pytest.skip(str(error))
    yield server
    server.stop()


@pytest.fixture
def private_server(tmp_path, mysql_server):
    """A function that makes a server of the test's own, stopped after the test.

    It depends on ``mysql_server`` to be skipped, or to fail, together with it.
    """
    servers = []

    def make(*options, folder=tmp_path / "mysql"):
        servers.append(PrivateServer(folder, "secret-word", [*FAST, *options]))
        return servers[-1]

    yield make
    for server in servers:
        server.stop()


@pytest.fixture
def mysql_url(mysql_server):
    """The URL of an empty MySQL database, dropped after the test."""
    url = make_url(mysql_server.url)
    name = f"codegarden_test_{next(database_numbers)}"
    execute(url, f"CREATE DATABASE {name} CHARACTER SET latin1")
    yield url.set(database=name).render_as_string(hide_password=False)
    execute(url, f"DROP DATABASE {name}")


def execute(url, *statements):
    """Execute statements with the bare driver, outside of the code under test."""
    connection = mysql.connector.connect(
        host=url.host,
        port=url.port,
        user=url.username,
        password=url.password,
        database=url.database,
        charset="utf8mb4",
        collation="utf8mb4_bin",
        use_pure=True,
    )
    with connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        connection.commit()


def own_table(url, *statements):
    """Make a table that the store did not make, on either engine."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "mysql":
        execute(parsed, *statements)
        return
    with sqlite3.connect(parsed.database) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture(params=["sqlite", "mysql"])
def database_url(request, tmp_path):
    """The URL of an empty database, on each engine in turn."""
    if request.param == "mysql":
        return request.getfixturevalue("mysql_url")
    return f"sqlite:///{tmp_path / 'garden.sqlite'}"


@pytest.fixture
def store(database_url):
    """A store with its tables, on each engine in turn."""
    with Store(database_url) as store:
        store.create()
        yield store
