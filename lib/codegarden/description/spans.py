"""Code inside prose: signatures, quoted literals, names and ranges, found by rules.

Everything here works on characters; no language model takes part.
"""

import ast
import re
from dataclasses import dataclass
from keyword import iskeyword
from typing import Any

from codegarden.description.examples import closing, literal
from codegarden.description.specification import Parameter, Span
from codegarden.description.types import ANY, TypeTextError, parse

CODE = re.compile(
    r"""
    (?P<quoted>(?<![\w])"(?:[^"\\\n]|\\.){0,60}"|(?<![\w])'(?:[^'\\\n]|\\.){0,60}'(?![\w])|`[^`\n]{1,60}`)
  | (?P<call>\b[A-Za-z_]\w*\([^()\n]{0,60}\))
  | (?P<item>\b[A-Za-z_]\w*\[[^\[\]\n]{0,30}\](?:\[[^\[\]\n]{0,30}\])*)
  | (?P<list>[\[({][-\d\w'",.\s]{0,60}[\])}])
  | (?P<range>\b\d+\s?(?:-|\.\.|…|to)\s?\d+\b)
  | (?P<snake>\b[a-z]+(?:_[a-z0-9]+)+\b|\b[A-Za-z]+\d+\b)
  | (?P<number>(?<![\w.])-?\d+(?:\.\d+)?(?!\w))
    """,
    re.VERBOSE,
)
NUMBERED = "two|three third triple cube|four fourth|five fifth|six sixth|seven|eight|nine|ten"
NUMBER_WORDS = {
    word: number for number, row in enumerate(NUMBERED.split("|"), 2) for word in row.split()
}


@dataclass(frozen=True)
class Signature:
    """A function's name, parameters and return type as code writes them."""

    name: str
    parameters: tuple[Parameter, ...]
    returns: str = ""


def code_spans(text: str) -> list[Span]:
    """Return the code-like spans of a text, from left to right, none inside another.

    >>> [(s.label, "sum of a[i] and 'x'"[s.start:s.end]) for s in code_spans("sum of a[i] and 'x'")]
    [('item', 'a[i]'), ('quoted', "'x'")]
    """
    return [Span(m.start(), m.end(), m.lastgroup or "code") for m in CODE.finditer(text)]


def constants_in(text: str, spans: list[Span]) -> tuple[Any, ...]:
    """Return the numbers and quoted strings among the spans, and numbers in words, each once."""
    found: list[Any] = []
    for span in spans:
        said = text[span.start : span.end]
        if span.label == "range":
            found += [int(n) for n in re.findall(r"\d+", said)]
        elif span.label in ("number", "quoted"):
            value = literal(said.strip("`")) if said[0] == "`" else literal(said)
            if isinstance(value, int | float | str):
                found.append(value)
    found += [NUMBER_WORDS[w] for w in re.findall(r"[a-z]+", text.lower()) if w in NUMBER_WORDS]
    return tuple(v for i, v in enumerate(found) if repr(v) not in map(repr, found[:i]))


def signature_in(text: str) -> Signature | None:
    """Return the last function header that a text holds, with its annotations, or None."""
    headers = list(re.finditer(r"\bdef\s+([A-Za-z_]\w*)\s*(?=\()", text))
    for m in reversed(headers):
        end = closing(text, m.end())
        if not end:
            continue
        arrow = re.match(r"\s*->\s*([^:\n]+)", text[end:])
        try:
            tree = ast.parse(f"def f{text[m.end() : end]}: pass").body[0]
        except SyntaxError:
            continue
        parameters = tuple(
            Parameter(
                each.arg,
                _annotation(ast.unparse(each.annotation)) if each.annotation else ANY,
                Span(m.start(), end, "signature"),
            )
            for each in [*tree.args.posonlyargs, *tree.args.args]
        )
        return Signature(m[1], parameters, arrow[1].strip() if arrow else "")
    return None


def named_in(text: str) -> str:
    """Return the name that a text gives a function in words, "" if it gives none.

    >>> named_in("Write a function sum_even that adds the even numbers.")
    'sum_even'
    """
    called = re.search(
        r"\b(?:function|method|program|procedure)\s+"
        r"(?:(?:is |be )?(?:called|named)\s+[`'\"]?([A-Za-z_]\w*)"
        r"|[`'\"]?([A-Za-z]\w*_\w+|[a-z]+[A-Z]\w*)\b"
        r"|`([A-Za-z_]\w*)(?:\([\w, ]*\))?`"
        r"|([A-Za-z_]\w*)\()",
        text,
    )
    name = next(filter(None, called.groups()), "") if called else ""
    return name if name.isidentifier() and not iskeyword(name) else ""


def _annotation(text: str) -> Any:
    """Return the type of an annotation, ``any`` where it is not plain data."""
    try:
        return parse(re.sub(r"Optional\[(.*)\]", r"\1", text))
    except TypeTextError:
        return ANY


def returned(signature: Signature) -> Any:
    """Return the type that a signature says is returned."""
    return _annotation(signature.returns) if signature.returns else ANY
