"""The store: one database, and a part for each kind of record that is kept in it."""

from sqlalchemy import func, select

from codegarden.settings import Settings
from codegarden.store.answers import Answers
from codegarden.store.connection import Database
from codegarden.store.digest import digest
from codegarden.store.problems import Problems
from codegarden.store.programs import Programs
from codegarden.store.runs import Runs
from codegarden.store.trials import Trials
from codegarden.store.verdicts import Verdicts


class Store:
    """Everything that is kept: ``problems``, ``programs``, ``verdicts``, ``trials``, ``runs``.

    ``answers`` are what was generated. ``url`` is the address of the ``database`` and
    ``examples_sql`` the user's own query for programs in it. Nothing is opened before the first
    use. A context manager that closes its connections.

    Raises ``StoreError`` for a URL that cannot be read, or one of another engine.

    >>> with Store("sqlite:///garden.sqlite") as store:  # doctest: +SKIP
    ...     store.create()
    ...     store.problems.add([problem])
    Added(problems=1, programs=4, tests=6)
    """

    def __init__(self, url: str, examples_sql: str = ""):
        self.database = Database(url)
        self.examples_sql = examples_sql
        self.programs = Programs(self.database)
        self.problems = Problems(self.database, self.programs)
        self.verdicts = Verdicts(self.database, self.programs)
        self.trials = Trials(self.database)
        self.runs = Runs(self.database)
        self.answers = Answers(self.database)

    @classmethod
    def connect(cls, settings: Settings) -> "Store":
        """Return the store that the settings name."""
        return cls(settings.database_url, settings.examples_sql)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; the next use opens new ones."""
        self.database.close()

    def create(self) -> None:
        """Make the tables that are missing, and the file and its folder; touch no other table."""
        self.database.create()

    def counts(self) -> dict[str, int]:
        """Return the number of rows of every table, by its name."""
        tables = self.database.tables
        counts = {}
        for name, table in tables.metadata.tables.items():
            rows = select(func.count()).select_from(table)
            if table is tables.problems:
                rows = rows.where(table.c.name != "")
            counts[name.removeprefix(tables.prefix)] = self.database.read(rows)[0][0]
        return counts

    def digest(self, derived: bool) -> str:
        """Return one SHA-256 over the identities of programs: see ``store.digest``."""
        return digest(self.database, derived, self.examples_sql)
