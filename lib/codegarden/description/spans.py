"""Code inside prose: signatures, examples, quoted literals, names and ranges, found by rules.

Everything here works on characters; no language model takes part.
"""

import ast
import re
from dataclasses import dataclass
from typing import Any

from codegarden.description.specification import Example, Parameter, Span
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
ARROW = re.compile(
    r"\s*(?:==?>|->|➞|→|==|=(?!=)|"
    r"(?:should\s+)?(?:returns?|gives?|evaluates? to|equals?|is|results? in)\b)\s*:?\s*"
)
NUMBERED = "two|three third triple cube|four fourth|five fifth|six sixth|seven|eight|nine|ten"
NUMBER_WORDS = {
    word: number for number, row in enumerate(NUMBERED.split("|"), 2) for word in row.split()
}
NEXT_LINE = re.compile(r"[ \t]*\n[ \t]*(?!>>>)")
UNNAMED = re.compile(r"(?:^|\bfor|e\.g\.,?|[Ee]xamples?[:,]?|[Ii]nput:?|[:;\n])\s*(?=[\[({'\"\d-])")
GIVES = re.compile(
    r"[,;]?\s*(?:it |the (?:result|answer|output) )?(?:should )?(?:be|[Oo]utput:?)\s*"
)


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


def literal(text: str) -> Any:
    """Return the plain data that a text writes, or None where it writes none."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


def examples_in(text: str, name: str = "") -> list[Example]:
    """Return the calls with results that a text gives, for a function's name or for any.

    Forms: ``>>> f(1)`` with the result below; ``f(1) returns 2``, ``f(1) == 2``, ``f(1) => 2``;
    ``for [1, 2] it returns 3`` and ``[1, 2] => 3``.
    """
    found = []
    for start, args, end in calls(text, name):
        after = NEXT_LINE.match(text, end) if _prompted(text, start) else None
        after = after or ARROW.match(text, end)
        if not after:
            continue
        begin = after.end()
        value, stop = leading_literal(text, begin)
        if stop > begin:
            found.append(Example(args, value, Span(start, stop, "example")))
    return found or unnamed_examples(text)


def unnamed_examples(text: str) -> list[Example]:
    """Return the inputs with results that a text gives without a function's name."""
    found = []
    for m in UNNAMED.finditer(text):
        value, stop = leading_literal(text, m.end())
        arrow = stop > m.end() and (ARROW.match(text, stop) or GIVES.match(text, stop))
        if arrow:
            result, end = leading_literal(text, arrow.end())
            if end > arrow.end():
                found.append(Example((value,), result, Span(m.end(), end, "example")))
    return found


def _prompted(text: str, start: int) -> bool:
    """Return whether a call stands after an interpreter's prompt."""
    return text[max(0, start - 4) : start].rstrip().endswith(">>>")


def calls(text: str, name: str = "") -> list[tuple[int, tuple, int]]:
    """Return start, arguments and end of each call with literal arguments."""
    found = []
    called = re.escape(name) if name else r"[A-Za-z_]\w*"
    for m in re.finditer(rf"\b{called}\(", text):
        end = closing(text, m.end() - 1)
        if end:
            args = (
                literal(f"({text[m.end() : end - 1]},)") if text[m.end() : end - 1].strip() else ()
            )
            if args is not None:
                found.append((m.start(), args, end))
    return found


def closing(text: str, start: int) -> int:
    """Return the end of the bracket that opens at ``start``, 0 if it never closes."""
    depth, quote = 0, ""
    for place in range(start, min(len(text), start + 2_000)):
        c = text[place]
        if quote:
            quote = "" if c == quote and text[place - 1] != "\\" else quote
        elif c in "'\"":
            quote = c
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if not depth:
                return place + 1
    return 0


def leading_literal(text: str, start: int) -> tuple[Any, int]:
    """Return the plain data that a text begins with from ``start`` on, and where it ends."""
    if text[start : start + 1] in tuple("([{"):
        end = closing(text, start)
        value = literal(text[start:end]) if end else None
        return (value, end) if value is not None else (None, start)
    m = re.compile(
        r"True|False|None|true|false|-?\d+(?:\.\d+)?(?:e-?\d+)?|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\""
    ).match(text, start)
    if not m:
        return None, start
    return literal(m[0].capitalize() if m[0] in ("true", "false") else m[0]), m.end()


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


def _annotation(text: str) -> Any:
    """Return the type of an annotation, ``any`` where it is not plain data."""
    try:
        return parse(re.sub(r"Optional\[(.*)\]", r"\1", text))
    except TypeTextError:
        return ANY


def returned(signature: Signature) -> Any:
    """Return the type that a signature says is returned."""
    return _annotation(signature.returns) if signature.returns else ANY
