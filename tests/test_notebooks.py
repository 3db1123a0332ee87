"""The notebooks keep the house's norms, and are committed executed. nbval runs them elsewhere."""

import ast
import re
from pathlib import Path
from statistics import median_low

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
BEFORE_STEPS = ["The question", "Setup", "Parameters"]
AFTER_STEPS = ["Checks", "Hand-off", "Limits, and what comes next"]

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def prose(path):
    return [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]


def python(source):
    """Return a cell's syntax tree; a line with a magic is no Python."""
    lines = source.splitlines()
    return ast.parse("\n".join("" if line.startswith("%") else line for line in lines))


def test_there_are_four_in_sequence():
    assert [path.stem for path in NOTEBOOKS] == [
        *("01_retrieve_and_mutate", "02_tokenize_and_train", "03_tune", "04_generate")
    ]


@each_notebook
def test_headings_are_the_same_in_all(path):
    headings = re.findall(r"^## (.+)$", "\n\n".join(prose(path)), re.MULTILINE)
    assert headings[:3] == BEFORE_STEPS
    assert headings[-3:] == AFTER_STEPS
    steps = headings[3:-3]
    assert 3 <= len(steps) <= 5
    assert [step.partition(".")[0] for step in steps] == [str(n + 1) for n in range(len(steps))]


@each_notebook
def test_it_opens_with_its_purpose_and_what_it_reads_and_writes(path):
    opening = prose(path)[1]
    assert re.match(rf"# {path.stem[:2]} · \w+", opening)
    assert "*reads*" in opening
    assert "*writes*" in opening


@each_notebook
def test_parameters_are_few_typed_and_explained(path):
    (cell,) = [c for c in code_cells(path) if "parameters" in c.metadata.get("tags", [])]
    tree = python(cell.source)
    assert all(isinstance(node, ast.AnnAssign) for node in tree.body)
    assert 1 <= len(tree.body) <= 12
    for node, line in zip(tree.body, cell.source.splitlines(), strict=True):
        assert isinstance(ast.literal_eval(node.value), (bool, int, float, str))
        assert "#" in line, f"{ast.unparse(node.target)} has no comment"


@each_notebook
def test_cells_are_small_and_prose_is_about_as_much(path):
    cells = code_cells(path)
    sizes = [len(cell.source.splitlines()) for cell in cells]
    assert max(sizes) <= 25
    assert median_low(sizes) <= 6
    assert 0.7 <= len(prose(path)) / len(cells) <= 1.6


@each_notebook
def test_the_work_is_done_in_lib_and_its_idea_is_built_on_the_page(path):
    functions = []
    for cell in code_cells(path):
        assert "!" not in [line[:1] for line in cell.source.splitlines()]
        nodes = list(ast.walk(python(cell.source)))
        assert not [node for node in nodes if isinstance(node, ast.ClassDef)]
        functions.append([node for node in nodes if isinstance(node, ast.FunctionDef)])
        assert len(functions[-1]) <= 1 or cell.source.startswith("%%")
        for call in (node for node in nodes if isinstance(node, ast.Call)):
            assert len(call.args) + len(call.keywords) <= 12, ast.unparse(call)
    first = re.search(r"^## 1\. .+$", "\n".join(prose(path)), re.MULTILINE)[0]
    assert re.search(r"hand|miniature|twenty lines", first)


MINIATURES = {
    "01_retrieve_and_mutate": ("ast.walk(", "%%mutate", "%%repair"),
    "02_tokenize_and_train": ("keras.layers.LSTM(", ".compile(", ".fit(", ".summary("),
    "03_tune": (".suggest()", ".register("),
    "04_generate": ("def bottom_up(", "TaskForm("),
}


@each_notebook
def test_the_miniature_is_made_of_the_fields_own_calls(path):
    code = "\n".join(cell.source for cell in code_cells(path))
    for call in MINIATURES[path.stem]:
        assert call in code


@each_notebook
def test_pictures_are_few_and_checks_can_fail(path):
    cells = code_cells(path)
    drawn = [o for cell in cells for o in cell.outputs if "image/png" in o.get("data", {})]
    assert len(drawn) <= 7
    asserts = [
        node
        for cell in cells
        for node in ast.walk(python(cell.source))
        if isinstance(node, ast.Assert)
    ]
    assert len(asserts) >= 4
    assert not [node for node in asserts if isinstance(node.test, ast.Constant)]


@each_notebook
def test_a_name_is_bound_once(path):
    bound = [
        name.id
        for cell in code_cells(path)
        for node in python(cell.source).body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        for name in ast.walk(node)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    ]
    comprehension = {
        name.id
        for cell in code_cells(path)
        for node in ast.walk(python(cell.source))
        if isinstance(node, ast.comprehension)
        for name in ast.walk(node.target)
        if isinstance(name, ast.Name)
    }
    twice = {name for name in bound if bound.count(name) > 1} - comprehension - {"_"}
    assert not twice


@each_notebook
def test_it_is_committed_executed_and_shows_nothing_private(path):
    counts = [cell.execution_count for cell in code_cells(path)]
    assert counts == list(range(1, len(counts) + 1))
    outputs = [output for cell in code_cells(path) for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    assert any("image/png" in output.get("data", {}) for output in outputs)
    # the JSON text of a notebook shows every path that any output holds
    text = nbformat.writes(read(path))
    assert not re.search(
        r"/home/|/root/|/Users/|/tmp/|/work/|password=|//[^/\s:@]+:[^/\s:@]+@", text
    )


@each_notebook
def test_some_cells_are_compared_by_nbval_and_they_have_outputs(path):
    compared = [c for c in code_cells(path) if "nbval-check-output" in c.metadata.get("tags", [])]
    assert compared
    assert all(cell.execution_count and cell.outputs for cell in compared)
    assert any("assert " in cell.source for cell in code_cells(path))
