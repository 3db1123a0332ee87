r"""String literals a character at a time: what may follow, whether one is whole, how to end it.

The automaton is a little narrower than Python: the code in an f-string is made of names, numbers,
attributes, calls, subscripts and arithmetic, and ``\N`` and ``\U`` are left out. What it reads as
whole is a literal that Python accepts.
"""

import re
from typing import NamedTuple

from codegarden.language_model.tokens.lexemes import KEYWORDS

OPENED = re.compile(r"((?:[rR][bBfF]?|[bBfF][rR]?|[uU])?)[\"']")
BRACKETS_MOST = 3

_ATOMS = ("None", "True", "False")
_WRONG_NAMES = frozenset(KEYWORDS) - frozenset(_ATOMS)
_OPEN, _CLOSE = "([", ")]"


class Literal(NamedTuple):
    """How much of a string literal has been read.

    ``phase``: "first" (only its opening quote), "second" (two quotes: it may end there), "text",
    "escape" (a backslash), "hex" (``count`` digits are wanted), "closed". In a triple-quoted text,
    ``count`` is the number of closing quotes read. ``field`` is the place in the code of an
    f-string, "" outside of it; see ``_field``. ``brackets`` are those open in that code.
    """

    quote: str
    prefix: str
    triple: bool = False
    phase: str = "first"
    count: int = 0
    field: str = ""
    brackets: str = ""


def opened(text: str) -> tuple[Literal, str] | None:
    """Return a literal whose first quote has been read, and the rest of the text; None if none."""
    match = OPENED.match(text)
    if match is None:
        return None
    return Literal(match.group()[-1], match.group(1).lower()), text[match.end() :]


def read(text: str, state: Literal | None = None) -> Literal | None:
    """Return the state after some text, None where no literal goes on like this.

    Without a state, the text begins with the prefix and the quote.
    """
    if state is None:
        begun = opened(text)
        if begun is None:
            return None
        state, text = begun
    for character in text:
        state = _step(state, character)
        if state is None:
            return None
    return state


def is_whole(state: Literal | None) -> bool:
    """Say whether a literal may end in a state."""
    return state is not None and state.phase in ("second", "closed")


def closing(state: Literal) -> str:
    """Return a short text that makes a literal whole."""
    if is_whole(state):
        return ""
    text = ""
    if state.phase == "escape":
        text = "0"
    elif state.phase == "hex":
        text = "0" * state.count
    elif state.field:
        text = _field_end(state)
    if text:
        return text + closing(read(text, state))
    return state.quote * (3 - state.count if state.triple else 1)


def _step(state: Literal, character: str) -> Literal | None:
    if state.phase == "closed" or character == "\0":
        return None
    if "b" in state.prefix and not character.isascii():
        return None
    if state.phase == "second":
        same = character == state.quote
        return state._replace(triple=True, phase="text") if same else None
    if character in "\n\r" and not state.triple:
        return None
    if state.phase == "first":
        if character == state.quote:
            return state._replace(phase="second")
        state = state._replace(phase="text")
    if state.phase == "escape":
        return _escape(state, character)
    if state.phase == "hex":
        if character not in "0123456789abcdefABCDEF":
            return None
        left = state.count - 1
        return state._replace(phase="hex" if left else "text", count=left)
    if state.field:
        return _field(state, character)
    if character == state.quote:
        if not state.triple or state.count == 2:
            return state._replace(phase="closed", count=0)
        return state._replace(count=state.count + 1)
    state = state._replace(count=0)
    if character == "\\":
        return state._replace(phase="escape")
    if "f" in state.prefix and character in "{}":
        return state._replace(field=character)
    return state


def _escape(state: Literal, character: str) -> Literal | None:
    if "r" in state.prefix:
        # a backslash and a quote both stay; a brace begins a field of an f-string all the same
        return None if "f" in state.prefix and character in "{}" else state._replace(phase="text")
    if character in "NU" and "b" not in state.prefix:
        return None
    if "f" in state.prefix and character in "{}":
        return None
    digits = {"x": 2, "u": 0 if "b" in state.prefix else 4}.get(character, 0)
    return state._replace(phase="hex" if digits else "text", count=digits)


def _field(state: Literal, character: str) -> Literal | None:
    """Return the state after a character of the code in an f-string.

    ``field`` is "{" or "}" after such a brace; "want" where an operand is wanted, "want)" where a
    closing bracket may stand instead; "=name" in a name, of which the text is kept as far as it may
    be a keyword; "." after a dot; "number"; "behind" after an operand; "!" and "!r" in a
    conversion; ":" in a format.
    """
    field, brackets = state.field, state.brackets
    if field == "}":
        return state._replace(field="") if character == "}" else None
    if field == "{":
        if character == "{":
            return state._replace(field="")
        field = "want"
    if field == "!":
        return state._replace(field="!r") if character in "rsa" else None
    if field in ("!r", ":"):
        return _after_code(state, field, character)
    if character.isascii() and (character.isalpha() or character == "_"):
        if field.startswith("="):
            return state._replace(field=_name(field[1:] + character))
        if field == ".":
            return state._replace(field="=*")
        return state._replace(field=_name(character)) if field.startswith("want") else None
    if character in "0123456789":
        if field.startswith("="):
            return state._replace(field="=*")
        # only digits that need no look at the first of them
        digits = field.startswith("want") and character != "0"
        return state._replace(field="number") if digits or field == "number" else None
    if field.startswith("want"):
        if character in "( " or (character == "-" and field == "want"):
            more = character if character == "(" else ""
            return _open(state, more) if more else state._replace(field="want")
        if field == "want)" and character == ")":
            return state._replace(field="behind", brackets=brackets[:-1])
        return None
    if field == "." or field[1:] in _WRONG_NAMES:
        return None
    return _behind(state, character)


def _behind(state: Literal, character: str) -> Literal | None:
    """Return the state after a character that follows an operand."""
    field, brackets = state.field, state.brackets
    callable_ = field != "number" and field != "space" and field[1:] not in _ATOMS
    if character == " ":
        return state._replace(field="space")
    if character in "+-*/%" or (character == "," and brackets):
        return state._replace(field="want")
    if character in _OPEN:
        return _open(state, character) if callable_ else None
    if character == ".":
        return state._replace(field=".") if callable_ else None
    if character in _CLOSE:
        matches = brackets.endswith(_OPEN[_CLOSE.index(character)])
        return state._replace(field="behind", brackets=brackets[:-1]) if matches else None
    if brackets:
        return None
    if character in "!:":
        return state._replace(field=character)
    return state._replace(field="") if character == "}" else None


def _open(state: Literal, bracket: str) -> Literal | None:
    if len(state.brackets) == BRACKETS_MOST:
        return None
    call = bracket == "(" and not state.field.startswith(("want", "{"))
    return state._replace(field="want)" if call else "want", brackets=state.brackets + bracket)


def _after_code(state: Literal, field: str, character: str) -> Literal | None:
    if character == "}":
        return state._replace(field="")
    if field == "!r":
        return state._replace(field=":") if character == ":" else None
    spec = character.isascii() and (character.isalnum() or character in "<>=^+- #,.%_")
    return state if spec else None


def _name(text: str) -> str:
    """Return the state in a name, with its text where that may be, or become, a keyword."""
    return f"={text}" if any(word.startswith(text) for word in KEYWORDS) else "=*"


def _field_end(state: Literal) -> str:
    field = state.field
    if field == "}":
        return "}"
    if field == "{":
        return "{"
    if field in ("want", "."):
        return "x"
    if field.startswith("=") and field[1:] in _WRONG_NAMES:
        return "0"
    if field == "!":
        return "r"
    return _CLOSE[_OPEN.index(state.brackets[-1])] if state.brackets else "}"
