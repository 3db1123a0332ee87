"""Canonical names: the local names of a program become ``v0``, ``v1`` ... in order of appearance.

One of two ways to an open vocabulary (the other is to spell names in pieces, see ``vocabulary``,
which still spells everything else). The way back needs the names. Which names are local is read off
the lexemes, so that a program that does not parse, such as a prompt, has canonical names as well.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from codegarden.language_model.tokens.lexemes import DEDENT, INDENT, NEWLINE, Kind, Lexeme

_CANONICAL = re.compile(r"v[0-9]+\Z")
_OPEN, _CLOSE = ("(", "[", "{"), (")", "]", "}")
_ASSIGN = frozenset(
    ("=", "+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", ">>=", "<<=", "**=")
)
_SHARED = ("global", "nonlocal")


def canonical(lexemes: Sequence[Lexeme]) -> tuple[list[Lexeme], dict[str, str]]:
    r"""Return a program with canonical local names, and what each of them was.

    Names of attributes and of keyword arguments are not local and stay.

    >>> from codegarden.language_model.tokens.lexemes import read, write
    >>> renamed, names = canonical(read("def double(number):\n    return 2 * number\n"))
    >>> write(renamed), names
    ('def double(v0):\n    return 2 * v0\n', {'v0': 'number'})
    """
    local = local_names(lexemes)
    taken = {text for kind, text in lexemes if _CANONICAL.match(text) and text not in local}
    names: dict[str, str] = {}
    for place in _variables(lexemes):
        text = lexemes[place].text
        if text in local and text not in names:
            names[text] = ""
    free = (f"v{number}" for number in range(len(names) + len(taken)))
    short = dict(zip(names, (one for one in free if one not in taken), strict=False))
    return rename(lexemes, short), {new: old for old, new in short.items()}


def rename(lexemes: Sequence[Lexeme], names: Mapping[str, str]) -> list[Lexeme]:
    """Return a program with other names for its variables.

    With the names that ``canonical`` returned, this is the way back.
    """
    made = list(lexemes)
    for place in _variables(lexemes):
        if (text := names.get(made[place].text)) is not None:
            made[place] = Lexeme(Kind.NAME, text)
    return made


def local_names(lexemes: Sequence[Lexeme]) -> set[str]:
    """Return the names that are bound inside functions, by parameters, targets, ``as`` or ``:=``.

    Imported names and those declared ``global`` or ``nonlocal`` are not among them.
    """
    found: set[str] = set()
    shared: set[str] = set()
    for depth, line in _lines(lexemes):
        if line[0].text in _SHARED:
            shared.update(one.text for one in line if one.kind is Kind.NAME)
        header = [one.text for one in line[:2] if one.text != "async"][:1] == ["def"]
        if header or depth:
            found.update(_bound(line, header))
    return found - shared


def _lines(lexemes: Sequence[Lexeme]) -> Iterator[tuple[int, Sequence[Lexeme]]]:
    """Yield the logical lines that hold something, with how many blocks are around each."""
    depth = first = 0
    for place, lexeme in enumerate([*lexemes, NEWLINE]):
        if lexeme.kind is Kind.MARK:
            if place > first:
                yield depth, lexemes[first:place]
            depth += (lexeme == INDENT) - (lexeme == DEDENT)
            first = place + 1


def _bound(line: Sequence[Lexeme], header: bool) -> Iterator[str]:
    """Yield the names that one line binds."""
    last_sign = max((n for n, one in enumerate(line) if one.text in _ASSIGN), default=-1)
    depth = 0
    within = "parameters" if header else "target"  # or "lambda", "for", ""
    imports = line[0].text in ("import", "from")
    for place, (kind, text) in enumerate(line):
        before = line[place - 1].text if place else ""
        after = line[place + 1].text if place + 1 < len(line) else ""
        depth += (text in _OPEN) - (text in _CLOSE)
        if text in ("lambda", "for"):
            within, base = text, depth
        elif (within == "lambda" and text == ":" and depth == base) or text == "in":
            within = "target" if depth == 0 and within == "target" else ""
        elif header and within == "parameters" and text == ")" and depth == 0:
            within = ""
        elif kind is not Kind.NAME or before == ".":
            continue
        elif (before == "as" and not imports) or after == ":=":
            yield text
        elif within == "for" or (within == "lambda" and before in ("lambda", ",", "*", "**")):
            if after not in (".", "[", "("):
                yield text
        elif (within == "parameters" and depth == 1 and before in ("(", ",", "*", "**")) or (
            within == "target" and place < last_sign and _is_target(line, place, depth)
        ):
            yield text


def _is_target(line: Sequence[Lexeme], place: int, depth: int) -> bool:
    """Whether a name before the last sign of assignment is a target, alone or in a tuple."""
    before = line[place - 1].text if place else ""
    after = line[place + 1].text
    if after in _ASSIGN or (after == ":" and place == 0):
        return depth == 0
    annotated = line[1].text == ":"
    return not annotated and after in (",", ")") and before in ("", ",", "*", "(")


def _variables(lexemes: Sequence[Lexeme]) -> Iterator[int]:
    """Yield the places of names that are neither attributes nor names of keyword arguments."""
    brackets: list[bool] = []  # the open ones: whether each is that of a call
    header = False
    for place, (kind, text) in enumerate(lexemes):
        before = lexemes[place - 1] if place else NEWLINE
        after = lexemes[place + 1].text if place + 1 < len(lexemes) else ""
        if text in _OPEN and kind is Kind.RESERVED:
            is_call = text == "(" and (before.kind is Kind.NAME or before.text in _CLOSE)
            brackets.append(is_call and not (header and not brackets))
        elif text in _CLOSE and kind is Kind.RESERVED and brackets:
            brackets.pop()
        elif kind is Kind.MARK:
            brackets, header = [], False
        header = (header or text == "def") and (text != ":" or bool(brackets))
        if kind is not Kind.NAME or before.text in (".", "def", "class"):
            continue
        keyword = after == "=" and brackets and brackets[-1] and before.text in ("(", ",")
        if not keyword:
            yield place
