"""Expressions put in the place of others, with the brackets that the place asks for."""

import ast

from codegarden.syntax.code import Code
from codegarden.syntax.edits import Edit
from codegarden.syntax.layout import mask_comments
from codegarden.syntax.precedence import NAMED, bracketed, place


def put(code: Code, node: ast.expr, term: str) -> Edit:
    """Return the edit that puts an expression in the place of a node, bracketed if need be."""
    start, end = _inside(code, node)
    text = bracketed(term, _needed(code, node))
    # "return(x)" and "not(x)" lose their bracket, and must not lose the gap; "{{" is a text
    if start and (glued(code.text[start - 1], text[:1]) or code.text[start - 1] + text[:1] == "{{"):
        text = " " + text
    if end < len(code.text) and glued(text[-1:], code.text[end]):
        text += " "
    return Edit(start, end, text)


def glued(left: str, right: str) -> bool:
    """Whether two characters side by side would make one word."""
    return (left.isalnum() or left == "_") and (right.isalnum() or right in "_'\"")


def _needed(code: Code, node: ast.expr) -> int:
    """Return how tightly an expression in the place of a node has to bind, as the text is."""
    where = code.places[node]
    # the brackets beside these belong to what they are part of
    if not isinstance(where.parent, ast.Call | ast.ClassDef | ast.MatchClass):
        start, end = code.span(node)
        before, after = code.text[:start].rstrip(" \t\f"), code.text[end:].lstrip(" \t\f")
        if before.endswith("(") and after.startswith(")"):
            return NAMED
    return place(where.parent, where.field, where.index)


def _inside(code: Code, node: ast.expr) -> tuple[int, int]:
    """Return the span that is free for another expression in the place of a node.

    A generator that is the only argument shares the brackets of the call, which stay.
    """
    start, end = code.span(node)
    call = code.parent(node)
    if isinstance(node, ast.GeneratorExp) and isinstance(call, ast.Call) and node in call.args:
        opening = mask_comments(code.text[code.span(call.func)[1] : start])
        if "(" not in opening:
            return start + 1, end - 1
    return start, end
