"""Problems, programs and test cases into the database, in batches.

A batch is one transaction: whatever interrupts it leaves the database as it was before the batch.
What is there already is found by its SHA-256 identity, so adding twice adds nothing, and a batch
may be tried again. Nothing here reads for its own sake.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects.mysql import insert as mysql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from codegarden.program import Problem, Program
from codegarden.store.batches import grouped
from codegarden.store.errors import StoreError
from codegarden.store.paging import Paging
from codegarden.store.rows import checked, problem_row, program_row, test_row

BATCH_RECORDS = 1000
BATCH_CHARACTERS = 8_000_000
# MySQL takes statements of 16 MiB by default, in which a character is up to 8 bytes
STATEMENT_CHARACTERS = 1_000_000
STATEMENT_ROWS = 500


@dataclass(frozen=True)
class Added:
    """How many rows were new."""

    problems: int = 0
    programs: int = 0
    tests: int = 0

    def __add__(self, other: "Added") -> "Added":
        return Added(
            self.problems + other.problems,
            self.programs + other.programs,
            self.tests + other.tests,
        )


class Writing(Paging):
    """The part of the store that writes problems, programs and tests."""

    def add_problem(self, problem: Problem) -> Added:
        """Add a problem with its programs and tests: see ``add_problems``."""
        return self.add_problems([problem])

    def add_problems(
        self,
        problems: Iterable[Problem],
        refused: Callable[[StoreError], None] | None = None,
    ) -> Added:
        """Add problems with their programs and tests; return how much of it was new.

        A problem that is there gets the new description and the programs and tests that it lacks;
        ``remove_problem`` first takes away those that are no longer wanted. The problems may come
        one by one from a file of any length.

        A problem that cannot be stored costs only itself where ``refused`` is given, which is told
        of it; else ``StoreError`` names it.
        """
        if refused:
            problems = self._storable(problems, refused)
        added = Added()
        for batch in grouped(problems, _problem_size, BATCH_RECORDS, BATCH_CHARACTERS):
            added += self.transaction(partial(self._put_problems, batch))
        return added

    def add_programs(self, programs: Iterable[Program]) -> int:
        """Add programs to the problems that they name; return how many were new.

        A problem that is not there is made, without a description. A stored program of which
        nobody knew whether it is correct learns it from the new one.
        """
        added = 0
        for batch in grouped(programs, _program_size, BATCH_RECORDS, BATCH_CHARACTERS):
            added += self.transaction(partial(self._put_programs, batch))
        return added

    def remove_problem(self, name: str) -> bool:
        """Remove a problem with its programs, tests and verdicts; return whether it was there."""
        table = self.tables.problems
        remove = delete(table).where(table.c.name == name)
        return self.transaction(lambda connection: connection.execute(remove).rowcount > 0)

    def _storable(
        self, problems: Iterable[Problem], refused: Callable[[StoreError], None]
    ) -> Iterator[Problem]:
        """Yield the problems of which every row can be stored."""
        for problem in problems:
            what = f"problem {problem.name!r}"
            try:
                checked(self.tables.problems, problem_row(problem), what)
                for program in problem.programs:
                    checked(self.tables.code_examples, program_row(program), what)
                for position, test in enumerate(problem.tests):
                    checked(self.tables.test_cases, test_row(test, position, what), what)
            except StoreError as error:
                refused(error)
            else:
                yield problem

    def _put_problems(self, problems: list[Problem], connection: Connection) -> Added:
        table = self.tables.problems
        rows = {
            problem.name: checked(table, problem_row(problem), f"problem {problem.name!r}")
            for problem in problems
        }
        known = self._problem_ids(connection, rows)
        update = ("description", "entry_point", "origin", "split", "topics")
        self._upsert(connection, table, list(rows.values()), ("name",), update)
        programs = [
            replace(program, problem=problem.name)
            for problem in problems
            for program in problem.programs
        ]
        return Added(
            problems=len(rows) - len(known),
            programs=self._put_programs(programs, connection),
            tests=self._put_tests(problems, connection),
        )

    def _put_tests(self, problems: list[Problem], connection: Connection) -> int:
        table = self.tables.test_cases
        ids = self._problem_ids(connection, {problem.name for problem in problems})
        rows = {}
        for problem in problems:
            what = f"problem {problem.name!r}"
            for position, test in enumerate(problem.tests):
                row = checked(table, test_row(test, position, what), what)
                rows.setdefault((ids[problem.name], row["sha256"]), row)
        wanted = select(table.c.problem_id, table.c.sha256)
        stored = self._select_in(connection, wanted, table.c.problem_id, set(ids.values()))
        for row in stored:
            rows.pop((row.problem_id, row.sha256), None)
        new = [{"problem_id": number, **row} for (number, _), row in rows.items()]
        self._upsert(connection, table, new, ("problem_id", "sha256"), ())
        return len(new)

    def _put_programs(self, programs: list[Program], connection: Connection) -> int:
        table = self.tables.code_examples
        ids = self._make_problems(connection, programs)
        rows: dict[tuple[int, str], dict[str, Any]] = {}
        for program in programs:
            what = f"program {program.label or program.sha256[:8]!r} of {program.problem!r}"
            row = checked(table, program_row(program), what)
            key = ids[program.problem], row["sha256"]
            if rows.setdefault(key, row)["is_correct"] is None:
                rows[key]["is_correct"] = program.is_correct
        wanted = select(table.c.problem_id, table.c.sha256, table.c.is_correct)
        new = len(rows)
        for row in self._select_in(connection, wanted, table.c.sha256, {sha for _, sha in rows}):
            key = row.problem_id, row.sha256
            new -= key in rows
            if key in rows and (row.is_correct is not None or rows[key]["is_correct"] is None):
                del rows[key]  # it is there, and there is nothing to learn
        changed = [{"problem_id": number, **row} for (number, _), row in rows.items()]
        self._upsert(connection, table, changed, ("problem_id", "sha256"), ("is_correct",))
        return new

    def _make_problems(self, connection: Connection, programs: list[Program]) -> dict[str, int]:
        """Return the row numbers of the programs' problems, which are made where missing."""
        entry_points = {program.problem: program.entry_point for program in programs}
        known = self._problem_ids(connection, entry_points)
        missing = [name for name in entry_points if name not in known]
        if not missing:
            return known
        table = self.tables.problems
        rows = []
        for name in missing:
            problem = Problem(name, "", entry_points[name] if name else "")
            rows.append(checked(table, problem_row(problem), f"problem {name!r}"))
        self._upsert(connection, table, rows, ("name",), ())
        return self._problem_ids(connection, entry_points)

    def _problem_ids(self, connection: Connection, names: Iterable[str]) -> dict[str, int]:
        table = self.tables.problems
        wanted = select(table.c.name, table.c.id)
        return {
            row.name: row.id
            for row in self._select_in(connection, wanted, table.c.name, set(names))
        }

    def _select_in(self, connection: Connection, wanted: Any, column: Any, keys: set) -> Iterator:
        """Yield the rows whose column is one of the keys, some keys at a time."""
        for some in grouped(sorted(keys), lambda _: 1, STATEMENT_ROWS, STATEMENT_ROWS):
            yield from connection.execute(wanted.where(column.in_(some))).all()

    def _upsert(
        self,
        connection: Connection,
        table: Table,
        rows: list[dict[str, Any]],
        key: tuple[str, ...],
        update: tuple[str, ...],
    ) -> None:
        """Insert rows; where one of the same key is there, only set its columns ``update``.

        Not INSERT IGNORE, which on MySQL also turns errors into silently changed values.
        """
        if self.is_mysql:
            insert = mysql_insert(table)
            changes = {name: insert.inserted[name] for name in update or key[:1]}
            insert = insert.on_duplicate_key_update(**changes)
        else:
            insert = sqlite_insert(table)
            changes = {name: insert.excluded[name] for name in update}
            if changes:
                insert = insert.on_conflict_do_update(index_elements=key, set_=changes)
            else:
                insert = insert.on_conflict_do_nothing(index_elements=key)
        for some in grouped(rows, _row_size, STATEMENT_ROWS, STATEMENT_CHARACTERS):
            if self.is_mysql and _row_size(some[0]) > STATEMENT_CHARACTERS:
                self._refuse_what_is_too_large(connection, some[0])
            connection.execute(insert, some)

    def _refuse_what_is_too_large(self, connection: Connection, row: dict[str, Any]) -> None:
        """Raise ``StoreError`` for a row at which MySQL would only break the connection off."""
        size = sum(len(value.encode()) for value in row.values() if isinstance(value, str))
        needed = 2 * size + 65536  # hexadecimal, and the rest of the statement
        limit = connection.exec_driver_sql("SELECT @@max_allowed_packet").scalar_one()
        if needed > limit:
            raise StoreError(
                f"{self.place}: a row of {size} bytes is more than the server takes: raise its "
                f"max_allowed_packet from {limit} to {needed} bytes or more"
            )


def _problem_size(problem: Problem) -> int:
    return len(problem.description) + sum(map(_program_size, problem.programs))


def _program_size(program: Program) -> int:
    return len(program.source)


def _row_size(row: dict[str, Any]) -> int:
    return sum(len(value) for value in row.values() if isinstance(value, str))
