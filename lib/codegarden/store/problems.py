"""Problems with their programs and test cases, into the database and out of it.

What is there already is found by its identity, so adding twice adds nothing.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, select

from codegarden.program import Problem, TestCase
from codegarden.store.batches import grouped
from codegarden.store.connection import Database
from codegarden.store.errors import StoreError
from codegarden.store.paging import pages
from codegarden.store.programs import Programs, problem_id, problem_ids, program_size
from codegarden.store.rows import (
    checked,
    problem_row,
    program_row,
    read_program,
    read_test,
    test_row,
)
from codegarden.store.writing import BATCH_CHARACTERS, BATCH_RECORDS, select_in, upsert

# rows in a page, at most
PROBLEMS_PAGE = 50
REQUESTS_PAGE = 500


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


class Problems:
    """The problems of the database, each with its programs and test cases."""

    def __init__(self, database: Database, programs: Programs):
        self.database = database
        self.programs = programs

    def add(
        self,
        problems: Iterable[Problem],
        refused: Callable[[StoreError], None] | None = None,
    ) -> Added:
        """Add problems with their programs and tests; return how much of it was new.

        A problem that is there gets the new description and the programs and tests that it lacks;
        ``remove`` first takes away those that are no longer wanted. The problems may come
        one by one from a file of any length.

        A problem that cannot be stored costs only itself where ``refused`` is given, which is told
        of it; else ``StoreError`` names it.
        """
        if refused:
            problems = self._storable(problems, refused)
        added = Added()
        for batch in grouped(problems, _problem_size, BATCH_RECORDS, BATCH_CHARACTERS):
            added += self.database.transaction(partial(self._put, batch))
        return added

    def remove(self, name: str) -> bool:
        """Remove a problem with its programs, tests and verdicts; return whether it was there."""
        table = self.database.tables.problems
        remove = delete(table).where(table.c.name == name)
        return self.database.transaction(lambda connection: connection.execute(remove).rowcount > 0)

    def read(
        self,
        origin: str | None = None,
        name: str | Iterable[str] | None = None,
        programs: bool = True,
    ) -> Iterator[Problem]:
        """Yield problems with their tests and their programs, in the order of import.

        ``origin`` and ``name``, or several names, choose some; None means any. Without ``programs``
        those are not read.

        The programs are those that came with the problem; what mutation, crossover and the like
        made of them (programs that have parents) is read with ``Programs.read``.
        """
        tables = self.database.tables
        table = tables.problems
        wanted = select(table).where(table.c.name != "")
        if origin is not None:
            wanted = wanted.where(table.c.origin == origin)
        if name is not None:
            wanted = wanted.where(table.c.name.in_([name] if isinstance(name, str) else name))
        for page in pages(self.database, wanted, table.c.description, PROBLEMS_PAGE):
            ids = [row.id for row in page]
            rows = self._by_problem(tables.code_examples, ids, parents="") if programs else {}
            tests = self._by_problem(tables.test_cases, ids)
            for row in page:
                yield Problem(
                    name=row.name,
                    description=row.description,
                    entry_point=row.entry_point,
                    programs=tuple(read_program(each, row.name) for each in rows.get(row.id, ())),
                    tests=tuple(map(read_test, tests[row.id])),
                    origin=row.origin,
                    split=row.split,
                    topics=tuple(json.loads(row.topics)),
                )

    def tests(self, problem: str | Problem) -> list[TestCase]:
        """Return the test cases of a problem in their order; none for an unknown problem."""
        name = problem.name if isinstance(problem, Problem) else problem
        number = problem_id(self.database, name)
        rows = self._by_problem(self.database.tables.test_cases, [number])
        return [read_test(row) for row in rows[number]]

    def requests(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield name, description, entry point and origin of each problem, and nothing more."""
        table = self.database.tables.problems
        columns = (table.c.name, table.c.description, table.c.entry_point, table.c.origin)
        wanted = select(table.c.id, *columns).where(table.c.name != "")
        for page in pages(self.database, wanted, table.c.description, REQUESTS_PAGE):
            for row in page:
                yield row.name, row.description, row.entry_point, row.origin

    def _storable(
        self, problems: Iterable[Problem], refused: Callable[[StoreError], None]
    ) -> Iterator[Problem]:
        """Yield the problems of which every row can be stored."""
        tables = self.database.tables
        for problem in problems:
            what = f"problem {problem.name!r}"
            try:
                checked(tables.problems, problem_row(problem), what)
                for program in problem.programs:
                    checked(tables.code_examples, program_row(program), what)
                for position, test in enumerate(problem.tests):
                    checked(tables.test_cases, test_row(test, position, what), what)
            except StoreError as error:
                refused(error)
            else:
                yield problem

    def _put(self, problems: list[Problem], connection: Connection) -> Added:
        table = self.database.tables.problems
        rows = {
            problem.name: checked(table, problem_row(problem), f"problem {problem.name!r}")
            for problem in problems
        }
        known = problem_ids(self.database, connection, rows)
        update = ("description", "entry_point", "origin", "split", "topics")
        upsert(self.database, connection, table, list(rows.values()), ("name",), update)
        programs = [
            replace(program, problem=problem.name)
            for problem in problems
            for program in problem.programs
        ]
        return Added(
            problems=len(rows) - len(known),
            programs=self.programs.put(programs, connection),
            tests=self._put_tests(problems, connection),
        )

    def _put_tests(self, problems: list[Problem], connection: Connection) -> int:
        table = self.database.tables.test_cases
        ids = problem_ids(self.database, connection, {problem.name for problem in problems})
        rows = {}
        for problem in problems:
            what = f"problem {problem.name!r}"
            for position, test in enumerate(problem.tests):
                row = checked(table, test_row(test, position, what), what)
                rows.setdefault((ids[problem.name], row["sha256"]), row)
        wanted = select(table.c.problem_id, table.c.sha256)
        stored = select_in(connection, wanted, table.c.problem_id, set(ids.values()))
        for row in stored:
            rows.pop((row.problem_id, row.sha256), None)
        new = [{"problem_id": number, **row} for (number, _), row in rows.items()]
        upsert(self.database, connection, table, new, ("problem_id", "sha256"), ())
        return len(new)

    def _by_problem(self, table: Table, ids: list[int], **equal: Any) -> dict[int, list[Row]]:
        wanted = select(table).where(table.c.problem_id.in_(ids)).order_by(table.c.id)
        if "position" in table.c:
            wanted = wanted.order_by(None).order_by(table.c.position, table.c.id)
        rows = defaultdict(list)
        for row in self.database.read(wanted.filter_by(**equal)):
            rows[row.problem_id].append(row)
        return rows


def _problem_size(problem: Problem) -> int:
    return len(problem.description) + sum(map(program_size, problem.programs))
