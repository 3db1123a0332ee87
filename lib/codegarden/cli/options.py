"""Options of the command line whose values are checked before anything runs.

What a command would find out after a while is looked at here at once, by the part that would raise.
"""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from codegarden import settings

UNUSABLE = typer.BadParameter.mro()[2]  # click's ClickException, which typer keeps to itself


def usable(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return the check of an option's value, in which an error of the package refuses the value.

    The check gets a value that was given, and not the default.
    """

    def checked(context: typer.Context, parameter: typer.CallbackParam, value: Any) -> Any:
        if context.get_parameter_source(parameter.name).name == "COMMANDLINE":
            try:
                check(value)
            except (ValueError, RuntimeError) as error:
                raise typer.BadParameter(str(error)) from None
        return value

    return checked


def check_profile(name: str) -> None:
    """Raise ``ProfileError`` for a name of no profile."""
    from codegarden.pipeline.profiles import find_profile

    find_profile(settings.load().root / "profiles", name)


def check_first(number: str) -> None:
    """Raise ``NotebookError`` for a number that no notebook has."""
    from codegarden.pipeline.stages import numbered, starting_with

    starting_with(number, numbered((settings.load().root / "notebooks").glob("*.ipynb")))


def check_definitions(path: Path) -> None:
    """Raise ``DefinitionsError`` for a file without checks that can be run."""
    from codegarden.evaluation import load_definitions

    load_definitions(path)


def check_seconds(seconds: float) -> None:
    """Raise ``ValueError`` for what is no time to search."""
    if not 0 < seconds < math.inf:
        raise ValueError(f"{seconds:g}: give a number above 0")


def check_measure(options: dict[str, Any]) -> None:
    """Raise ``BadParameter`` for an option that no benchmark can use, whichever has it.

    Numbers are counts and times, but for seeds; what is left out, used or packages are lists.
    """
    for name, value in options.items():
        try:
            if name == "seconds":
                check_seconds(value)
            elif name in ("without", "sources"):
                check_parts(listed(value))
            elif name == "components":
                check_components(listed(value))
            elif isinstance(value, int | float) and name != "seed" and not 0 <= value < math.inf:
                raise ValueError(f"{value}: give 0 or a number above it")
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint=f"'--{name}'") from None


def listed(text: str) -> list[str]:
    """Return the names that a text lists with commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def check_parts(names: list[str]) -> None:
    """Raise ``UnknownPartError`` for a part of generation that there is none of."""
    from codegarden.generation.sources import checked_parts

    checked_parts(names)


def check_tests(lines: list[str]) -> None:
    """Raise ``TestTextError`` for a line that is no test."""
    from codegarden.generation.given import given_tests

    given_tests(lines)


def check_components(packages: list[str]) -> None:
    """Raise ``ComponentError`` for a package that is not there or gives nothing to search with."""
    from codegarden.synthesis.components import components

    for package in packages:
        components(package)


def check_signature(text: str) -> None:
    """Raise ``SignatureTextError`` for a text that is neither a name nor a function's header."""
    from codegarden.description import checked_signature

    checked_signature(text)


def check_parameters(texts: list[str]) -> None:
    """Raise ``ProfileError`` for what is not ``name=value`` of a notebook's parameter."""
    from codegarden.pipeline.profiles import given_parameters
    from codegarden.pipeline.stages import numbered

    given_parameters(texts, numbered((settings.load().root / "notebooks").glob("*.ipynb")))


def profiles(start: str) -> list[str]:
    """Return the names of profiles that begin so, for the shell to complete."""
    names = (path.stem for path in (settings.load().root / "profiles").glob("*.yaml"))
    return sorted(name for name in names if name.startswith(start))


Profile = Annotated[
    str,
    typer.Option(
        help="a file of profiles/: smoke, default or full",
        callback=usable(check_profile),
        autocompletion=profiles,
    ),
]
Parameters = Annotated[
    list[str] | None,
    typer.Option(
        "-p",
        "--parameter",
        metavar="NAME=VALUE",
        help="a notebook's parameter, in all that have it or in one: 02.epochs=3; may be repeated",
        callback=usable(check_parameters),
    ),
]
First = Annotated[
    str, typer.Option("--from", help="start at this notebook: 03", callback=usable(check_first))
]
Definitions = Annotated[
    Path | None,
    typer.Option(help="your own main_definitions.py", callback=usable(check_definitions)),
]
Signature = Annotated[
    str, typer.Option(help="such as: def total(values):", callback=usable(check_signature))
]
Seconds = Annotated[float, typer.Option(help="how long to search", callback=usable(check_seconds))]
Tests = Annotated[
    list[str] | None,
    typer.Option("--test", help="an assert line; may be repeated", callback=usable(check_tests)),
]
Components = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        help="a package to use functions of; may be repeated",
        callback=usable(check_components),
    ),
]
TestFile = Annotated[
    Path | None,
    typer.Option(help="asserts, test or check functions, or JSON as in data/examples"),
]
Suites = Annotated[list[Path] | None, typer.Option(help="a pytest file or folder; may be repeated")]
Tested = Annotated[str, typer.Option(help="what is tested; else the file's last one")]
