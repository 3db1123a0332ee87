"""Notebook 01 as users run it: the same on both engines, and on a table that is all they have."""

import sqlite3
from pathlib import Path

import papermill

from codegarden.evaluation import load_definitions
from codegarden.importers import examples
from codegarden.store import Store

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "01_retrieve_and_mutate.ipynb"
SMALL = {"example_limit": 12, "repair_evaluations": 100}


def run(url: str, folder: Path, monkeypatch, **parameters) -> None:
    """Execute the notebook against a database."""
    monkeypatch.setenv("CODEGARDEN_DATABASE_URL", url)
    monkeypatch.setenv("CODEGARDEN_MODELS", str(folder / "models"))
    papermill.execute_notebook(
        NOTEBOOK,
        folder / "executed.ipynb",
        SMALL | parameters,
        kernel_name="python3",
        progress_bar=False,
        cwd=NOTEBOOK.parent,
    )


def contents(url: str) -> tuple[list, list]:
    """Return the programs and the verdicts that a run left, without CPU times."""
    with Store(url) as store:
        programs = sorted((p.sha256, p.origin, p.operator, p.parents) for p in store.programs())
        table = store.verdicts()[["program", "test", "outcome"]]
    return programs, sorted(table.itertuples(index=False, name=None))


def test_both_engines_give_the_same_programs_and_verdicts(tmp_path, mysql_url, monkeypatch):
    urls = (f"sqlite:///{tmp_path / 'garden.sqlite'}", mysql_url)
    left = []
    for url in urls:
        run(url, tmp_path, monkeypatch)
        left.append(contents(url))
    (programs, verdicts), others = left
    assert len(programs) > 100
    assert len(verdicts) > 100
    assert others == (programs, verdicts)


def test_a_table_of_ones_own_is_enough(tmp_path, monkeypatch):
    database = tmp_path / "own.sqlite"
    definitions = load_definitions(ROOT / "data" / "main_definitions.py")
    problems = [
        p for p in examples.read(ROOT / "data" / "examples") if p.entry_point in definitions
    ][:8]
    rows = [(one.source, int(one.is_correct)) for each in problems for one in each.programs]
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE code_examples (code TEXT, is_correct INTEGER)")
        connection.executemany("INSERT INTO code_examples VALUES (?, ?)", rows)
    monkeypatch.setenv("CODEGARDEN_EXAMPLES_SQL", "SELECT code, is_correct FROM code_examples")
    run(f"sqlite:///{database}", tmp_path, monkeypatch)
    with sqlite3.connect(database) as connection:
        kept = connection.execute("SELECT code, is_correct FROM code_examples").fetchall()
    assert [row for row in rows if row not in kept] == []
