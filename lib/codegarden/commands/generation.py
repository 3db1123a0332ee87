"""``codegarden generate``: a sentence in, a program that passes its tests out."""

import json
import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from codegarden import settings
from codegarden.commands.output import Json, progress
from codegarden.options import Components, Seconds, Signature, Tests

EXAMPLE = """codegarden generate "Return twice the number x." --test "f(3) == 6" --seconds 20"""


def generate(
    description: Annotated[str, typer.Argument(help="the task, in a sentence")] = "",
    test: Tests = None,
    signature: Signature = "",
    seconds: Seconds = 60,
    components: Components = None,
    as_json: Json = False,
) -> None:
    """Write a program for a task description.

    Exit status 0 only when all given tests pass.
    """
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
    with (
        Store.connect(options) as store,
        closing(sandbox),
        progress("searching", seconds) as update,
    ):
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
            progress=lambda stage, at: update(at, text=stage),
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
