"""Function headers as people write them: annotated, with defaults, async, of a method, or bare.

A header gives the name, the parameters with their types, and its own text as Python writes it. How
an answer is put under it is not told here: see ``generation.header``.
"""

import ast
import inspect
import re
from dataclasses import dataclass, replace
from keyword import iskeyword
from typing import Any

from codegarden.description.elements import Parameter, Span
from codegarden.description.examples import MANY, UNREADABLE, closing
from codegarden.description.types import ANY, REST, STR, Type, TypeTextError, parse

RECEIVERS = ("self", "cls")  # the object that a method is of, by the names that everybody gives it
DEFINED = re.compile(r"(?:\b(async)\s+)?\bdef\s+([^\W\d]\w*)\s*(?=\()")
CLASS = re.compile(r"^([ \t]*)class\s+([^\W\d]\w*)[^\n]*:[ \t]*$", re.M)
CALLED = re.compile(
    r"\b(?:function|method|program|procedure)\s+"
    r"(?:(?:is |be )?(?:called|named)\s+[`'\"]?([A-Za-z_]\w*)"
    r"|[`'\"]?([A-Za-z]\w*_\w+|[a-z]+[A-Z]\w*)\b"
    r"|`([A-Za-z_]\w*)(?=[`(])"
    r"|([A-Za-z_]\w*)(?=\())"
)


class SignatureTextError(ValueError):
    """A text that writes no signature; the message shows it and the form."""


@dataclass(frozen=True)
class Signature:
    """A function's name and parameters; ``header`` is its text, "" where only the name is known.

    A method's header stands in its class: ``class Queue:``, and the method's own line below it.
    """

    name: str
    parameters: tuple[Parameter, ...] = ()
    returns: Type | None = None
    header: str = ""


def signature_in(text: str) -> Signature | None:
    """Return the last function header that a text holds, or None.

    >>> signature_in("async def get(url: str, tries: int = 3) -> str:").header
    'async def get(url: str, tries: int=3) -> str'
    """
    for m in list(DEFINED.finditer(text))[: -MANY - 1 : -1]:
        end = closing(text, m.end())
        arrow = re.match(r"\s*->\s*([^:\n]+)", text[end:]) if end else None
        for returns in ([f" -> {arrow[1]}"] if arrow else []) + [""]:
            line = f"def {m[2]}{text[m.end() : end]}{returns}"
            found = end and _signature(f"{m[1] or ''} {line}".strip(), m.start(), end, text)
            if found:
                return found
    return None


def signature_of(text: str) -> Signature | None:
    """Return the signature that a text of its own writes: a header, ``f(xs, k=2)``, or a name."""
    text = text.strip()
    line = text.removeprefix("def ").rstrip(": ")
    if line.isidentifier() and not iskeyword(line):
        return Signature(line)
    return signature_in(text) or _signature(f"def {line}", 0, 0, text)


def checked_signature(text: str) -> Signature | None:
    """Return the signature that a text of its own writes, None for no text at all.

    Raises ``SignatureTextError`` for any other text.
    """
    signature = signature_of(text) if text.strip() else None
    if text.strip() and signature is None:
        raise SignatureTextError(f"{text[:60]!r}: write a name, or a header such as def f(xs, k=2)")
    return signature


def named_in(text: str) -> Signature | None:
    """Return what a text says of a function in words: its name, its parameters if it has them.

    >>> named_in("Write a function sum_even that adds the even numbers.").name
    'sum_even'
    """
    for m in CALLED.finditer(text):
        name = next(filter(None, m.groups()))
        if name.isidentifier() and not iskeyword(name):
            end = closing(text, m.end()) if text[m.end() : m.end() + 1] == "(" else 0
            line = f"def {name}{text[m.end() : end]}"
            return (end and _signature(line, m.start(), end, text)) or Signature(name)
    return None


def renamed(signature: Signature, name: str) -> Signature:
    """Return a signature under another name."""
    header = re.sub(r"\bdef [^\W\d]\w*", f"def {name}", signature.header, count=1)
    return replace(signature, name=name, header=header)


def defaults_of(signature: Signature) -> dict[str, Any]:
    """Return the values of a header's defaults that are plain data, by the parameters' names."""
    if not signature.header:
        return {}
    found = parameters_in(function_of(signature.header))
    return {name.arg: default for name, _, default in found if not is_open(default)}


def function_of(header: str) -> ast.FunctionDef | ast.AsyncFunctionDef:
    """Return the function of a header, a method's also, as a tree with an empty body."""
    statement = ast.parse(f"{header}: pass").body[0]
    return statement.body[0] if isinstance(statement, ast.ClassDef) else statement


def parameters_in(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[tuple]:
    """Return name, kind and default of each parameter, without the object that a method is of.

    The kinds are those of ``inspect.Parameter``, and so is the default of none; one that is no
    plain data is its tree.
    """
    own, kind = function.args, inspect.Parameter
    listed = [*own.posonlyargs, *own.args]
    defaults = [None] * (len(listed) - len(own.defaults)) + own.defaults
    found = [
        (name, kind.POSITIONAL_OR_KEYWORD, _value(default))
        for name, default in zip(listed, defaults, strict=True)
    ]
    if listed and listed[0].arg in RECEIVERS:
        del found[0]
    found += [(own.vararg, kind.VAR_POSITIONAL, kind.empty)] if own.vararg else []
    found += [
        (name, kind.KEYWORD_ONLY, _value(default))
        for name, default in zip(own.kwonlyargs, own.kw_defaults, strict=True)
    ]
    return found + ([(own.kwarg, kind.VAR_KEYWORD, kind.empty)] if own.kwarg else [])


def is_open(default: Any) -> bool:
    """Return whether a parameter has no default whose value is known."""
    return default is inspect.Parameter.empty or isinstance(default, ast.AST)


def _value(default: ast.expr | None) -> Any:
    """Return the value of a default, the tree itself where it is no plain data."""
    if default is None:
        return inspect.Parameter.empty
    try:
        return ast.literal_eval(default)
    except UNREADABLE:
        return default


def _signature(line: str, start: int, end: int, text: str) -> Signature | None:
    """Return the signature of one line ``def f(...)``, which stands in a text; None for others."""
    try:
        compile(f"{line}: pass", "<header>", "exec", dont_inherit=True)  # parameters may be doubled
        function = function_of(line)
        header = ast.unparse(function).partition("\n")[0].removesuffix(":")
    except UNREADABLE:
        return None
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    classes = [m for m in CLASS.finditer(text, 0, start) if len(m[1]) < _indent(text, start)]
    first = [*function.args.posonlyargs, *function.args.args][:1]
    owner = classes[-1][2] if classes and first and first[0].arg in RECEIVERS else ""
    span = Span(start, end, "signature")
    parameters = tuple(
        Parameter(name.arg, gathered(kind, type_written(name.annotation)), span)
        for name, kind, default in parameters_in(function)
        if not isinstance(default, ast.AST)
    )
    returns = type_written(function.returns) if function.returns else None
    header = f"class {owner}:\n    {header}" if owner else header
    return Signature(function.name, parameters, returns, header)


def gathered(kind: Any, type_: Type) -> Type:
    """Return the type of a parameter that gathers what is annotated: ``*values``, ``**options``."""
    if kind is inspect.Parameter.VAR_POSITIONAL:
        return Type("tuple", (type_, REST))
    return Type("dict", (STR, type_)) if kind is inspect.Parameter.VAR_KEYWORD else type_


def _indent(text: str, place: int) -> int:
    """Return how far the line is indented on which a place is."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return len(line) - len(line.lstrip())


def type_written(annotation: ast.expr | None) -> Type:
    """Return the type of an annotation, ``any`` where it is none of plain data."""
    if annotation is None:
        return ANY
    text = ast.unparse(annotation).strip("'\"").replace("typing.", "")
    try:
        return parse(re.sub(r"Optional\[(.*)\]", r"\1", text))
    except (TypeTextError, RecursionError):
        return ANY
