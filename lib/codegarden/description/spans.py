"""Code inside prose: quoted literals, names, numbers and ranges, found by rules.

Everything here works on characters; no language model takes part.
"""

import re
from typing import Any

from codegarden.description.elements import Span
from codegarden.description.examples import literal

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
    return tuple({repr(value): value for value in found}.values())
