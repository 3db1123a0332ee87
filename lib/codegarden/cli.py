"""The ``codegarden`` command: a thin door to each part of the workbench.

Commands import what they need when they run, so that ``codegarden --help`` answers at once. A
command or an option that cannot be used is refused before anything runs, in one line on standard
error, with exit status 2. Another error that the package raises on purpose is such a line with exit
status 1; anything else is a defect and keeps its traceback.
"""

import ast
import functools
import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from codegarden import settings
from codegarden.options import (
    UNUSABLE,
    Components,
    Definitions,
    First,
    Profile,
    Seconds,
    Signature,
    Tests,
    check_measure,
)

app = typer.Typer(
    help="A Jupyter research workbench for neural code generation that fits on a laptop.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
database = typer.Typer(help="Fill, look at and serve the database.", no_args_is_help=True)
server = typer.Typer(help="A private MySQL or MariaDB server in .mysql/.", no_args_is_help=True)
app.add_typer(database, name="db")
database.add_typer(server, name="mysql")


def main() -> None:
    """Run the command line; what the package raises on purpose becomes one line."""
    try:
        sys.exit(app(standalone_mode=False))
    except UNUSABLE as error:
        if message := error.format_message():  # else help was printed
            print(f"codegarden: {message}", file=sys.stderr)
        sys.exit(error.exit_code)
    except typer.Abort:  # the input ended, where a task was asked for
        print("\ncodegarden: no task was given", file=sys.stderr)
        sys.exit(2)
    except (ValueError, RuntimeError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        ours = type(error).__module__.startswith("codegarden.")
        if not ours and not isinstance(error, OSError):
            raise
        print(f"codegarden: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\ncodegarden: interrupted", file=sys.stderr)
        sys.exit(130)


@app.command()
def run(
    profile: Profile = "default",
    first: First = "",
    force: Annotated[bool, typer.Option(help="run also what has not changed")] = False,
    definitions: Definitions = None,
) -> None:
    """Run the notebooks in sequence and write a report."""
    from codegarden.pipeline.runner import run_pipeline

    if definitions:
        os.environ["CODEGARDEN_DEFINITIONS"] = str(definitions.resolve())
    folder = run_pipeline(settings.load(), profile, first, force)
    print(folder / "report.html")


@app.command()
def notebooks() -> None:
    """Execute the notebooks in place with their defaults, as they are committed."""
    from codegarden.pipeline.notebooks import refresh

    for path in refresh(settings.load().root / "notebooks"):
        print(path.name)


@app.command()
def generate(
    description: Annotated[str, typer.Argument(help="the task, in a sentence")] = "",
    test: Tests = None,
    signature: Signature = "",
    seconds: Seconds = 60,
    components: Components = None,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """Write a program for a task description; exit status 0 only when all given tests pass."""
    started = time.monotonic()
    from contextlib import closing
    from dataclasses import asdict
    from functools import partial

    from codegarden.generation import generate_code_from_description
    from codegarden.generation.corpus import solved_problems
    from codegarden.generation.given import given_tests
    from codegarden.sandbox import Sandbox
    from codegarden.store import Store

    tests = given_tests(test or ())
    while not description.strip():
        description = typer.prompt("What should the program do")
    options = settings.load()
    sandbox = Sandbox(workers=1, isolation=options.isolation)
    with Store.connect(options) as store, closing(sandbox):
        store.create()
        # the start counts, but on a busy machine it must leave time to search
        gone = min(time.monotonic() - started, seconds / 4)
        answer = generate_code_from_description(
            description,
            tests=tests,
            signature=signature or None,
            seconds=seconds - gone,
            corpus=partial(solved_problems, store, options.data / "examples"),
            language_model=partial(trained_model, options.trained),
            sandbox=sandbox,
            record=lambda one: store.add_generation(**one.as_record()),
            components=components or options.components,
            processes=options.workers,
        )
    print(json.dumps(answer.as_record(), default=asdict) if as_json else answer)
    if answer.status != "solved":
        raise typer.Exit(1)


def trained_model(models: Path) -> Any:
    """Return the tuned model, else the trained one, else None; a damaged one is told of."""
    for name in ("tuned", "language_model"):
        if (models / name / "card.json").is_file():
            from codegarden.language_model import LanguageModel

            try:
                return LanguageModel.load(models / name)
            except (OSError, ValueError) as error:
                print(f"searching without this language model: {error}", file=sys.stderr)
    return None


@app.command()
def mutate(
    file: Annotated[Path, typer.Argument(help="a Python file")],
    tests: Annotated[Path, typer.Option(help="a file of asserts or check functions")],
    function: Annotated[str, typer.Option(help="what is tested; else the file's last one")] = "",
    limit: Annotated[int, typer.Option(min=0, help="at most this many mutants; 0: all")] = 0,
    seed: int = 0,
) -> None:
    """Mutation testing of your own code and tests: the score and the surviving mutants."""
    from codegarden import evaluation
    from codegarden.mutation_testing import mutation_testing
    from codegarden.program import Program
    from codegarden.sandbox import Sandbox
    from codegarden.statements import bound

    options = settings.load()
    source, tree = evaluation.parsed(file)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    functions = [node.name for node in tree.body if isinstance(node, kinds)]
    if not (function or functions) or (function and function not in bound(tree)):
        raise typer.BadParameter(f"{file} defines no {function or 'function'}")
    entry_point = function or functions[-1]
    program = Program(source, entry_point, label=file.name)
    cases = evaluation.load_tests(tests, entry_point)
    with Sandbox(workers=options.workers, isolation=options.isolation) as sandbox:
        found = mutation_testing(program, cases, sandbox, sample=limit or None, seed=seed)
    print(found.render())


@app.command()
def doctor() -> None:
    """Try out what works on this machine and what does not."""
    from codegarden.doctor import checks

    table = Table("", "what", "found", "remedy", box=None)
    sick = False
    for check in checks(settings.load()):
        mark = "ok" if check.works else "FAILS" if check.needed else "absent"
        sick |= not check.works and check.needed
        table.add_row(mark, check.name, check.detail, "" if check.works else check.remedy)
    Console().print(table)
    raise typer.Exit(int(sick))


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
)
def benchmark(context: typer.Context, name: Annotated[str, typer.Argument()] = "") -> None:
    """Measure: prints tables and, as the last line, one JSON object; without a name, lists them."""
    summaries = benchmark_summaries()
    if name not in ("", "--help", *summaries):
        raise typer.BadParameter(f"there is no {name!r}: choose one of {', '.join(summaries)}")
    if name not in summaries:
        table = Table("benchmark", "what it measures", box=None)
        for known, summary in summaries.items():
            table.add_row(known, summary)
        Console().print(table)
        return
    module = importlib.import_module(f"codegarden.benchmarks.{name}")
    single = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    single.command(name)(with_figures_last(module.run))
    single(args=context.args, prog_name=f"codegarden benchmark {name}", standalone_mode=False)


def benchmark_summaries() -> dict[str, str]:
    """Return the first line of each benchmark's docstring, by name, without importing any."""
    folder = Path(__file__).parent / "benchmarks"
    docstrings = {
        path.stem: ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        for path in sorted(folder.glob("[a-z]*.py"))
    }
    return {name: text.partition("\n")[0] for name, text in docstrings.items()}


def with_figures_last(measure: Callable[..., dict[str, Any]]) -> Callable[..., None]:
    """Return a command that prints the figures that ``measure`` returns as its last line."""

    @functools.wraps(measure)
    def command(*arguments: Any, **options: Any) -> None:
        check_measure(options)
        print(json.dumps(measure(*arguments, **options)))

    return command


@database.command()
def init() -> None:
    """Create the tables and import the examples that the project ships; twice adds nothing."""
    from codegarden.importers import examples
    from codegarden.store import Store

    options = settings.load()
    with Store.connect(options) as store:
        store.create()
        print(store.add_problems(examples.read(options.data / "examples")))


@database.command()
def status() -> None:
    """Tell what is in the database."""
    from codegarden.store import Store

    options = settings.load()
    with Store.connect(options) as store:
        table = Table("table", "rows", box=None)
        for name, count in store.counts().items():
            table.add_row(name, f"{count:,}")
    print(options.safe_database_url)
    Console().print(table)


@database.command(name="import")
def import_problems(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="see codegarden db formats")],
    sources: Annotated[
        list[str] | None, typer.Argument(help="a file, a folder or package names")
    ] = None,
    ids: Annotated[str, typer.Option(help="mbpp: only these task ids, as in 11-510")] = "",
    max_lines: Annotated[int, typer.Option(min=0, help="package: longest function; 0: 60")] = 0,
) -> None:
    """Import problems; twice adds nothing. With what is passed over the exit status is 1."""
    from codegarden.importers import catalog
    from codegarden.store import Store

    bad: list[Exception] = []
    problems = catalog.read(form, sources or (), bad.append, ids=ids, max_lines=max_lines)
    with Store.connect(settings.load()) as store:
        store.create()
        print(store.add_problems(problems, refused=bad.append))
    catalog.complain(bad)


@database.command()
def formats() -> None:
    """List the formats that can be imported."""
    from codegarden.importers import catalog

    table = Table("format", "what it is", box=None)
    for name, summary in catalog.summaries().items():
        table.add_row(name, summary)
    Console().print(table)


@database.command()
def export(
    file: Annotated[Path, typer.Argument(help="a .jsonl file to write")],
    origin: Annotated[str, typer.Option(help="only problems of this origin")] = "",
) -> None:
    """Write problems, programs and tests as JSON Lines, which ``db import jsonl`` reads."""
    from codegarden.importers import jsonl
    from codegarden.store import Store

    with Store.connect(settings.load()) as store:
        print(f"{jsonl.write(store.problems(origin=origin or None), file)} problems in {file}")


@server.command()
def start() -> None:
    """Start the server, note its URL in .env and print it."""
    from codegarden.store import mysql_server

    print(mysql_server.start(settings.load()))


@server.command()
def stop() -> None:
    """Stop the server."""
    from codegarden.store import mysql_server

    print("stopped" if mysql_server.stop(settings.load()) else "it does not run")
