"""What the database holds, as records: problems, programs, test cases, the user's own query.

Nothing here writes.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from random import Random
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Row, Table, func, select, text

from codegarden.program import Problem, Program, TestCase
from codegarden.store.batches import grouped
from codegarden.store.errors import StoreError
from codegarden.store.paging import Paging
from codegarden.store.rows import (
    example_code,
    example_program,
    read_program,
    read_test,
    require_python,
)

# rows in a page, at most
PROGRAMS_PAGE = 500
PROBLEMS_PAGE = 50
NAMES = 500  # in one statement


class Retrieved(NamedTuple):
    """Programs of a query: those kept, how many rows there were, and what is wrong with others."""

    programs: list[Program]
    rows: int
    broken: list[str]


class Reading(Paging):
    """The part of the store that reads."""

    examples_sql = ""

    def counts(self) -> dict[str, int]:
        """Return the number of rows of every table, by its name."""
        problems = self.tables.problems
        counts = {}
        for name, table in self.tables.metadata.tables.items():
            rows = select(func.count()).select_from(table)
            if table is problems:
                rows = rows.where(problems.c.name != "")
            counts[name.removeprefix(self.tables.prefix)] = self.read(rows)[0][0]
        return counts

    def digest(self, derived: bool) -> str:
        """Return one SHA-256 over the identities of programs, in any order of import.

        With ``derived``, of the programs that were made from others and of how often each test had
        each outcome on them; without, of all other programs and of the test cases, except for
        functions imported from packages, which notebook 02 imports itself as its parameters say.
        """
        programs, tests = self.tables.code_examples, self.tables.test_cases
        verdicts, problems = self.tables.verdicts, self.tables.problems
        chosen = programs.c.parents != "" if derived else programs.c.parents == ""
        given = problems.c.origin != "package"
        content = hashlib.sha256()
        statements = [select(programs.c.sha256).join(problems).where(chosen, given)]
        if derived:
            said = select(verdicts.c.test_sha256, verdicts.c.outcome)
            statements.append(said.join(programs).where(chosen))
        else:
            statements.append(select(tests.c.sha256).join(problems).where(given))
            for group in self.stream(self.examples_sql) if self.examples_sql else ():
                rows = repr([list(row.values()) for row in group])
                content.update(rows.encode(errors="replace"))
        for statement in statements:
            # the database counts equal rows: there are few tests and outcomes, and many verdicts
            columns = statement.selected_columns
            counted = statement.add_columns(func.count()).group_by(*columns).order_by(*columns)
            content.update(repr([tuple(row) for row in self.read(counted)]).encode())
        return content.hexdigest()

    def requests(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield name, description, entry point and origin of each problem, and nothing more."""
        table = self.tables.problems
        columns = (table.c.name, table.c.description, table.c.entry_point, table.c.origin)
        wanted = select(table.c.id, *columns).where(table.c.name != "")
        for page in self._pages(wanted, table.c.description, PROGRAMS_PAGE):
            for row in page:
                yield row.name, row.description, row.entry_point, row.origin

    def problems(
        self,
        origin: str | None = None,
        name: str | Iterable[str] | None = None,
        programs: bool = True,
    ) -> Iterator[Problem]:
        """Yield problems with their tests and their programs, in the order of import.

        ``origin`` and ``name``, or several names, choose some; None means any. Without ``programs``
        those are not read.

        The programs are those that came with the problem; what mutation, crossover and the like
        made of them (programs that have parents) is read with ``programs``.
        """
        table = self.tables.problems
        wanted = select(table).where(table.c.name != "")
        if origin is not None:
            wanted = wanted.where(table.c.origin == origin)
        if name is not None:
            wanted = wanted.where(table.c.name.in_([name] if isinstance(name, str) else name))
        for page in self._pages(wanted, table.c.description, PROBLEMS_PAGE):
            ids = [row.id for row in page]
            rows = self._by_problem(self.tables.code_examples, ids, parents="") if programs else {}
            tests = self._by_problem(self.tables.test_cases, ids)
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

    def programs(
        self,
        is_correct: bool | None = None,
        origin: str | None = None,
        problem: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Program]:
        """Yield programs in the order in which they were added; None means any."""
        table = self.tables.code_examples
        wanted = select(table)
        if is_correct is not None:
            wanted = wanted.where(table.c.is_correct.is_(is_correct))
        if origin is not None:
            wanted = wanted.where(table.c.origin == origin)
        if problem is not None:
            wanted = wanted.where(table.c.problem_id == self._problem_id(problem))
        for page in self._pages(wanted, table.c.code, PROGRAMS_PAGE, limit):
            names = self._problem_names({row.problem_id for row in page})
            for row in page:
                yield read_program(row, names[row.problem_id])

    def tests(self, problem: str | Problem) -> list[TestCase]:
        """Return the test cases of a problem in their order; none for an unknown problem."""
        name = problem.name if isinstance(problem, Problem) else problem
        number = self._problem_id(name)
        rows = self._by_problem(self.tables.test_cases, [number])
        return [read_test(row) for row in rows[number]]

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
        for group in self.stream(sql):
            if "code" not in group[0]:
                found = ", ".join(group[0])
                raise StoreError(
                    f"the examples query returns no column code, only {found}: name it, as in "
                    "SELECT source AS code, ok AS is_correct FROM ..."
                )
            for row in group:
                number += 1
                yield number, row

    def query(self, sql: str, parameters: dict[str, Any] | None = None) -> pd.DataFrame:
        """Return the table of a SELECT; ``:name`` in it stands for ``parameters["name"]``.

        What the statement changes is not kept. Truth values come as 0 and 1, identities as bytes.
        """

        def once() -> pd.DataFrame:
            with self.engine.connect() as connection:
                result = connection.execute(text(sql), parameters or {})
                if not result.returns_rows:
                    raise StoreError("the query returns no rows: write a SELECT")
                names = list(result.keys())
                # the MySQL driver gives the bytes of some columns as bytearray
                rows = [[bytes(v) if type(v) is bytearray else v for v in row] for row in result]
                return pd.DataFrame(rows, columns=names)

        return self._patiently(once)

    def _by_problem(self, table: Table, ids: list[int], **equal: Any) -> dict[int, list[Row]]:
        wanted = select(table).where(table.c.problem_id.in_(ids)).order_by(table.c.id)
        if "position" in table.c:
            wanted = wanted.order_by(None).order_by(table.c.position, table.c.id)
        rows = defaultdict(list)
        for row in self.read(wanted.filter_by(**equal)):
            rows[row.problem_id].append(row)
        return rows

    def _problem_id(self, name: str) -> int:
        """Return the row number of a problem; 0, which no row has, for an unknown one."""
        table = self.tables.problems
        rows = self.read(select(table.c.id).where(table.c.name == name))
        return rows[0].id if rows else 0

    def _problem_names(self, ids: set[int]) -> dict[int, str]:
        table = self.tables.problems
        wanted = select(table.c.id, table.c.name).where(table.c.id.in_(sorted(ids)))
        return {row.id: row.name for row in self.read(wanted)}

    def _entry_points(self, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
        """Return the entry points of those problems that rows of a query name and that are here."""
        names = {str(row.get("problem") or "") for row in rows} - {""}
        found: dict[str, str] = {}
        if names and self.is_created():
            table = self.tables.problems
            wanted = select(table.c.name, table.c.entry_point)
            for some in grouped(sorted(names), lambda _: 1, NAMES, NAMES):
                found |= {
                    r.name: r.entry_point for r in self.read(wanted.where(table.c.name.in_(some)))
                }
        return found
