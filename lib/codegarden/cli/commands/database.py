"""``codegarden db``: fill, look at and serve the database."""

from pathlib import Path
from typing import Annotated

import typer

from codegarden import settings
from codegarden.cli.commands.output import Json, example, show_json, show_table

database = typer.Typer(help="Fill, look at and serve the database.", no_args_is_help=True)
server = typer.Typer(help="A private MySQL or MariaDB server in .mysql/.", no_args_is_help=True)
database.add_typer(server, name="mysql")


@database.command(epilog=example("codegarden db init"))
def init(as_json: Json = False) -> None:
    """Create the tables and import the examples that the project ships; twice adds nothing."""
    from codegarden.importers import examples
    from codegarden.store import Store

    options = settings.load()
    with Store.connect(options) as store:
        store.create()
        show_added(store.problems.add(examples.read(options.data / "examples")), as_json)


@database.command(epilog=example("codegarden db status"))
def status(as_json: Json = False) -> None:
    """Tell what is in the database."""
    from codegarden.store import Store

    options = settings.load()
    with Store.connect(options) as store:
        counts = store.counts()
    if as_json:
        show_json({"database": options.safe_database_url, "rows": counts})
        return
    print(options.safe_database_url)
    show_table(["table", "rows"], [(name, f"{count:,}") for name, count in counts.items()])


@database.command(name="import", epilog=example("codegarden db import package heapq"))
def import_problems(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="see codegarden db formats")],
    sources: Annotated[
        list[str] | None, typer.Argument(help="a file, a folder or package names")
    ] = None,
    ids: Annotated[str, typer.Option(help="mbpp: only these task ids, as in 11-510")] = "",
    max_lines: Annotated[int, typer.Option(min=0, help="package: longest function; 0: 60")] = 0,
    as_json: Json = False,
) -> None:
    """Import problems; twice adds nothing. With what is passed over the exit status is 1."""
    from codegarden.importers import catalog
    from codegarden.store import Store

    bad: list[Exception] = []
    problems = catalog.read(form, sources or (), bad.append, ids=ids, max_lines=max_lines)
    with Store.connect(settings.load()) as store:
        store.create()
        show_added(store.problems.add(problems, refused=bad.append), as_json)
    catalog.complain(bad)


def show_added(added: object, as_json: bool) -> None:
    """Print what was added to the database."""
    if as_json:
        show_json(vars(added))
    else:
        print(added)


@database.command(epilog=example("codegarden db formats"))
def formats(as_json: Json = False) -> None:
    """List the formats that can be imported."""
    from codegarden.importers import catalog

    if as_json:
        show_json(catalog.summaries())
    else:
        show_table(["format", "what it is"], list(catalog.summaries().items()))


@database.command(epilog=example("codegarden db export problems.jsonl"))
def export(
    file: Annotated[Path, typer.Argument(help="a .jsonl file to write")],
    origin: Annotated[str, typer.Option(help="only problems of this origin")] = "",
    as_json: Json = False,
) -> None:
    """Write problems, programs and tests as JSON Lines, which ``db import jsonl`` reads."""
    from codegarden.importers import jsonl
    from codegarden.store import Store

    with Store.connect(settings.load()) as store:
        count = jsonl.write(store.problems.read(origin=origin or None), file)
    if as_json:
        show_json({"problems": count, "file": str(file)})
    else:
        print(f"{count} problems in {file}")


@server.command(epilog=example("codegarden db mysql start"))
def start(as_json: Json = False) -> None:
    """Start the server, note its URL in .env and print it."""
    from codegarden.store import mysql_server

    url = mysql_server.start(settings.load())
    if as_json:
        show_json({"url": str(url)})
    else:
        print(url)


@server.command(epilog=example("codegarden db mysql stop"))
def stop(as_json: Json = False) -> None:
    """Stop the server."""
    from codegarden.store import mysql_server

    stopped = mysql_server.stop(settings.load())
    if as_json:
        show_json({"stopped": bool(stopped)})
    else:
        print("stopped" if stopped else "it does not run")
