"""The shipped problems, leave-one-out: each solved from its description and test cases alone.

Or, with ``--docstring``, from a function header and a docstring with three examples, as a person
would write them, and nothing else; all of the problem's test cases then grade the one answer.
"""

import ast
import textwrap
from pathlib import Path
from typing import Annotated

import typer

from codegarden.benchmarks._solving import solve_leaving_out, totals
from codegarden.description.types import Type, join, type_of
from codegarden.importers import examples
from codegarden.program import Problem, TestCase
from codegarden.settings import load
from codegarden.synthesis.examples import calls_of

EXAMPLES = 3  # in a docstring
FORMS = (  # ways to write an example, each problem has another
    ">>> {call}\n{result}",
    "{call} == {result}",
    "{call} => {result}",
    "{call} # => {result}",
    "{call} ➞ {result}",
    "{call} should return {result}",
    "For {named} the result is {result}",
)
TYPING = {"list": "List", "dict": "Dict", "tuple": "Tuple", "set": "Set"}


def run(
    seconds: Annotated[float, typer.Option(help="seconds for a problem, at most")] = 60.0,
    out: Annotated[Path | None, typer.Option(help="file for a JSON row a problem")] = None,
    limit: Annotated[int, typer.Option(help="solve so many of the problems, evenly chosen")] = 0,
    without: Annotated[str, typer.Option(help="sources to leave out, with commas")] = "",
    docstring: Annotated[bool, typer.Option(help="give header and docstring only")] = False,
    model: Annotated[str, typer.Option(help="folder of a trained language model")] = "",
    seed: int = 0,
) -> dict:
    """Solve the shipped problems, each without its own programs and near-duplicates of them."""
    problems = list(examples.read(load().data / "examples"))
    forms = {problem.name: FORMS[n % len(FORMS)] for n, problem in enumerate(problems)}
    rows = solve_leaving_out(
        problems,
        problems,
        seconds=seconds,
        out=out,
        limit=limit,
        without=without,
        model=model,
        seed=seed,
        prompt=(lambda problem: prompt(problem, forms[problem.name])) if docstring else None,
    )
    return totals(rows, "problems")


def prompt(problem: Problem, form: str) -> str:
    """Return a header with annotations and a docstring with examples, all that is told."""
    names = parameters(problem)
    _, pairs = calls_of(problem.tests)
    columns = [join(map(type_of, column)) for column in zip(*(a for a, _ in pairs), strict=True)]
    inside = ", ".join(f"{n}: {annotation(t)}" for n, t in zip(names, columns, strict=True))
    returns = annotation(join(type_of(result) for _, result in pairs))
    shown = [
        form.format(
            call=TestCase("", args=args).call(problem.entry_point),
            named=" and ".join(f"{n} = {a!r}" for n, a in zip(names, args, strict=True)),
            result=repr(result),
        )
        for args, result in pairs[:EXAMPLES]
    ]
    text = "\n".join([*textwrap.wrap(problem.description, 76), "", *shown])
    return (
        "from typing import Any, Dict, List, Set, Tuple\n\n\n"
        f"def {problem.entry_point}({inside}) -> {returns}:\n"
        f'    """ {textwrap.indent(text, "    ").strip()}\n    """\n'
    )


def parameters(problem: Problem) -> list[str]:
    """Return the names of the parameters, which the tests do not tell."""
    for node in ast.walk(ast.parse(problem.programs[0].source)):
        if isinstance(node, ast.FunctionDef) and node.name == problem.entry_point:
            return [arg.arg for arg in node.args.args]
    return []


def annotation(type_: Type) -> str:
    """Return a type as the ``typing`` module writes it."""
    name = TYPING.get(type_.name, type_.name)
    if type_.name in ("any", "unknown"):
        return "Any"
    if not type_.args:
        return name
    inside = ", ".join("..." if a.name == "..." else annotation(a) for a in type_.args)
    return f"{name}[{inside}]"
