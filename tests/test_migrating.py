"""Databases of earlier versions are brought to the present schema, and nothing in them is lost."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from conftest import own_table

from codegarden.program import Problem, Program
from codegarden.store import Store, migrating
from codegarden.store.schema import REVISION

# what a version without migrations made, as SQLite and MySQL tell it; parts of the two tables that
# have changed since, and one that has not
OLD = {
    "problems": "id {id}, name VARCHAR(255) NOT NULL UNIQUE, description {text} NOT NULL, "
    "entry_point VARCHAR(255) NOT NULL, origin VARCHAR(255) NOT NULL, "
    "split VARCHAR(32) NOT NULL, topics {text} NOT NULL",
    "trials": "id {id}, study VARCHAR(255) NOT NULL, number INTEGER NOT NULL, "
    "parameters {text} NOT NULL, value DOUBLE, status VARCHAR(32) NOT NULL, "
    "reason {text} NOT NULL, history {text} NOT NULL, seconds DOUBLE NOT NULL, seed BIGINT, "
    "space_hash VARCHAR(64) NOT NULL, code_hash VARCHAR(64) NOT NULL, "
    "data_hash VARCHAR(64) NOT NULL, started VARCHAR(32) NOT NULL, ended VARCHAR(32) NOT NULL, "
    "{notes}UNIQUE (study, number)",
}
OLD_TRIAL = (
    "INSERT INTO trials (study, number, parameters, value, status, reason, history, seconds, "
    "seed, space_hash, code_hash, data_hash, started, ended) VALUES ('lstm', 0, "
    "'{\"units\": 64}', 2.5, 'complete', '', '[]', 1.5, 7, 's', 'c', 'd', 'then', 'now')"
)


def old_database(url, notes):
    """Make the tables of an earlier version, with a trial and a problem."""
    words = {
        "sqlite": {"id": "INTEGER PRIMARY KEY", "text": "TEXT"},
        "mysql": {"id": "BIGINT AUTO_INCREMENT PRIMARY KEY", "text": "LONGTEXT"},
    }[re.match("[a-z]+", url)[0]]
    tables = [
        f"CREATE TABLE {name} ({columns.format(notes=notes.format(**words), **words)})"
        for name, columns in OLD.items()
    ]
    problem = "INSERT INTO problems VALUES (1, 'shelf/old', 'Sort.', 'f', 'shelf', '', '[]')"
    values = OLD_TRIAL
    if notes:
        values = values.replace("ended)", "ended, notes)").replace("'now')", "'now', '{}')")
    own_table(url, *tables, problem, values)


@pytest.mark.parametrize("notes", ["notes {text} NOT NULL, ", ""], ids=["former", "older"])
def test_an_old_database_is_migrated_when_it_is_used(database_url, notes):
    old_database(database_url, notes)
    with Store(database_url) as store:
        [trial] = store.trials.read("lstm")
        assert (trial["value"], trial["parameters"], trial["notes"]) == (2.5, {"units": 64}, {})
        [problem] = store.problems.read()
        assert problem.name == "shelf/old"
        added = store.problems.add([Problem("shelf/new", "", "f", (Program("x", "f"),))])
        assert added.programs == 1
        with store.trials.study("lstm") as study:
            assert [one["status"] for one in study.trials()] == ["complete"]


def test_the_steps_make_what_the_schema_describes(store):
    script = ScriptDirectory(str(migrating.FOLDER))
    assert script.get_current_head() == REVISION
    options = {"version_table": migrating.VERSION_TABLE, "compare_type": False}
    with store.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        names = set(store.database.tables.metadata.tables)
        found = [
            one
            for one in compare_metadata(context, store.database.tables.metadata)
            # MySQL names an index of its own for a foreign key and one for a unique constraint
            if not (
                isinstance(one, tuple) and one[0] == "remove_table" and one[1].name not in names
            )
        ]
        assert found == []
        assert migrating.revision(connection) == REVISION


def test_several_programs_may_make_the_tables_at_once(database_url):
    if database_url.startswith("sqlite"):
        Path(database_url.removeprefix("sqlite:///")).touch()
    old_database(database_url, "notes {text} NOT NULL, ")

    def use(_):
        with Store(database_url) as store:
            store.create()
            return len(store.trials.read("lstm"))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(use, range(4))) == [1] * 4


def test_a_table_that_somebody_dropped_is_made_again(store, database_url):
    store.database.transaction(lambda c: c.exec_driver_sql("DROP TABLE runs"))
    with Store(database_url) as again:
        again.create()
        assert again.counts()["runs"] == 0


def test_the_steps_are_part_of_the_package():
    folder = Config()
    folder.set_main_option("script_location", str(migrating.FOLDER))
    assert [one.revision for one in ScriptDirectory.from_config(folder).walk_revisions()] == [
        "0003",
        "0002",
        "0001",
    ]
