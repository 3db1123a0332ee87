"""One hash of what the database holds: whether a stage of the pipeline has new input."""

import hashlib

from sqlalchemy import func, select

from codegarden.store.connection import Database


def digest(database: Database, derived: bool, examples_sql: str = "") -> str:
    """Return one SHA-256 over the identities of programs, in any order of import.

    With ``derived``, of the programs that were made from others and of how often each test had
    each outcome on them; without, of all other programs, of the test cases and of the rows of the
    user's own query, except for functions imported from packages, which notebook 02 imports itself
    as its parameters say.
    """
    tables = database.tables
    programs, tests = tables.code_examples, tables.test_cases
    verdicts, problems = tables.verdicts, tables.problems
    chosen = programs.c.parents != "" if derived else programs.c.parents == ""
    given = problems.c.origin != "package"
    content = hashlib.sha256()
    statements = [select(programs.c.sha256).join(problems).where(chosen, given)]
    if derived:
        said = select(verdicts.c.test_sha256, verdicts.c.outcome)
        statements.append(said.join(programs).where(chosen))
    else:
        statements.append(select(tests.c.sha256).join(problems).where(given))
        for group in database.stream(examples_sql) if examples_sql else ():
            rows = repr([list(row.values()) for row in group])
            content.update(rows.encode(errors="replace"))
    for statement in statements:
        # the database counts equal rows: there are few tests and outcomes, and many verdicts
        columns = statement.selected_columns
        counted = statement.add_columns(func.count()).group_by(*columns).order_by(*columns)
        content.update(repr([tuple(row) for row in database.read(counted)]).encode())
    return content.hexdigest()
