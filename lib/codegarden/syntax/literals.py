"""The literals of strings in a program's text, and what is inside of f-strings.

Before Python 3.12 ``ast`` knows no positions there, and since then it joins the texts of adjoining
literals; so the literals are read here, in the grammar of both.
"""

import ast
import re
from typing import NamedTuple

_LITERAL = re.compile(r"""([a-zA-Z]{0,2})(\"{3}|'{3}|"|')""")
_GAP = re.compile(r"(?:[\s\\]|#[^\r\n]*)*")
_IN_FIELD = re.compile(
    r"""(?P<literal>[rRbBuUfF]{0,2}["'])|#[^\r\n]*|\w+|[=!<>]=|(?P<sign>[()\[\]{}!:=])|[\s\S]"""
)
# a literal's inside, and how it would be written in a literal of one line between double quotes
_IN_LITERAL = re.compile(r'\\[\s\S]|["\r\n\\]')
_LINED = {'"': '\\"', "\n": "\\n", "\r": "\\r", "\\": "\\\\"}


class Text(NamedTuple):
    """A piece of plain text of an f-string: its span, its value, and its literal's marks."""

    start: int
    end: int
    value: str
    prefix: str
    quote: str

    def written(self, value: str) -> str:
        r"""Return how another value would be written in the place.

        >>> Text(0, 1, "", "f", '"').written('{"é\n')
        '{{\\"é\\n'
        """
        if "r" not in self.prefix.lower():
            kept = {"'": "'", '"': '"', self.quote[0]: "\\" + self.quote[0]}
            value = "".join(kept.get(one) or repr(one)[1:-1] for one in value)
        return value.replace("{", "{{").replace("}", "}}")


class Field(NamedTuple):
    """The span of an expression in an f-string."""

    start: int
    end: int


def pieces(text: str, start: int, end: int) -> list[Text | Field]:
    """Return the texts and expressions of f-strings side by side, in the order of the text.

    Those of format specifications come after the expression that they are for; the inside of
    expressions is left out.
    """
    found: list[Text | Field] = []
    position = start
    while position < end:
        position = read_literal(text, position, found)
        position = _GAP.match(text, position).end()
    return found


def read_literal(text: str, position: int, found: list | None = None) -> int:
    """Return the offset after a literal; the pieces of an f-string are added to ``found``."""
    found = [] if found is None else found
    opening = _LITERAL.match(text, position)
    prefix, quote = opening.groups()
    position, at = opening.end(), opening.end()
    formatted, raw = "f" in prefix.lower(), "r" in prefix.lower()

    def keep(stop: int) -> None:
        if formatted and stop > at:
            found.append(Text(at, stop, _value(prefix, text[at:stop]), prefix, quote))

    while not text.startswith(quote, position):
        one = text[position]
        if one == "\\" and (not formatted or text[position + 1] not in "{}"):
            named = not raw and formatted and text.startswith("N{", position + 1)
            position = text.index("}", position) + 1 if named else position + 2
        elif not formatted or one not in "{}":
            position += 1
        elif text[position + 1] == one:
            position += 2
        else:
            keep(position)
            position = at = _read_field(text, position, found)
    keep(position)
    return position + len(quote)


def _read_field(text: str, position: int, found: list) -> int:
    """Read a replacement field from its bracket on, and return the offset after it."""
    start, depth, place = position + 1, 0, len(found)
    position = start
    end = None
    while True:
        match = _IN_FIELD.match(text, position)
        if match["literal"]:
            position = read_literal(text, position)
            continue
        sign, before = match["sign"], position
        position = match.end()
        if sign in ("(", "[", "{"):
            depth += 1
        elif sign and depth and sign in ")]}":
            depth -= 1
        elif sign and not depth:
            end = before if end is None else end
            if sign == ":":
                position = _read_specification(text, position, found)
            if sign in ":}":
                found.insert(place, Field(start, end))
                return position


def _read_specification(text: str, position: int, found: list) -> int:
    """Read what follows the colon of a field, and return the offset after the field."""
    while text[position] != "}":
        position = _read_field(text, position, found) if text[position] == "{" else position + 1
    return position + 1


def _value(prefix: str, written: str) -> str:
    plain = written.replace("{{", "{").replace("}}", "}")
    if "r" in prefix.lower():
        return plain
    body = _IN_LITERAL.sub(lambda match: _LINED.get(match.group(), match.group()), plain)
    return ast.literal_eval(f'"{body}"')
