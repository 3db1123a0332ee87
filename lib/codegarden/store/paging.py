"""Long tables, read in pages by their row number, up to the last row at the start.

Memory stays constant on both engines, no connection waits while the reader works, a lost connection
costs one page, and who writes new rows while reading does not meet them.
"""

from collections.abc import Iterator

from sqlalchemy import Column, Row, Select, func, select

from codegarden.store.connection import Database

# rows in a page: few at first, then more, as long as they are not large
FIRST_PAGE = 10
PAGE_CHARACTERS = 8_000_000


def pages(
    database: Database, wanted: Select, content: Column, most: int, limit: int | None = None
) -> Iterator[list[Row]]:
    """Yield the rows of a statement over one table in pages, up to its present last row.

    ``content`` is the column whose length decides how many rows make a page, at most ``most``.
    """
    table = content.table
    last = database.read(select(func.max(table.c.id)))[0][0] or 0
    wanted = wanted.where(table.c.id <= last).order_by(table.c.id)
    after, size, left = 0, FIRST_PAGE, limit
    while left is None or left > 0:
        rows = size if left is None else min(size, left)
        page = database.read(wanted.where(table.c.id > after).limit(rows))
        if page:
            yield page
        if len(page) < rows:
            return
        after = page[-1].id
        left = None if left is None else left - len(page)
        longest = max(len(row._mapping[content]) for row in page)
        size = max(1, min(2 * size, most, PAGE_CHARACTERS // (longest + 1)))
