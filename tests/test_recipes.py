"""The recipes of docs/architecture.md: each is followed here, for one that the package lacks."""

import ast
import json
import re
from pathlib import Path

import pytest

import codegarden.benchmarks
import codegarden.importers
from codegarden.cli.app import app
from codegarden.importers import catalog
from codegarden.mutation import OPERATORS, mutants
from codegarden.mutation.operator import Example, Operator
from codegarden.plots.style import PALETTE, figure
from codegarden.synthesis.production import Production
from codegarden.synthesis.productions import language, numbers
from codegarden.synthesis.search import Search
from codegarden.synthesis.tasks import Task
from codegarden.synthesis.weights import Weights

PAGE = Path(__file__).parents[1] / "docs" / "architecture.md"


def test_every_recipe_has_three_lines_and_is_followed_here():
    recipes = dict(re.findall(r"^### An? (\w+)\n\n((?:\d\. .+\n)+)", PAGE.read_text(), re.M))
    assert set(recipes) == {"operator", "production", "importer", "plot", "benchmark"}
    assert {len(lines.splitlines()) for lines in recipes.values()} == {3}
    assert all(f"test_{name}" in globals() for name in recipes)


def test_every_room_is_on_the_page():
    rooms = {path.stem for path in Path(codegarden.__file__).parent.glob("[a-z]*")}
    words = set(re.findall(r"\w+", PAGE.read_text()))
    assert rooms - words <= {"plain", "settings", "files"}


class DoubleNumber(Operator):
    """Puts twice a number in its place."""

    name = "double-number"
    source = "this page"

    def changes(self, code):
        for node in code.of(ast.Constant):
            if type(node.value) is int and node.value:
                yield code.replace(node, str(2 * node.value))

    def examples(self):
        return [Example("x = 3", "x = 6"), Example("f(2, 0)", "f(4, 0)")]


def test_operator(monkeypatch):
    operator = DoubleNumber()
    monkeypatch.setitem(OPERATORS, operator.name, operator)
    for before, after in operator.examples():
        assert [one.source for one in mutants(before, [operator.name])] == [after]
    assert "double-number" in {one.operator for one in mutants("x = 3")}


def test_production(monkeypatch):
    added = Production("(a: float) -> float", "math.gamma(a)", "the gamma function")
    assert added.text not in {one.text for one in language()}
    monkeypatch.setattr(numbers, "PRODUCTIONS", (*numbers.PRODUCTIONS, added))
    language.cache_clear()
    try:
        assert added in language()
    finally:
        monkeypatch.undo()
        language.cache_clear()
    inputs = ((5.5,), (2.25,), (3.75,))
    outputs = tuple(2 * added.function(x) for (x,) in inputs)
    weights = Weights((*numbers.PRODUCTIONS, added))
    found = Search(Task("f", ("x",), inputs, outputs, weights=weights)).search(600.0, 24)
    assert next("math.gamma(x)" in one.source for one in found if one and one.passed == one.rows)


LINES = '''
"""A line a problem: an expression over x."""

from codegarden.importers.reading import ImporterError, attempt, stop
from codegarden.program import Problem, Program


def read(path, bad=stop):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        yield from attempt(bad, problem, line, path, number)


def problem(line, path, number):
    if "x" not in line:
        raise ImporterError("has no x: write one", path, number)
    source = f"def f(x):\\n    return {line}\\n"
    return Problem(f"lines/{number}", line, "f", (Program(source, "f", is_correct=True),))
'''


def test_importer(monkeypatch, tmp_path):
    (tmp_path / "lines.py").write_text(LINES)
    (tmp_path / "given.txt").write_text("x + 1\n2\nx * x\n")
    monkeypatch.setattr(
        codegarden.importers, "__path__", [*codegarden.importers.__path__, str(tmp_path)]
    )
    monkeypatch.setitem(catalog.FORMATS, "lines", catalog.Format("FILE", "expressions"))
    bad = []
    found = list(catalog.read("lines", [tmp_path / "given.txt"], bad.append))
    assert [one.name for one in found] == ["lines/1", "lines/3"]
    assert ["has no x" in str(one) for one in bad] == [True]


def lengths(sources):
    made, axes = figure(4.0, 2.0)
    axes.hist([len(one) for one in sources], color=PALETTE[0])
    axes.set_xlabel("characters")
    axes.set_ylabel("programs")
    return made


def test_plot():
    picture = lengths(["x", "xyz"])
    assert picture._repr_png_().startswith(b"\x89PNG")
    assert picture.axes[0].get_xlabel() == "characters"
    assert sum(bar.get_height() for bar in picture.axes[0].patches) == 2


LENGTHS = '''
"""How long texts are."""


def run(text: str = "abc", times: int = 1) -> dict:
    """Measure a text so many times over."""
    print("a table")
    return {"characters": times * len(text)}
'''


@pytest.mark.parametrize("arguments", [["--times", "2"], ["--times", "2", "--json"]])
def test_benchmark(monkeypatch, tmp_path, capsys, arguments):
    (tmp_path / "lengths.py").write_text(LENGTHS)
    monkeypatch.setattr("codegarden.cli.commands.machine.BENCHMARKS", tmp_path)
    monkeypatch.setattr(
        codegarden.benchmarks, "__path__", [*codegarden.benchmarks.__path__, str(tmp_path)]
    )
    app(["benchmark", "lengths", *arguments], standalone_mode=False)
    *table, last = capsys.readouterr().out.splitlines()
    assert json.loads(last) == {"characters": 6}
    assert table == ([] if "--json" in arguments else ["a table"])
