"""Python source <-> lexemes, by the standard library's ``tokenize``.

A lexeme is one token of the language without its position: ``Lexeme(Kind.NAME, "total")``. The
lexemes of a program determine its syntax tree: ``ast.parse(write(read(p)))`` equals
``ast.parse(p)`` but for line numbers. Comments, blank lines and the width of an indentation step
are dropped. This file knows nothing of ids and vocabularies.
"""

import io
import keyword
import re
import token
import tokenize
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

KEYWORDS = tuple(sorted(keyword.kwlist))
# "!" became a token of its own (inside f-strings only) in Python 3.12
OPERATORS = tuple(sorted(set(token.EXACT_TOKEN_TYPES) - {"!"}))

_FSTRING_START = getattr(token, "FSTRING_START", -1)
_FSTRING_END = getattr(token, "FSTRING_END", -1)
_DROPPED = {tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER, tokenize.ENCODING}
_SPACE = " \t\f\n"  # other characters that Unicode calls spaces are none to Python
_BEGINNING = {tokenize.NEWLINE, tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT}
_ALONE = re.compile(r"[ \t\f]*\\\n")
_NO_TEXT = re.compile("[\ud800-\udfff\0]")  # what no source file can hold


class TokensError(ValueError):
    """A source that is not a sequence of Python tokens; ``line`` and ``column`` count from 1."""

    def __init__(self, reason: str, line: int, column: int):
        super().__init__(f"line {line}, column {column}: {reason}")
        self.line = line
        self.column = column


class Kind(StrEnum):
    """What a lexeme is. ``RESERVED`` are keywords and operators; ``MARK`` has no text."""

    NAME = "name"
    NUMBER = "number"
    STRING = "string"
    RESERVED = "reserved"
    MARK = "mark"


class Lexeme(NamedTuple):
    """One token of the language: its kind and its text."""

    kind: Kind
    text: str


NEWLINE = Lexeme(Kind.MARK, "<newline>")
INDENT = Lexeme(Kind.MARK, "<indent>")
DEDENT = Lexeme(Kind.MARK, "<dedent>")

_RESERVED = {text: Lexeme(Kind.RESERVED, text) for text in (*KEYWORDS, *OPERATORS)}
_MARKS = {tokenize.NEWLINE: NEWLINE, tokenize.INDENT: INDENT, tokenize.DEDENT: DEDENT}
_WORDS = {tokenize.NUMBER: Kind.NUMBER, tokenize.STRING: Kind.STRING}


def read(source: str, docstrings: bool = True) -> list[Lexeme]:
    r"""Return the lexemes of a program.

    With ``docstrings`` false, the docstrings of modules, classes and functions are left out, and a
    body that has nothing else becomes ``pass``.

    Raises ``TokensError``, which names line and column, where the source does not tokenize.

    >>> [text for kind, text in read("x = 1  # one\n")]
    ['x', '=', '1', '<newline>']
    """
    lexemes = _lexemes(_lines(source))
    return lexemes if docstrings else list(without_docstrings(lexemes))


def _lines(source: str) -> list[str]:
    """Return the lines of a program as Python counts them; raise where one can be in no file."""
    # newline=None turns \r\n and \r into \n, as the compiler does; nothing else ends a line
    lines = io.StringIO(source, newline=None).readlines()
    if _NO_TEXT.search(source):
        number, found = next(
            (n, m) for n, line in enumerate(lines, 1) if (m := _NO_TEXT.search(line))
        )
        what = "a null character" if found[0] == "\0" else "a lone surrogate"
        raise TokensError(
            f"{found[0]!r} is {what}, which no source holds", number, found.start() + 1
        )
    return lines


def _tokens(lines: list[str]) -> Iterator[tokenize.TokenInfo]:
    """Yield the tokens of a program; what its tokenizer raises becomes ``TokensError``."""
    opened: list[tokenize.TokenInfo] = []
    before = tokenize.NEWLINE
    try:
        for info in tokenize.generate_tokens(iter(lines).__next__):
            if info.type == tokenize.OP and info.string in "([{":
                opened.append(info)
            elif info.type == tokenize.OP and info.string in ")]}" and opened:
                opened.pop()
            row = info.start[0]
            is_first = before in _BEGINNING and info.type not in _BEGINNING
            if is_first and 1 < row <= len(lines) and _ALONE.fullmatch(lines[row - 2]):
                # before Python 3.12 such a line hides the indentation of the next one
                raise TokensError("a backslash alone stands before a statement", row - 1, 1)
            before = info.type
            yield info
    except tokenize.TokenError as error:
        reason, (line, column) = error.args
        if opened and "statement" in reason:  # where that is noticed differs between Pythons
            reason, (line, column) = f"{opened[-1].string!r} was never closed", opened[-1].start
        raise TokensError(reason, line, column + 1) from None
    except SyntaxError as error:  # IndentationError among them
        raise TokensError(error.msg, error.lineno or 1, (error.offset or 0) + 1) from None


def _lexemes(lines: list[str]) -> list[Lexeme]:
    lexemes: list[Lexeme] = []
    fstrings: list[tokenize.TokenInfo] = []  # the starts of the f-strings that are open
    name_end = None
    for info in _tokens(lines):
        kind, text = info.type, info.string
        if kind == _FSTRING_START:
            fstrings.append(info)
        elif kind == _FSTRING_END:
            start = fstrings.pop()
            if not fstrings:
                lexemes.append(Lexeme(Kind.STRING, _between(lines, start.start, info.end)))
        elif fstrings or kind in _DROPPED:
            continue
        elif kind in _MARKS:
            lexemes.append(_MARKS[kind])
        elif name_end == info.start and (lexemes[-1].text + text).isidentifier():
            # the pattern that ``tokenize`` has for names misses a few letters of Unicode
            lexemes[-1] = Lexeme(Kind.NAME, lexemes[-1].text + text)
            name_end = info.end
        elif lexeme := _RESERVED.get(text):
            lexemes.append(lexeme)
            name_end = info.end
        elif kind in _WORDS or text.isidentifier():
            lexemes.append(Lexeme(_WORDS.get(kind, Kind.NAME), text))
            name_end = info.end
        elif text.strip(_SPACE):
            line, column = info.start
            raise TokensError(f"{text!r} is not a Python token", line, column + 1)
    return lexemes


def _between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return the source text between two (line, column) positions."""
    rows = lines[start[0] - 1 : end[0]]
    rows[-1] = rows[-1][: end[1]]
    rows[0] = rows[0][start[1] :]
    return "".join(rows)


def without_docstrings(lexemes: list[Lexeme]) -> Iterator[Lexeme]:
    """Yield the lexemes that are not part of a docstring."""
    position, body_begins, header = 0, True, ""
    line_begins = True
    while position < len(lexemes):
        lexeme = lexemes[position]
        if body_begins and lexeme.kind is Kind.STRING:
            end = position
            while lexemes[end].kind is Kind.STRING:
                end += 1
            if lexemes[end] == NEWLINE:
                position, body_begins, line_begins = end + 1, False, True
                if position == len(lexemes) or lexemes[position] == DEDENT:
                    yield from (_RESERVED["pass"], NEWLINE)
                continue
        if line_begins and lexeme.kind is not Kind.MARK:
            header = lexeme.text if lexeme.text != "async" else lexemes[position + 1].text
        body_begins = lexeme == INDENT and header in ("def", "class")
        line_begins = lexeme.kind is Kind.MARK
        yield lexeme
        position += 1


# Only what people leave out; a space too many never changes a program.
_TIGHT_BEFORE = frozenset((",", ":", ";", ")", "]", "}", "."))
_TIGHT_AFTER = frozenset(("(", "[", "{", ".", "~"))
# signs, stars and a decorator's "@", where no operand comes before
_PREFIXES = frozenset(("-", "+", "*", "**", "@"))
_ATOMS = frozenset(("None", "True", "False"))


def write(lexemes: Iterable[Lexeme]) -> str:
    r"""Return the source of a sequence of lexemes, spaced the way people write, four spaces a step.

    Any sequence is written, whether or not it parses: samples of a language model are shown too.

    >>> write(read("if  x :y [ - 1 ]=f(a = 2)"))
    'if x: y[-1] = f(a=2)\n'
    """
    lines, line, depth, brackets = [], "", 0, ""
    before, prefix = Lexeme(Kind.MARK, ""), False
    for lexeme in lexemes:
        if lexeme.kind is Kind.MARK:
            if lexeme == NEWLINE:
                lines.append(line)
                line, brackets = "", ""
            depth = max(0, depth + (lexeme == INDENT) - (lexeme == DEDENT))
            before, prefix = lexeme, False
            continue
        if not line:
            line = "    " * depth + lexeme.text
        else:
            line += (" " if _spaced(before, lexeme, prefix, brackets) else "") + lexeme.text
        prefix = lexeme.text in _PREFIXES and not _ends_operand(before)
        if lexeme.kind is Kind.RESERVED and lexeme.text in "([{":
            brackets += lexeme.text if _is_call(before, lexeme) or lexeme.text != "(" else "{"
        elif lexeme.kind is Kind.RESERVED and lexeme.text in ")]}":
            brackets = brackets[:-1]
        before = lexeme
    lines += [line] if line else []
    return "".join(text + "\n" for text in lines)


def _ends_operand(lexeme: Lexeme) -> bool:
    if lexeme.kind is Kind.RESERVED:
        return lexeme.text in _ATOMS or lexeme.text in (")", "]", "}", "...")
    return lexeme.kind is not Kind.MARK


def _is_call(before: Lexeme, lexeme: Lexeme) -> bool:
    return lexeme.text == "(" and _ends_operand(before)


def _spaced(before: Lexeme, after: Lexeme, prefix: bool, brackets: str) -> bool:
    """Say whether a space stands between two lexemes of one line.

    ``prefix``: the one before is a unary sign or star. ``brackets``: the open ones, where "(" is a
    call or a parameter list, in which "=" is written tight.
    """
    if before.kind is not Kind.RESERVED and after.kind is not Kind.RESERVED:
        return True
    if after.kind is Kind.RESERVED and after.text == ".":
        return before.kind is Kind.NUMBER or before.text in ("from", "import", "in", "return")
    if before.kind is Kind.RESERVED and before.text == ".":
        return after.text == "import"
    if before.text in KEYWORDS and before.text not in _ATOMS:
        return after.text not in (":", ",", ")", ";")
    if after.kind is Kind.RESERVED and after.text in "([":
        return not _ends_operand(before) and before.text not in _TIGHT_AFTER and not prefix
    if after.text in _TIGHT_BEFORE or before.text in _TIGHT_AFTER or prefix:
        return False
    if brackets.endswith("[") and before.text == ":":
        return False
    return not (brackets.endswith("(") and "=" in (before.text, after.text))
