"""The database: tables on SQLite or MySQL, and every SQL statement of the package."""

from codegarden.store.errors import StoreError
from codegarden.store.problems import Added
from codegarden.store.store import Store

__all__ = ["Added", "Store", "StoreError"]
