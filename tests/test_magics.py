"""The magics in a real kernel, as JupyterLab runs them."""

import os

import nbformat
import pytest
from nbclient import NotebookClient

from codegarden import magics
from codegarden.magics import CellError, split_cell

DOUBLE = "def double(x):\n    return x * x\n\nassert double(2) == 4\nassert double(3) == 6\n"
CELLS = [
    "%load_ext codegarden",
    f"%%judge --name verdicts\n{DOUBLE}",
    "[one.passed for one in verdicts.result]",
    f"%%repair --name patched\n{DOUBLE}",
    "print(patched.source)",
    "%%mutate --name report\ndef larger(a, b):\n    return a if a > b else b\n\n"
    "def test_larger():\n    assert larger(2, 1) == 2\n    assert larger(1, 2) == 2\n",
    "report.result.score < 1, len(report.result.survived) > 0",
    '%generate Return twice the number x. --test "f(3) == 6" --test "f(0) == 0" --seconds 30',
    "_.status",
]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """What each cell shows."""
    home = tmp_path_factory.mktemp("home")
    (home / "data").mkdir()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in CELLS])
    kept = {name: value for name, value in os.environ.items() if "CODEGARDEN" not in name}
    NotebookClient(notebook, kernel_name="python3", timeout=300).execute(
        env=kept | {"CODEGARDEN_DATABASE_URL": f"sqlite:///{home / 'own.sqlite'}"}
    )
    return [cell.outputs[-1] if cell.outputs else None for cell in notebook.cells]


def test_a_cell_is_judged(outputs):
    shown = outputs[1]["data"]
    assert "1 of 2 tests passed" in shown["text/plain"]
    assert "<code>assert double(3) == 6</code>" in shown["text/html"]
    assert outputs[2]["data"]["text/plain"] == "[True, False]"


def test_a_cell_is_repaired(outputs):
    assert "<div style='background:rgba" in outputs[3]["data"]["text/html"]
    namespace = {}
    exec(outputs[4]["text"], namespace)
    assert [namespace["double"](n) for n in (2, 3)] == [4, 6]


def test_a_cell_is_mutated(outputs):
    assert "mutation score" in outputs[5]["data"]["text/plain"]
    assert "survived:" in outputs[5]["data"]["text/html"]
    assert outputs[6]["data"]["text/plain"] == "(True, True)"


def test_a_task_is_generated(outputs):
    status = outputs[8]["data"]["text/plain"].strip("'")
    assert status in ("solved", "plausible")
    assert f"<b>{status}</b>" in outputs[7]["data"]["text/html"]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("assert 1", "defines no function"),
        ("def f(x):\n    return x", "has no test"),
        ("def f(x:\n", "line 1 of the cell"),
    ],
)
def test_a_cell_that_cannot_be_used_says_why(cell, message):
    with pytest.raises(CellError, match=message):
        split_cell(cell)


def test_a_task_is_generated_with_the_trained_models(monkeypatch, tmp_path):
    monkeypatch.setenv("CODEGARDEN_DATABASE_URL", f"sqlite:///{tmp_path / 'own.sqlite'}")
    monkeypatch.setenv("CODEGARDEN_MODELS", str(tmp_path / "models"))
    given = {}
    monkeypatch.setattr(magics, "trained_guide", lambda folder: ("guide of", folder))
    monkeypatch.setattr(magics, "trained_model", lambda folder: ("model of", folder))
    monkeypatch.setattr(
        magics, "generate_code_from_description", lambda *_, **options: given.update(options)
    )
    magics.GardenMagics(shell=None).generate("Return twice x. --seconds 1")
    latest = tmp_path / "models" / "latest"
    assert given["guide"] == ("guide of", latest)
    assert given["language_model"]() == ("model of", latest)
