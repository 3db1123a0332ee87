"""``codegarden run`` and ``notebooks``: the four notebooks, in sequence or in place."""

import os
from itertools import chain
from typing import Annotated

import typer

from codegarden import settings
from codegarden.cli.commands.output import Json, show_json
from codegarden.cli.options import Definitions, First, Parameters, Profile

EXAMPLE = "codegarden run --profile smoke -p seed=1 -p 02.epochs=3"


def run(
    profile: Profile = "default",
    first: First = "",
    force: Annotated[bool, typer.Option(help="run also what has not changed")] = False,
    definitions: Definitions = None,
    parameters: Parameters = None,
    as_json: Json = False,
) -> None:
    """Run the notebooks in sequence and write a report."""
    from codegarden.pipeline.runner import run_pipeline

    if definitions:
        os.environ["CODEGARDEN_DEFINITIONS"] = str(definitions.resolve())
    folder = run_pipeline(settings.load(), profile, first, force, parameters or ())
    report = folder / "report.html"
    if as_json:
        show_json({"report": str(report), "manifest": str(folder / "manifest.json")})
    else:
        print(report)


def notebooks(
    only: Annotated[str, typer.Option(help="only the notebooks that start with this: 02")] = "",
    as_json: Json = False,
) -> None:
    """Execute the notebooks in place.

    With their defaults, as they are committed; the README's pictures are written out of them.
    """
    from codegarden.pipeline.notebooks import refresh, write_pictures

    root = settings.load().root
    names = []
    for path in chain(refresh(root / "notebooks", only), write_pictures(root)):
        names.append(path.name)
        if not as_json:
            print(path.name, flush=True)
    if as_json:
        show_json({"notebooks": names})
