"""``codegarden doctor`` and ``benchmark``: what works here, and how well."""

import ast
import contextlib
import functools
import importlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from codegarden import settings
from codegarden.cli.commands.output import Json, show_json, show_table
from codegarden.cli.options import check_measure

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
JSON = "--json"


def doctor(as_json: Json = False) -> None:
    """Try out what works on this machine.

    Exit status 1 where something that is needed fails.
    """
    from dataclasses import asdict

    from codegarden.cli.doctor import checks

    found = list(checks(settings.load()))
    sick = any(not check.works and check.needed for check in found)
    if as_json:
        show_json({"works": not sick, "checks": [asdict(check) for check in found]})
    else:
        rows = [
            (
                "ok" if check.works else "FAILS" if check.needed else "absent",
                check.name,
                check.detail,
                "" if check.works else check.remedy,
            )
            for check in found
        ]
        show_table(["", "what", "found", "remedy"], rows)
    raise typer.Exit(int(sick))


def benchmark(context: typer.Context, name: Annotated[str, typer.Argument()] = "") -> None:
    """Measure; without a name, list what is measured.

    Prints tables and, as the last line, one JSON object.
    With --json that line is all that is printed; codegarden benchmark NAME --help tells the rest.
    """
    summaries = benchmark_summaries()
    arguments = [one for one in context.args if one != JSON]
    only_json = JSON in (name, *context.args)
    if name not in ("", "--help", JSON, *summaries):
        raise typer.BadParameter(f"there is no {name!r}: choose one of {', '.join(summaries)}")
    if name == "--help":
        print(context.get_help(), end="\n\n")
    if name not in summaries:
        if only_json:
            show_json(summaries)
        else:
            show_table(["benchmark", "what it measures"], list(summaries.items()))
        return
    module = importlib.import_module(f"codegarden.benchmarks.{name}")
    single = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    single.command(name)(with_figures_last(module.run, only_json))
    single(args=arguments, prog_name=f"codegarden benchmark {name}", standalone_mode=False)


def benchmark_summaries() -> dict[str, str]:
    """Return the first line of each benchmark's docstring, by name, without importing any."""
    docstrings = {
        path.stem: ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        for path in sorted(BENCHMARKS.glob("[a-z]*.py"))
    }
    return {name: text.partition("\n")[0] for name, text in docstrings.items()}


def with_figures_last(
    measure: Callable[..., dict[str, Any]], only_json: bool = False
) -> Callable[..., None]:
    """Return a command that prints the figures that ``measure`` returns as its last line."""

    @functools.wraps(measure)
    def command(*arguments: Any, **options: Any) -> None:
        with contextlib.ExitStack() as stack:
            if only_json:
                quiet = stack.enter_context(Path(os.devnull).open("w"))
                stack.enter_context(contextlib.redirect_stdout(quiet))
            check_measure(options)
            figures = measure(*arguments, **options)
        print(json.dumps(figures))

    return command
