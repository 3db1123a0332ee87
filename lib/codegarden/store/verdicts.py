"""Verdicts into the database, in batches, and out of it, as records and as a table."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import pandas as pd
from sqlalchemy import Connection, Row, Select, select

from codegarden.program import Outcome, Program, TestCase, Verdict
from codegarden.store.batches import grouped
from codegarden.store.connection import Database
from codegarden.store.paging import pages
from codegarden.store.programs import Programs
from codegarden.store.rows import checked, identity, read_verdict, verdict_row
from codegarden.store.writing import (
    BATCH_CHARACTERS,
    BATCH_RECORDS,
    STATEMENT_ROWS,
    select_in,
    upsert,
)

# what waits in memory for a transaction, and is lost when the process is killed
RECORDING_BATCH = 500  # verdicts, at most
RECORDING_S = 2.0  # seconds since the last transaction, when more comes
VERDICTS_PAGE = 5000  # rows in a page, at most

Job = tuple[Program, Sequence[TestCase]]
Record = Callable[[Program, Sequence[TestCase], Sequence[Verdict]], None]


class Verdicts:
    """What tests said of programs: one verdict for a program and a test."""

    def __init__(self, database: Database, programs: Programs):
        self.database = database
        self.programs = programs

    def add(self, verdicts: Iterable[tuple[Program, Verdict, TestCase]], run: str = "") -> int:
        """Store verdicts, and their programs where they are not there; return how many.

        There is one verdict for a program and a test; a later one takes the place of an earlier.
        """
        stored = 0
        for batch in grouped(verdicts, _verdict_size, BATCH_RECORDS, BATCH_CHARACTERS):
            stored += self.database.transaction(partial(self._put, batch, run))
        return stored

    @contextmanager
    def recording(self, run: str = "") -> Iterator[Record]:
        """Give a function that takes a program, its tests and its verdicts, and stores them.

        They are stored in batches of ``RECORDING_BATCH``, or of ``RECORDING_S`` seconds of slow
        programs; the last one when the block ends, also when it ends early.

        >>> with store.verdicts.recording() as record:  # doctest: +SKIP
        ...     evaluate(programs, tests_of, sandbox, record)
        """
        waiting: list[tuple[Program, Verdict, TestCase]] = []
        flushed = time.monotonic()

        def record(
            program: Program, tests: Sequence[TestCase], verdicts: Sequence[Verdict]
        ) -> None:
            waiting.extend((program, *pair) for pair in zip(verdicts, tests, strict=True))
            if len(waiting) >= RECORDING_BATCH or time.monotonic() - flushed > RECORDING_S:
                flush()

        def flush() -> None:
            nonlocal flushed
            self.add(waiting, run)
            waiting.clear()
            flushed = time.monotonic()

        try:
            yield record
        finally:
            flush()

    def finished(self, jobs: Sequence[Job]) -> list[dict[str, Verdict]]:
        """Return the stored verdicts of each program on its tests, by the tests' names.

        What is missing from them is left to do; an error of the harness itself counts as missing.
        """
        table = self.database.tables.verdicts
        programs, problems = self.database.tables.code_examples, self.database.tables.problems
        wanted = (
            select(
                programs.c.sha256,
                problems.c.name,
                *(table.c[name] for name in ("test_sha256", "outcome", "cpu_s")),
                *(table.c[name] for name in ("message", "returned", "stdout")),
            )
            .join_from(table, programs)
            .join(problems)
            .where(table.c.outcome != Outcome.HARNESS_ERROR.value)
        )
        stored: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
        shas = sorted({program.sha256 for program, _ in jobs})
        for some in grouped(shas, lambda _: 1, STATEMENT_ROWS, STATEMENT_ROWS):
            for row in self.database.read(wanted.where(programs.c.sha256.in_(some))):
                stored[row.sha256, row.name][row.test_sha256] = row
        found = []
        for program, tests in jobs:
            rows = stored.get((program.sha256, program.problem), {})
            found.append(
                {
                    test.name: read_verdict(rows[sha], test.name)
                    for test in tests
                    if rows and (sha := identity(test)) in rows
                }
            )
        return found

    def table(
        self,
        problem: str | None = None,
        origin: str | None = None,
        run: str | None = None,
    ) -> pd.DataFrame:
        """Return the verdicts with what they were said of, one row each, oldest first.

        Columns: problem, program (identity), label, origin, operator, is_correct, parents, test,
        outcome, message, cpu_s, returned, stdout, run. None means any. ``pages`` gives the
        same in pieces, in constant memory.
        """
        pages = list(self.pages(problem, origin, run))
        names = [column.name for column in self._said().selected_columns][1:]
        return pd.concat(pages, ignore_index=True) if pages else pd.DataFrame(columns=names)

    def pages(
        self,
        problem: str | None = None,
        origin: str | None = None,
        run: str | None = None,
    ) -> Iterator[pd.DataFrame]:
        """Yield the tables whose rows one after the other are those of ``table``."""
        wanted, tables = self._said(), self.database.tables
        columns = (
            (tables.problems.c.name, problem),
            (tables.code_examples.c.origin, origin),
            (tables.verdicts.c.run, run),
        )
        for column, value in columns:
            if value is not None:
                wanted = wanted.where(column == value)
        names = [column.name for column in wanted.selected_columns]
        for page in pages(self.database, wanted, tables.verdicts.c.stdout, VERDICTS_PAGE):
            yield pd.DataFrame(page, columns=names).drop(columns="id")

    def _said(self) -> Select:
        verdicts, programs = self.database.tables.verdicts, self.database.tables.code_examples
        problems = self.database.tables.problems
        said = select(
            verdicts.c.id,
            problems.c.name.label("problem"),
            programs.c.sha256.label("program"),
            *(programs.c[name] for name in ("label", "origin", "operator")),
            *(programs.c[name] for name in ("is_correct", "parents")),
            *(verdicts.c[name] for name in ("test", "outcome", "message", "cpu_s")),
            *(verdicts.c[name] for name in ("returned", "stdout", "run")),
        ).select_from(verdicts.join(programs).join(problems))
        # the server would begin with the few problems, and sort a whole table for each page
        for server in ("mysql", "mariadb"):
            said = said.prefix_with("STRAIGHT_JOIN", dialect=server)
        return said

    def _put(
        self, verdicts: list[tuple[Program, Verdict, TestCase]], run: str, connection: Connection
    ) -> int:
        programs = {(program.problem, program.sha256): program for program, _, _ in verdicts}
        self.programs.put(list(programs.values()), connection)
        examples, problems = self.database.tables.code_examples, self.database.tables.problems
        wanted = select(problems.c.name, examples.c.sha256, examples.c.id).join_from(
            examples, problems
        )
        shas = {sha for _, sha in programs}
        ids = {
            (row.name, row.sha256): row.id
            for row in select_in(connection, wanted, examples.c.sha256, shas)
        }
        table = self.database.tables.verdicts
        rows = []
        for program, verdict, test in verdicts:
            what = f"verdict of test {test.name!r} on a program of {program.problem!r}"
            number = ids[program.problem, program.sha256]
            row = checked(table, verdict_row(verdict, test, run), what)
            rows.append({"program_id": number, **row})
        # of two writers of the same rows one waits for the other, rather than each for the other
        rows.sort(key=lambda row: (row["program_id"], row["test_sha256"]))
        update = ("test", "outcome", "message", "cpu_s", "returned", "stdout", "run")
        upsert(self.database, connection, table, rows, ("program_id", "test_sha256"), update)
        return len(rows)


def _verdict_size(item: tuple[Program, Verdict, TestCase]) -> int:
    program, verdict, _ = item
    return len(program.source) + len(verdict.stdout) + len(verdict.returned)
