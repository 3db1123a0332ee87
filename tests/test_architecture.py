"""The floors of the package: a module imports only from lower floors, and some libraries only once.

The table is the design. A new module takes its place in it or this test fails.
"""

import ast
from pathlib import Path

import codegarden

PACKAGE = Path(codegarden.__file__).parent

FLOORS = [
    {"files", "plain", "settings", "source", "statements"},
    {"program"},
    {"store", "importers", "syntax", "sandbox", "tokens", "description", "plots", "unfinished"},
    {"mutation", "windows", "evaluation", "execution"},
    {"crossover", "ngram", "language_model", "mutation_testing", "pytest_suite", "samples"},
    {"repair", "sampling", "synthesis", "tuning"},
    {"guide"},
    {"generation"},
    {"benchmarks"},
    {"pipeline", "doctor", "options", "commands", "magics", "cli", "__main__"},
]
ONLY_IMPORTERS = {
    "sqlalchemy": {"store"},
    "mysql": {"store"},
    "alembic": {"store"},
    "tenacity": {"store"},
    "ctypes": {"sandbox", "language_model"},  # the kernel's jail; the allocator
    "spacy": {"description"},
    "matplotlib": {"plots"},
    "plotly": {"plots"},
    "optuna": {"plots", "benchmarks"},
    "tensorflow": {"language_model", "benchmarks"},
    "keras": {"language_model", "benchmarks"},
    "bayes_opt": {"tuning", "benchmarks"},
    "papermill": {"pipeline"},
    "typer": {"options", "commands", "cli", "benchmarks"},
    "distributed": {"execution"},
    "dask": {"execution"},
    "psutil": {"store", "execution", "benchmarks"},
}
# who may know the database, and who may draw
MAY_IMPORT = {
    "store": {"generation", "benchmarks", "pipeline", "doctor", "commands", "magics"},
    "plots": {"pipeline", "commands"},
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports():
    """Yield (room, imported name) for every import of the package, also those inside functions."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path == PACKAGE / "__init__.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((room(path), alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module == "codegarden":
                yield from ((room(path), f"codegarden.{alias.name}") for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path}: imports are written in full"
                assert all(alias.name != "*" for alias in node.names), f"{path}: a star import"
                yield room(path), node.module


def test_every_module_has_its_floor():
    rooms = {room(path) for path in PACKAGE.rglob("*.py")} - {"__init__"}
    assert rooms - set.union(*FLOORS) == set()


def test_a_module_imports_only_from_lower_floors():
    floor_of = {name: number for number, floor in enumerate(FLOORS) for name in floor}
    for here, name in imports():
        there = name.removeprefix("codegarden.").split(".")[0]
        if not name.startswith("codegarden.") or there == here:
            continue
        # the top floor is one room with three doors
        top = floor_of[here] == len(FLOORS) - 1
        assert floor_of[there] < floor_of[here] or top, f"{here} imports {there}"
        assert here in MAY_IMPORT.get(there, {here}), f"{here} imports {there}"


def test_a_library_is_known_in_one_place():
    for here, name in imports():
        library = name.split(".")[0]
        assert here in ONLY_IMPORTERS.get(library, {here}), f"{here} imports {library}"


def test_no_rooms_for_leftovers():
    names = {path.stem for path in PACKAGE.rglob("*.py")}
    assert names.isdisjoint({"utils", "util", "helpers", "misc", "common", "stuff"})
