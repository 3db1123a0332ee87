"""``codegarden generate``: a sentence in, a program that passes its tests out."""

import json
import sys
import time
from typing import Annotated, Any

import typer

from codegarden import settings
from codegarden.cli.commands.output import Json, progress
from codegarden.cli.options import Components, Seconds, Signature, Tests

QUESTIONS = 2  # that are asked, at most
EXAMPLE = (
    'codegarden generate "Return twice the number x." --test "f(3) == 6" --test "f(-5) == -10"'
)


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
    from codegarden.generation.trained import trained_guide, trained_model
    from codegarden.sandbox import Sandbox
    from codegarden.store import Store

    tests = given_tests(test or ())
    is_talk = sys.stdin.isatty() and not as_json
    if not description.strip():
        while not description.strip():
            description = typer.prompt("What should the program do")
        tests = tests or asked_for_examples()
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
            guide=trained_guide(options.trained),
            sandbox=sandbox,
            record=lambda one: store.answers.add(**one.as_record()),
            components=components or options.components,
            processes=options.workers,
            progress=lambda stage, at: update(at, text=stage),
            ask=asked if is_talk else None,
            most_questions=QUESTIONS,
        )
    print(json.dumps(answer.as_record(), default=asdict) if as_json else answer)
    if not answer.passes:
        raise typer.Exit(1)


def asked_for_examples() -> list[Any]:
    """Return the tests of the examples that are typed in, one a line; an empty line ends them."""
    from codegarden.generation.given import given_tests
    from codegarden.synthesis.examples import TestTextError

    found: list[Any] = []
    print("Examples, one a line, as in f([1, 2]) == 3; an empty line when there are no more.")
    while True:
        try:
            line = typer.prompt("Example", default="", show_default=False).strip()
        except typer.Abort:  # the end of what is typed
            return found
        if not line:
            return found
        try:
            found += given_tests(line)
        except TestTextError as error:
            print(error)


def asked(question: Any) -> str | None:
    """Return the reply to a question that is typed in: a number, a value, or nothing."""
    from codegarden.generation.questions import OTHER, wrong_with

    print(f"{question}")
    for number, choice in enumerate(question.choices, 1):
        print(f"  {number}  {choice}")
    while True:
        reply = typer.prompt("Number, or nothing to go on", default="", show_default=False).strip()
        if not reply:
            return None
        if reply.isdigit() and 1 <= int(reply) <= len(question.choices):
            reply = question.choices[int(reply) - 1]
            if reply != OTHER:
                return reply
            reply = typer.prompt("The value, in Python").strip()
        problem = wrong_with(reply)
        if not problem:
            return reply
        print(problem)
