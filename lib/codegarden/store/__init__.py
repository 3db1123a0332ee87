"""The database: tables on SQLite or MySQL, and every SQL statement of the package."""

from codegarden.settings import Settings
from codegarden.store.errors import StoreError
from codegarden.store.journal import Journal
from codegarden.store.reading import Reading
from codegarden.store.writing import Added

__all__ = ["Added", "Store", "StoreError"]


class Store(Reading, Journal):
    """Everything that is kept: problems, programs, tests, verdicts, trials, runs, answers.

    >>> with Store("sqlite:///garden.sqlite") as store:  # doctest: +SKIP
    ...     store.create()
    ...     store.add_problem(problem)
    Added(problems=1, programs=4, tests=6)
    """

    @classmethod
    def connect(cls, settings: Settings) -> "Store":
        """Return the store that the settings name; nothing is opened before its first use."""
        store = cls(settings.database_url)
        store.examples_sql = settings.examples_sql
        return store
