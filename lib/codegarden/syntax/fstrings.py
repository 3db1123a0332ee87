"""The positions of what is inside of f-strings.

Our own reading of the literals (see ``literals``) tells where each expression stands. It is parsed
again there, and trusted where its tree is the one that the whole program has.
"""

import ast
from collections.abc import Iterator

from codegarden.syntax.literals import Field, Text, pieces
from codegarden.syntax.parsing import CodeError, parsed


def located(code, node: ast.JoinedStr) -> list[Text] | None:
    """Give the expressions of a ``Code``'s f-string their positions, and return its texts.

    None for an f-string that we read in another way than Python does.
    """
    if code.places[node].field == "format_spec":
        return []  # it is part of an f-string that has been read
    try:
        found = pieces(code.text, *code.span(node))
        spans = [one for one in found if isinstance(one, Field)]
        for field, (start, end) in zip(_fields(node), spans, strict=True):
            inner, opened = parsed(f"({code.text[start:end]}\n)").body[0].value, 1
            if inner.col_offset < opened:  # a tuple, which took the brackets for its own
                inner, opened = parsed(f"_[{code.text[start:end]}\n]").body[0].value.slice, 2
            if ast.dump(inner) != ast.dump(field.value):
                return None
            _shift(code, inner, start, opened)
            field.value = inner
    except (CodeError, ValueError, SyntaxError, LookupError, RecursionError):
        return None
    return [one for one in found if isinstance(one, Text)]


def _fields(node: ast.JoinedStr) -> Iterator[ast.FormattedValue]:
    """Yield the replacement fields of an f-string in the order of the text."""
    for value in node.values:
        if isinstance(value, ast.FormattedValue):
            yield value
            if value.format_spec is not None:
                yield from _fields(value.format_spec)


def _shift(code, inner: ast.expr, start: int, opened: int) -> None:
    """Move a tree, parsed behind so many characters, to an offset of the text."""
    line = code.line_of(start)
    column = len(code.text[code.starts[line - 1] : start].encode()) - opened
    for node in ast.walk(inner):
        if hasattr(node, "lineno"):
            node.col_offset += column if node.lineno == 1 else 0
            node.end_col_offset += column if node.end_lineno == 1 else 0
            node.lineno += line - 1
            node.end_lineno += line - 1
