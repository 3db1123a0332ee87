"""A problem told as a function header and a docstring with a few examples, as people write them."""

import ast
import textwrap
from collections.abc import Sequence

from codegarden.description.types import Type, join, type_of
from codegarden.program import Problem, TestCase
from codegarden.synthesis.examples import calls_of

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


def prompts(problems: Sequence[Problem], examples: int) -> dict[str, str]:
    """Return by its name what is told of each problem, with its first ``examples`` tests."""
    return {
        problem.name: prompt(problem, FORMS[number % len(FORMS)], examples)
        for number, problem in enumerate(problems)
    }


def prompt(problem: Problem, form: str, examples: int) -> str:
    """Return a header with annotations and a docstring with examples, all that is told."""
    _, pairs = calls_of(problem.tests)
    columns = [join(map(type_of, column)) for column in zip(*(a for a, _ in pairs), strict=True)]
    names = parameters(problem)[: len(columns)]
    inside = ", ".join(f"{n}: {annotation(t)}" for n, t in zip(names, columns, strict=True))
    returns = annotation(join(type_of(result) for _, result in pairs))
    shown = [
        form.format(
            call=TestCase("", args=args).call(problem.entry_point),
            named=" and ".join(f"{n} = {a!r}" for n, a in zip(names, args, strict=True)),
            result=repr(result),
        )
        for args, result in pairs[:examples]
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
