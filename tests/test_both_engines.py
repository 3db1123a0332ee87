"""Notebook 01 as users run it: the same on both engines, and on a table that is all they have."""

import sqlite3
from pathlib import Path

import nbformat
import papermill
import pytest
from conftest import own_table

from codegarden.evaluation import load_definitions
from codegarden.importers import examples
from codegarden.pipeline.hand_off import handed_off
from codegarden.store import Store

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "01_retrieve_and_mutate.ipynb"
SMALL = {"example_limit": 12, "repair_evaluations": 100}


def run(url: str, folder: Path, monkeypatch, **parameters) -> nbformat.NotebookNode:
    """Execute the notebook against a database."""
    monkeypatch.setenv("CODEGARDEN_DATABASE_URL", url)
    monkeypatch.setenv("CODEGARDEN_MODELS", str(folder / "models"))
    return papermill.execute_notebook(
        NOTEBOOK,
        folder / "executed.ipynb",
        SMALL | parameters,
        kernel_name="python3",
        progress_bar=False,
        cwd=NOTEBOOK.parent,
    )


def contents(url: str) -> tuple[list, list]:
    """Return the programs and the verdicts that a run left, without CPU times.

    A repair runs a program's tests in stages, by how long the tests take: which of them its
    candidates still come to differs from run to run.
    """
    with Store(url) as store:
        stored = store.programs.read()
        programs = sorted((p.sha256, p.origin, p.operator, p.parents) for p in stored)
        table = store.verdicts.table()[["program", "test", "outcome"]]
    candidates = [sha256 for sha256, origin, *_ in programs if origin == "repair"]
    table = table[~table["program"].isin(candidates)]
    return programs, sorted(table.itertuples(index=False, name=None))


def test_both_engines_give_the_same_programs_and_verdicts(tmp_path, mysql_url, monkeypatch):
    urls = (f"sqlite:///{tmp_path / 'garden.sqlite'}", mysql_url)
    left = []
    for url in urls:
        run(url, tmp_path, monkeypatch)
        left.append(contents(url))
    (programs, verdicts), (other_programs, other_verdicts) = left
    assert len(programs) > 100
    assert len(verdicts) > 100
    assert other_programs == programs
    assert {*verdicts} ^ {*other_verdicts} == set()
    assert other_verdicts == verdicts


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


FOUR = [
    "def add(a, b):\n    return a + b\n",
    "def add(a, b):\n    total = a\n    total -= b\n    return total\n",
    "def first(xs):\n    for x in xs:\n        return x\n",
    "def larger(a, b):\n    return a if a > b else b\n",
]
CHECK = """def check_add(candidate):
    assert candidate(2, 3) == 5
    assert candidate(-1, 0) == -1
"""


def text_of_outputs(notebook) -> str:
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    return "\n".join(
        one.get("text") or str(one.get("data", {}).get("text/plain", ""))
        for cell in cells
        for one in cell.outputs
    )


def test_four_rows_are_enough_and_the_search_repairs_one_of_them(
    database_url, tmp_path, monkeypatch
):
    rows = [*FOUR, "def broken(:", "x = 'a"]
    quoted = ", ".join("('{}')".format(row.replace("'", "''")) for row in rows)
    own_table(
        database_url,
        "CREATE TABLE code_examples (code TEXT)",
        f"INSERT INTO code_examples VALUES {quoted}",
    )
    definitions = tmp_path / "own_definitions.py"
    definitions.write_text(CHECK)
    monkeypatch.setenv("CODEGARDEN_DEFINITIONS", str(definitions))
    monkeypatch.setenv("CODEGARDEN_EXAMPLES_SQL", "SELECT code FROM code_examples")
    notebook = run(database_url, tmp_path, monkeypatch, offspring_per_example=3)
    shown = text_of_outputs(notebook)
    assert "4 programs of 6 rows; 2 broken rows" in shown
    assert "row 5: code is not Python at line 1: invalid syntax" in shown
    assert "2 functions without a test: first, larger" in shown
    assert handed_off(notebook).figures["patches found"] > 0
    assert "now passes test" in shown
    with Store(database_url) as store:
        children = [p for p in store.programs.read() if p.operator == "crossover"]
        assert children
        names = {p.sha256: p.entry_point for p in store.programs.read()}
        assert all(names.get(each) in (p.entry_point, None) for p in children for each in p.parents)
        assert store.programs.retrieve("SELECT code FROM code_examples").rows == len(rows)


@pytest.mark.parametrize("code", [FOUR[2], "", "x = 1"])
def test_rows_that_nobody_tests_are_no_failure(tmp_path, monkeypatch, code):
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    own_table(url, "CREATE TABLE code_examples (code TEXT)")
    with sqlite3.connect(tmp_path / "own.sqlite") as connection:
        connection.execute("INSERT INTO code_examples VALUES (?)", [code])
    monkeypatch.setenv("CODEGARDEN_EXAMPLES_SQL", "SELECT code FROM code_examples")
    figures = handed_off(run(url, tmp_path, monkeypatch, repair_evaluations=10)).figures
    assert figures["mutation score"] is None
    assert figures["programs evaluated"] == 0
