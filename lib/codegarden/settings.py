"""Paths and options, from the environment and the ``.env`` file; nothing happens at import.

An environment variable wins over the same name in ``.env``. Paths are never printed with the
database URL's password: see ``Settings.safe_database_url``.
"""

import io
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

LAB, LATEST = "lab", "latest"  # folders of models that are no profile's
START = "CODEGARDEN_"
NAMES = frozenset(  # of options: those read here, compose.yaml's, and those of the tests
    START + name
    for name in (
        *("HOME", "DATABASE_URL", "EXAMPLES_SQL", "DEFINITIONS", "MODELS", "RUNS", "PROFILE"),
        *("ISOLATION", "WORKERS", "COMPONENTS", "CLUSTER"),
        *("MYSQL_PASSWORD", "MYSQL_PORT"),
        *("MYSQL_URL", "REQUIRE_MYSQL", "BENCHMARK_DATA"),
    )
)


class SettingsError(ValueError):
    """An option that cannot be used; the message names it and the remedy."""


@dataclass(frozen=True)
class Settings:
    """Where things are, and the options that a user may set.

    ``models`` is where a notebook writes models and ``trained`` where they are read from: a folder
    for each profile, so that a small run replaces nothing of an evening's, and without a profile
    (in JupyterLab, on the command line) the folders ``lab`` and ``latest``.
    """

    root: Path
    database_url: str
    examples_sql: str
    definitions: Path
    models: Path
    trained: Path
    runs: Path
    isolation: str
    workers: int
    components: tuple[str, ...]
    cluster: str = ""  # "", "local:2" or the URL of a dask scheduler

    @property
    def latest(self) -> Path:
        """Where links lead to the models that were made last, of whatever profile."""
        return self.models.parent / LATEST

    @property
    def data(self) -> Path:
        """The folder of the examples that the project ships."""
        return self.root / "data"

    @property
    def cache(self) -> Path:
        """The folder of what can be found out anew at any time."""
        return self.root / ".cache"

    @property
    def safe_database_url(self) -> str:
        """The database URL with the password masked, fit for a log."""
        return mask_password(self.database_url)


def load(environment: dict[str, str] | None = None) -> Settings:
    """Read the settings.

    Raises ``SettingsError`` for a value that cannot be used.
    """
    given = dict(os.environ if environment is None else environment)
    root = find_root(given)
    written = read_env_file(root / ".env")
    check_names(".env", written)
    check_names("the environment", given)
    options = written | given
    isolation = options.get("CODEGARDEN_ISOLATION", "full")
    if isolation not in ("full", "weak"):
        raise SettingsError(f"CODEGARDEN_ISOLATION is {isolation!r}: set it to full or weak")
    workers = options.get("CODEGARDEN_WORKERS", str(os.cpu_count() or 1))
    if not workers.isdigit() or int(workers) < 1:
        raise SettingsError(f"CODEGARDEN_WORKERS is {workers!r}: set it to 1 or more")
    profile = options.get("CODEGARDEN_PROFILE", "")
    if profile and (wrong := wrong_with_profile(profile)):
        raise SettingsError(f"CODEGARDEN_PROFILE is {profile!r}: {wrong}")

    def path(name: str, default: str) -> Path:
        return (root / options.get(name, default)).resolve()

    models = path("CODEGARDEN_MODELS", "models")
    return Settings(
        root=root,
        database_url=options.get("CODEGARDEN_DATABASE_URL")
        or f"sqlite:///{root / 'data' / 'codegarden.sqlite'}",
        examples_sql=options.get("CODEGARDEN_EXAMPLES_SQL", ""),
        definitions=path("CODEGARDEN_DEFINITIONS", "data/main_definitions.py"),
        models=models / (profile or LAB),
        trained=models / (profile or LATEST),
        runs=path("CODEGARDEN_RUNS", "runs"),
        isolation=isolation,
        workers=int(workers),
        components=tuple(options.get("CODEGARDEN_COMPONENTS", "").replace(",", " ").split()),
        cluster=options.get("CODEGARDEN_CLUSTER", ""),
    )


def wrong_with_profile(name: str) -> str:
    """Return why a profile cannot have a name, nothing where it can: its models' folder has it."""
    if not re.fullmatch(r"[\w-]+", name):
        return "name a profile, such as full, with letters, digits, _ and - alone"
    if name.casefold() in (LAB, LATEST):
        return f"the folders {LAB} and {LATEST} hold models of other profiles: name it otherwise"
    return ""


def check_names(where: str, names: Iterable[str]) -> None:
    """Raise ``SettingsError`` for a name that looks like an option and is none."""
    for name in names:
        if name.startswith(START) and name not in NAMES:
            close = get_close_matches(name, NAMES, 1)
            remedy = f"did you mean {close[0]}?" if close else "remove it"
            raise SettingsError(f"{where}: there is no option {name}: {remedy}")


def find_root(environment: dict[str, str]) -> Path:
    """Return the project's folder: ``CODEGARDEN_HOME``, or the checkout that holds this package."""
    if home := environment.get("CODEGARDEN_HOME"):
        root = Path(home).resolve()
        if not root.is_dir():
            raise SettingsError(
                f"CODEGARDEN_HOME is {home!r}, which is not a folder: create it or correct the name"
            )
        return root
    root = Path(__file__).resolve().parents[2]
    if not (root / "pyproject.toml").is_file():
        raise SettingsError(
            "codegarden runs outside its checkout: set CODEGARDEN_HOME to the project's folder"
        )
    return root


def read_env_file(path: Path) -> dict[str, str]:
    """Return the NAME=value lines of a file, as python-dotenv reads them; an absent one is empty.

    Raises ``SettingsError`` that names the file and line of anything else.
    """
    if not path.is_file():
        return {}
    from dotenv import dotenv_values  # here: few projects have such a file
    from dotenv.parser import parse_stream

    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not UTF-8 text: save it as such") from None
    for line in parse_stream(io.StringIO(text)):
        if line.error or (line.key and (line.value is None or not line.key.isidentifier())):
            number = line.original.line + line.original.string.count("\n", 0, _start(line))
            raise SettingsError(f"{path.name}, line {number}: write it as NAME=value")
    return {name: value or "" for name, value in dotenv_values(stream=io.StringIO(text)).items()}


def _start(line: Any) -> int:
    """Return where a line of a ``.env`` file begins, behind the empty lines that go with it."""
    text = line.original.string
    return len(text) - len(text.lstrip())


def mask_password(url: str) -> str:
    """Return a database URL with its password replaced by three stars.

    >>> mask_password("mysql+mysqlconnector://ada:secret@localhost/garden")
    'mysql+mysqlconnector://ada:***@localhost/garden'
    """
    return re.sub(r"^([^:]+://[^:@/]*):.*@", r"\1:***@", url)
