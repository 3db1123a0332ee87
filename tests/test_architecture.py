"""The floors of the package: a module imports only from lower floors, none itself by way of others,
and some libraries have one importer.

The table is the design. A new module takes its place in it or this test fails.
"""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import codegarden

PACKAGE = Path(codegarden.__file__).parent

FLOORS = [
    {"files", "plain", "settings"},
    {"program", "syntax"},
    {"store", "importers", "sandbox", "mutation", "language_model", "description", "plots"},
    {"evaluation", "cluster"},
    {"repair", "synthesis", "tuning"},
    {"guide"},
    {"generation"},
    {"benchmarks", "pipeline"},
    {"cli", "magics"},
    {"__main__"},
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
    "typer": {"cli", "benchmarks"},
    "distributed": {"cluster"},
    "dask": {"cluster"},
    "psutil": {"store", "cluster", "benchmarks"},
}
# who may know the database, and who may draw
MAY_IMPORT = {
    "store": {"generation", "benchmarks", "pipeline", "cli", "magics"},
    "plots": {"pipeline", "cli"},
}


MODULES = {
    ".".join(("codegarden", *path.relative_to(PACKAGE).with_suffix("").parts)): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path != PACKAGE / "__init__.py"
}


def room(module: str) -> str:
    return module.split(".")[1]


def imports():
    """Yield (module, imported name) for every import of the package, also inside functions."""
    for module, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((module, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path}: imports are written in full"
                assert all(alias.name != "*" for alias in node.names), f"{path}: a star import"
                yield from ((module, f"{node.module}.{alias.name}") for alias in node.names)


def imported_modules() -> dict[str, set[str]]:
    """Return which modules of the package each of them imports; a package is its ``__init__``."""
    found = {module: set() for module in MODULES}
    for module, name in imports():
        names = (name, f"{name}.__init__", name.rpartition(".")[0] + ".__init__")
        there = next((one for one in (*names, name.rpartition(".")[0]) if one in MODULES), None)
        if there:
            found[module].add(there)
    return found


def test_every_module_has_its_floor():
    assert {room(module) for module in MODULES} == set.union(*FLOORS)


def test_a_module_imports_only_from_lower_floors():
    floor_of = {name: number for number, floor in enumerate(FLOORS) for name in floor}
    for module, name in imports():
        here = room(module)
        if not name.startswith("codegarden.") or (there := room(name)) in (here, "__version__"):
            continue
        assert floor_of[there] < floor_of[here], f"{module} imports {name}"
        assert here in MAY_IMPORT.get(there, {here}), f"{module} imports {name}"


def test_no_module_imports_itself_by_way_of_others():
    """Also not for its annotations alone: two modules that need one another are one."""
    sorter = TopologicalSorter(imported_modules())
    try:
        order = list(sorter.static_order())
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))
    assert set(order) == set(MODULES)


def test_a_library_is_known_in_one_place():
    for module, name in imports():
        library = name.split(".")[0]
        assert room(module) in ONLY_IMPORTERS.get(library, {room(module)}), (
            f"{module} imports {library}"
        )


def test_no_rooms_for_leftovers():
    names = {path.stem for path in PACKAGE.rglob("*.py")}
    assert names.isdisjoint({"utils", "util", "helpers", "misc", "common", "stuff"})
