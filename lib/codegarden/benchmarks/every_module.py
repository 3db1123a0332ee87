"""Whether mutants of every module of the standard library and of some packages compile.

A few mutants by every operator, from a random place of each module on. A fault is an exception in
an operator, or a mutant that is not a program. The counts are those of this Python; how to run it
on another one, without this environment, says ``_every_module``.
"""

import sysconfig
from pathlib import Path
from typing import Annotated

import typer

from codegarden.benchmarks import _every_module

PACKAGES = ("click", "jinja2", "requests", "rich", "hypothesis")


def run(
    names: Annotated[
        list[str] | None, typer.Argument(help="installed packages; without, five of them")
    ] = None,
    mutants: Annotated[int, typer.Option(min=1, help="of each operator in each module")] = 3,
    seed: Annotated[int, typer.Option(help="of the places to begin at")] = 0,
) -> dict[str, int]:
    """Make mutants of every module and return the counts."""
    folders = [Path(sysconfig.get_path("stdlib")), *_every_module.packages(names or PACKAGES)]
    return _every_module.run(folders, mutants, seed)
