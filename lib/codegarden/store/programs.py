"""Programs: into the database, out of it as records, and out of the user's own query.

A program is found by its SHA-256 identity, so adding one twice adds nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from codegarden.program import Problem, Program
from codegarden.store.batches import grouped
from codegarden.store.connection import Database
from codegarden.store.errors import StoreError
from codegarden.store.paging import pages
from codegarden.store.rows import (
    checked,
    example_code,
    example_program,
    problem_row,
    program_row,
    read_program,
    require_python,
)
from codegarden.store.writing import BATCH_CHARACTERS, BATCH_RECORDS, select_in, upsert

PROGRAMS_PAGE = 500  # rows in a page, at most
NAMES = 500  # in one statement


class Retrieved(NamedTuple):
    """Programs of a query: those kept, how many rows there were, and what is wrong with others."""

    programs: list[Program]
    rows: int
    broken: list[str]


class Programs:
    """The programs of the database, of all problems."""

    def __init__(self, database: Database):
        self.database = database

    def add(self, programs: Iterable[Program]) -> int:
        """Add programs to the problems that they name; return how many were new.

        A problem that is not there is made, without a description. A stored program of which
        nobody knew whether it is correct learns it from the new one.
        """
        added = 0
        for batch in grouped(programs, program_size, BATCH_RECORDS, BATCH_CHARACTERS):
            added += self.database.transaction(partial(self.put, batch))
        return added

    def read(
        self,
        is_correct: bool | None = None,
        origin: str | None = None,
        problem: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Program]:
        """Yield programs in the order in which they were added; None means any."""
        table = self.database.tables.code_examples
        wanted = select(table)
        if is_correct is not None:
            wanted = wanted.where(table.c.is_correct.is_(is_correct))
        if origin is not None:
            wanted = wanted.where(table.c.origin == origin)
        if problem is not None:
            wanted = wanted.where(table.c.problem_id == problem_id(self.database, problem))
        for page in pages(self.database, wanted, table.c.code, PROGRAMS_PAGE, limit):
            names = self._problem_names({row.problem_id for row in page})
            for row in page:
                yield read_program(row, names[row.problem_id])

    def retrieve(self, sql: str, most: int = 0, seed: int = 0) -> Retrieved:
        """Return the programs of the user's own query, which may read any table of the database.

        The query must return a column ``code``; ``is_correct``, ``problem``, ``entry_point``,
        ``origin`` and ``label`` are used where it has them. A missing entry point is that of the
        problem, if it is stored, or the last function of the code; a missing problem is that of
        all functions of one name.

        A row whose code is no text or no Python is broken: it costs only itself and is told of. Of
        more than ``most`` rows (0: all are kept) a uniform sample is, drawn with the seed, in the
        order of the query (Vitter 1985, "Random Sampling with a Reservoir", algorithm R); only
        what is kept takes memory and is parsed.

        Raises ``StoreError`` for a query without ``code``.
        """
        random, rows, texts = Random(seed), 0, 0
        kept: list[tuple[int, Mapping[str, Any]]] = []
        broken: dict[int, str] = {}
        for rows, row in self._example_rows(sql):
            try:
                example_code(row, f"row {rows}")
            except StoreError as error:
                broken[rows] = str(error)
                continue
            texts += 1
            if not most or len(kept) < most:
                kept.append((rows, row))
            elif (place := random.randrange(texts)) < most:
                kept[place] = (rows, row)
        entry_points = self._entry_points(row for _, row in kept)
        programs = []
        for number, row in sorted(kept, key=lambda pair: pair[0]):
            try:
                program = example_program(row, number, entry_points)
                require_python(program.source, f"row {number}")
                programs.append(program)
            except StoreError as error:
                broken[number] = str(error)
        return Retrieved(programs, rows, [broken[number] for number in sorted(broken)])

    def _example_rows(self, sql: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Yield the rows of the user's query with their numbers, from 1."""
        number = 0
        for group in self.database.stream(sql):
            if "code" not in group[0]:
                found = ", ".join(group[0])
                raise StoreError(
                    f"the examples query returns no column code, only {found}: name it, as in "
                    "SELECT source AS code, ok AS is_correct FROM ..."
                )
            for row in group:
                number += 1
                yield number, row

    def put(self, programs: list[Program], connection: Connection) -> int:
        """Add programs within a transaction; return how many were new."""
        table = self.database.tables.code_examples
        ids = self._make_problems(programs, connection)
        rows: dict[tuple[int, str], dict[str, Any]] = {}
        for program in programs:
            what = f"program {program.label or program.sha256[:8]!r} of {program.problem!r}"
            row = checked(table, program_row(program), what)
            key = ids[program.problem], row["sha256"]
            if rows.setdefault(key, row)["is_correct"] is None:
                rows[key]["is_correct"] = program.is_correct
        wanted = select(table.c.problem_id, table.c.sha256, table.c.is_correct)
        new = len(rows)
        for row in select_in(connection, wanted, table.c.sha256, {sha for _, sha in rows}):
            key = row.problem_id, row.sha256
            new -= key in rows
            if key in rows and (row.is_correct is not None or rows[key]["is_correct"] is None):
                del rows[key]  # it is there, and there is nothing to learn
        changed = [{"problem_id": number, **row} for (number, _), row in rows.items()]
        upsert(self.database, connection, table, changed, ("problem_id", "sha256"), ("is_correct",))
        return new

    def _make_problems(self, programs: list[Program], connection: Connection) -> dict[str, int]:
        """Return the row numbers of the programs' problems, which are made where missing."""
        entry_points = {program.problem: program.entry_point for program in programs}
        known = problem_ids(self.database, connection, entry_points)
        missing = [name for name in entry_points if name not in known]
        if not missing:
            return known
        table = self.database.tables.problems
        rows = []
        for name in missing:
            problem = Problem(name, "", entry_points[name] if name else "")
            rows.append(checked(table, problem_row(problem), f"problem {name!r}"))
        upsert(self.database, connection, table, rows, ("name",), ())
        return problem_ids(self.database, connection, entry_points)

    def _problem_names(self, ids: set[int]) -> dict[int, str]:
        table = self.database.tables.problems
        wanted = select(table.c.id, table.c.name).where(table.c.id.in_(sorted(ids)))
        return {row.id: row.name for row in self.database.read(wanted)}

    def _entry_points(self, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
        """Return the entry points of those problems that rows of a query name and that are here."""
        names = {str(row.get("problem") or "") for row in rows} - {""}
        found: dict[str, str] = {}
        if names and self.database.is_created():
            table = self.database.tables.problems
            wanted = select(table.c.name, table.c.entry_point)
            for some in grouped(sorted(names), lambda _: 1, NAMES, NAMES):
                found |= {
                    r.name: r.entry_point
                    for r in self.database.read(wanted.where(table.c.name.in_(some)))
                }
        return found


def problem_id(database: Database, name: str) -> int:
    """Return the row number of a problem; 0, which no row has, for an unknown one."""
    table = database.tables.problems
    rows = database.read(select(table.c.id).where(table.c.name == name))
    return rows[0].id if rows else 0


def problem_ids(database: Database, connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """Return the row numbers of those problems that are there, by name."""
    table = database.tables.problems
    wanted = select(table.c.name, table.c.id)
    return {row.name: row.id for row in select_in(connection, wanted, table.c.name, set(names))}


def program_size(program: Program) -> int:
    """Return how many characters a program takes."""
    return len(program.source)
