"""The Django data set (Oda et al. 2015): lines of Django's source, each with a description.

``all.anno`` and ``all.code``, line by line. The lines come with blanks between all tokens and with
their blocks cut off: here they get the usual blanks back, and remain fragments that have no tests,
of which nobody can say that they are correct. The split is the usual one: 16,000 lines for
training, 1,000 for validation, the rest for tests.
"""

import io
import keyword
import token
import tokenize
from collections.abc import Iterator
from pathlib import Path

from codegarden.importers.reading import Bad, ImporterError, flow, folder, read_lines, stop
from codegarden.program import Problem, Program

ORIGIN = "django"
TRAIN, VALIDATION = 16_000, 17_000
# a name before a bracket is called or indexed, but these begin an expression
KEYWORDS = frozenset(keyword.kwlist) - {"None", "True", "False"}
OPENING, CLOSING = frozenset("([{"), frozenset(")]}")
SIGNS = frozenset(("+", "-", "*", "**", "~"))
TokenText = tuple[int, str]


def read(path: Path, bad: Bad = stop) -> Iterator[Problem]:
    """Yield a problem with one program and no test for each line.

    ``bad`` is told of each line that cannot be used, which costs its counterpart too, and once of
    the lines that one file has beyond the other's.
    """
    folder(path, "all.anno", "all.code")
    passed_over = set()

    def pass_over(error: ImporterError) -> None:
        bad(error)
        passed_over.add(error.line)

    told, code = (dict(read_lines(path / name, pass_over)) for name in ("all.anno", "all.code"))
    for number in sorted((told.keys() | code.keys()) - passed_over):
        if number not in told or number not in code:
            longer = path / ("all.anno" if number in told else "all.code")
            bad(ImporterError("has no counterpart in the other file: pair them", longer, number))
            return
        yield problem(number, told[number], code[number])


def problem(number: int, description: str, line: str) -> Problem:
    """Return the problem of one line."""
    name = f"{ORIGIN}/{number:05d}"
    program = Program(source=spaced(line) + "\n", entry_point="", problem=name, origin=ORIGIN)
    split = "train" if number <= TRAIN else "validation" if number <= VALIDATION else "test"
    return Problem(
        name=name,
        description=flow(description),
        entry_point="",
        programs=(program,),
        origin=ORIGIN,
        split=split,
    )


def spaced(line: str) -> str:
    """Return a line of spread tokens as people write it; a line of no tokens as it is.

    The tokens remain the same: that is checked, and a line that would change stays as it was.

    >>> spaced("return self . items [ - 1 ] . get ( key , default = None ) ")
    'return self.items[-1].get(key, default=None)'
    """
    line = line.strip()
    try:
        texts = tokens(line)
        text = "".join(pieces(texts))
        return text if tokens(text) == texts else line
    except (tokenize.TokenError, SyntaxError):
        return line


def tokens(line: str) -> list[TokenText]:
    """Return the kinds and texts of a line's tokens.

    Raises ``tokenize.TokenError`` or ``SyntaxError`` for a line that has none.
    """
    found = list(tokenize.generate_tokens(io.StringIO(line).readline))
    if any(item.type == token.ERRORTOKEN for item in found):
        raise tokenize.TokenError("a string without an end, or a sign that Python does not know")
    return [(item.type, item.string) for item in found if item.string.strip()]


def pieces(texts: list[TokenText]) -> Iterator[str]:
    """Yield tokens with the blanks that belong between them."""
    # the open brackets, and lambda until its colon
    within: list[str] = []
    before: TokenText = (token.NEWLINE, "")
    glued = True  # to the token before
    for kind, text in texts:
        if not (glued and text != "import") and not touches(before, text, within):
            yield " "
        yield text
        glued = (
            text in OPENING
            or text in (".", "@")
            or is_unary(before, text)
            or (text == "=" and bool(within))
            or (text == ":" and within[-1:] == ["["])
        )
        if text in OPENING or text == "lambda":
            within.append(text)
        elif within and (text in CLOSING or (text == ":" and within[-1] == "lambda")):
            within.pop()
        before = kind, text


def touches(before: TokenText, text: str, within: list[str]) -> bool:
    """Return whether no blank stands between a token and the one before it."""
    if text in (",", ":", ";") or text in CLOSING:
        return True
    if text == "=":
        return bool(within)
    if text == ".":
        return before[1] not in KEYWORDS
    if text in ("(", "["):
        return ends_value(before)
    return False


def is_unary(before: TokenText, text: str) -> bool:
    """Return whether a sign stands before a value and not between two."""
    return text in SIGNS and not ends_value(before)


def ends_value(item: TokenText) -> bool:
    """Return whether a value may end with a token."""
    kind, text = item
    if kind == token.NAME:
        return text not in KEYWORDS
    return kind in (token.NUMBER, token.STRING) or text in CLOSING
