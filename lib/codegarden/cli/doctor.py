"""What works on this machine and what does not, with the remedy for what does not.

Every line is tried out, not looked up: the database is asked, a program is run.
"""

import importlib
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from codegarden import sandbox
from codegarden.cluster.connecting import check_address
from codegarden.evaluation import load_definitions
from codegarden.program import Outcome, Program, TestCase
from codegarden.settings import Settings
from codegarden.store import Store
from codegarden.store.errors import URL_NAME

ANEW = "make the environment anew: rm -rf .venv, then make setup"


@dataclass(frozen=True)
class Check:
    """One thing that was tried; ``needed`` is False for what the workbench can do without."""

    name: str
    works: bool
    detail: str
    remedy: str = ""
    needed: bool = True


def checks(settings: Settings) -> Iterator[Check]:
    """Yield each check as it ends."""
    yield check_python()
    for package in ("jupyterlab", "papermill", "sqlalchemy", "bayes_opt", "optuna", "pandas"):
        yield tried(package, lambda package=package: importlib.import_module(package).__version__)
    yield tried("tensorflow", tensorflow_devices)
    yield tried("spaCy model", spacy_model, needed=False)
    yield tried("database", lambda: database(settings), f"correct {URL_NAME}, or what it names")
    yield mysql_server()
    for name in ("models", "runs", "cache"):
        folder = getattr(settings, name)
        needed = name != "cache"
        remedy = "make it writable, or name another folder" if needed else "see the folder's rights"
        yield tried(f"folder: {name}", lambda folder=folder: writable(folder), remedy, needed)
    yield tried("definitions", lambda: definitions(settings), "correct CODEGARDEN_DEFINITIONS")
    for package in settings.components:
        remedy = "install it, or correct CODEGARDEN_COMPONENTS"
        yield tried(f"component: {package}", lambda package=package: functions_of(package), remedy)
    if settings.cluster:
        yield tried("cluster", lambda: check_address(settings.cluster), "correct it")
    for layer in sandbox.layers():
        needed = settings.isolation == "full"
        yield Check(f"sandbox: {layer.name}", layer.holds, layer.detail, layer.remedy, needed)
    yield tried("running a program", lambda: run_a_program(settings), "see the layers above")
    for program, reason in (("git", "the manifest names the commit"), ("make", "make pipeline")):
        found = shutil.which(program)
        yield Check(program, bool(found), found or reason, f"install {program}", needed=False)


def tried(name: str, attempt: Callable[[], str], remedy: str = "", needed: bool = True) -> Check:
    """Return a check that works when ``attempt`` returns; what it returns is the detail."""
    try:
        return Check(name, True, str(attempt()), needed=needed)
    except Exception as error:  # a doctor reports whatever is wrong and goes on
        lines = str(error).splitlines() or [type(error).__name__]
        return Check(name, False, lines[0], remedy or ANEW, needed)


def check_python() -> Check:
    """Check the interpreter's version."""
    return Check(
        "Python",
        (3, 11) <= sys.version_info < (3, 14),
        f"{platform.python_version()}, {platform.system()} {platform.machine()}",
        "install Python 3.11, 3.12 or 3.13",
    )


def tensorflow_devices() -> str:
    """Return TensorFlow's version and the devices that it sees."""
    from codegarden.language_model.lstm import backend  # here: it takes seconds to import

    return backend.devices()


def spacy_model() -> str:
    """Return the name of the English model in use; raises ``ImportError`` where rules stand in."""
    from codegarden.description.pipeline import RULES, model_name

    if (name := model_name()) == RULES:
        raise ImportError("no model is installed: descriptions are read by rules alone")
    return name


def database(settings: Settings) -> str:
    """Connect and count; SQLite's file need not be there, since the first use makes it."""
    with Store.connect(settings) as store:
        if not store.database.is_mysql:
            writable(store.database.file.parent)
            if not store.database.file.exists():
                return f"{settings.safe_database_url}: the first use makes it"
            store.database.file.open("ab").close()  # raises where it cannot be written to
        counts = ", ".join(f"{count} {table}" for table, count in store.counts().items())
    return f"{settings.safe_database_url}: {counts}"


def writable(folder: Path) -> str:
    """Return a folder in which a file could be made, or which could be; raises ``OSError``."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            return str(folder)
    except OSError as error:
        raise OSError(f"{folder}: nothing can be made in {there} ({error.strerror})") from None


def definitions(settings: Settings) -> str:
    """Return how many test suites the user's file of definitions has."""
    usual = settings.data / "main_definitions.py"
    if settings.definitions == usual and not usual.is_file():
        return "none: write data/main_definitions.py to add some"
    return f"{len(load_definitions(settings.definitions))} in {settings.definitions}"


def functions_of(package: str) -> str:
    """Return how many functions of a package a search may use."""
    from codegarden.synthesis.components import components  # here: few name a package

    return f"{len(components(package))} functions"


def mysql_server() -> Check:
    """Look for a server that ``make mysql`` can start."""
    found = shutil.which("mariadbd") or shutil.which("mysqld")
    return Check(
        "MySQL server", bool(found), found or "none", "apt install mariadb-server", needed=False
    )


def run_a_program(settings: Settings) -> str:
    """Run one small program on one test."""
    program = Program("def double(x):\n    return 2 * x\n", "double")
    with sandbox.Sandbox(workers=1, isolation=settings.isolation) as box:
        (verdict,) = box.run(program, [TestCase("1", args=(21,), expected=42)])
    if verdict.outcome is not Outcome.PASS:
        raise RuntimeError(f"{verdict.outcome}: {verdict.message}")
    return f"passes its test with {settings.isolation} isolation"
