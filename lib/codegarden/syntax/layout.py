"""Comments and line breaks between the tokens of a program's text, without its tree."""

import re

from codegarden.syntax.literals import read_literal

_PIECE = re.compile(
    r"""(?P<literal>[rRbBuUfF]{0,2}["'])
    |(?P<gap>(?:[ \t\f]*(?:\#[^\r\n]*|\\?(?:\r\n|\r|\n)))+[ \t\f]*)
    |\w+|[\s\S]""",
    re.VERBOSE,
)


def mask_comments(gap: str) -> str:
    """Return the text between two tokens with its comments blanked, at the same length."""
    return re.sub(r"#[^\r\n]*", lambda comment: " " * len(comment.group()), gap)


def on_one_line(text: str) -> str:
    r"""Return an expression without its comments and line breaks, but for those inside of strings.

    >>> on_one_line("f(\n    a,  # first\n    '#',\n)")
    "f(a, '#',)"
    """
    found, position = "", 0
    while position < len(text):
        match = _PIECE.match(text, position)
        if match["literal"]:
            end = read_literal(text, position)
            found += text[position:end]
        elif match["gap"]:
            end = match.end()
            inner = found[-1:] in ("(", "[", "{") or text[end : end + 1] in (")", "]", "}")
            found += "" if inner else " "
        else:
            end = match.end()
            found += match.group()
        position = end
    return found
