"""Statements to be planted elsewhere, the places for them, and how they are made to fit.

What is planted comes from the program itself, from donors, or either with one name exchanged for
one that the place can see.
"""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from codegarden.mutation.operator import Subject
from codegarden.syntax.code import Block, CodeError
from codegarden.syntax.edits import Edit
from codegarden.syntax.scopes import BUILTINS
from codegarden.syntax.source import split_lines

SIMPLE = (ast.Assign, ast.AugAssign, ast.Expr, ast.Return, ast.Delete, ast.Break, ast.Continue)
MOST_DONORS = 400
# lines of a statement of the program's own that is planted elsewhere
MOST_LINES = 4


class Material(NamedTuple):
    """A statement to be planted: its text without indentation, and the names that it reads."""

    text: str
    reads: frozenset[str]
    binds: frozenset[str]
    in_loop: bool
    in_function: bool


def material(code: Subject, statement: ast.stmt) -> Material | None:
    """Return a statement as material; None for one that cannot stand elsewhere."""
    if not isinstance(statement, (*SIMPLE, ast.If, ast.For, ast.While)):
        return None
    inside = list(ast.walk(statement))
    if any(isinstance(n, ast.Yield | ast.YieldFrom | ast.Await | ast.Lambda) for n in inside):
        return None
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return None
    if code.within_strings & set(range(statement.lineno + 1, statement.end_lineno + 1)):
        return None
    text = "\n".join(split_lines(code.laid_out(statement)))
    names = [n for n in inside if isinstance(n, ast.Name)]
    leaves = (ast.Break, ast.Continue)
    loops = isinstance(statement, ast.For | ast.While)
    return Material(
        text=text,
        reads=frozenset(n.id for n in names if isinstance(n.ctx, ast.Load)),
        binds=frozenset(n.id for n in names if not isinstance(n.ctx, ast.Load)),
        in_loop=not loops and any(isinstance(n, leaves) for n in inside),
        in_function=any(isinstance(n, ast.Return) for n in inside),
    )


def own_material(code: Subject) -> list[Material]:
    """Return what the program's own statements offer, each once; the short ones first."""
    found = {}
    for _, _, statement in code.statements:
        short = statement.end_lineno - statement.lineno < MOST_LINES
        if short and (one := material(code, statement)):
            found.setdefault(one.text, one)
    return sorted(found.values(), key=lambda one: one.text.count("\n"))


def donor_material(code: Subject) -> list[Material]:
    """Return what the donors' simple statements offer, the most frequent first."""
    counts: dict[str, int] = {}
    pieces: dict[str, Material] = {}
    for donor in code.donors:
        try:
            other = Subject(donor)
        except CodeError:
            continue
        for _, _, statement in other.statements:
            if isinstance(statement, SIMPLE) and (one := material(other, statement)):
                counts[one.text] = counts.get(one.text, 0) + 1
                pieces.setdefault(one.text, one)
    return [pieces[text] for text in sorted(counts, key=lambda t: -counts[t])[:MOST_DONORS]]


def rename(text: str, old: str, new: str) -> str:
    """Return a statement with one name exchanged; attributes and keywords keep theirs.

    >>> rename("a.a(b, a=a)", "a", "c")
    'c.a(b, a=c)'
    """
    return re.sub(rf"(?<![\w.]){re.escape(old)}(?![\w])(?!\s*=[^=])|^{re.escape(old)}\b", new, text)


def fits(one: Material, code: Subject, anchor: ast.stmt) -> bool:
    """Whether material may stand beside a statement, as far as syntax goes."""
    if one.in_loop and not code.in_loop(anchor):
        return False
    return not one.in_function or code.function(anchor) is not None


def gaps(code: Subject) -> Iterator[tuple[Block, int, ast.stmt, bool]]:
    """Yield the places for a new statement: block, index, the statement beside it, before or after.

    Only blocks whose statements stand on lines of their own, and no place before a docstring or
    after a statement that leaves the block.
    """
    for block, index, statement in code.statements:
        if isinstance(block.owner, ast.Module | ast.ClassDef) or not code.own_lines(statement):
            continue
        if not (isinstance(statement, ast.Expr) and statement.value in code.docstrings):
            yield block, index, statement, True
        leaves = isinstance(statement, ast.Return | ast.Raise | ast.Break | ast.Continue)
        if statement is block.statements[-1] and not leaves:
            yield block, index + 1, statement, False


def insertion(code: Subject, anchor: ast.stmt, before: bool, text: str) -> Edit:
    """Return the edit that inserts a statement on lines of its own beside another."""
    indent = code.indentation(anchor)
    first, last = code.own_lines(anchor)
    lines = "".join(f"{indent}{line}{code.newline}" for line in split_lines(text))
    if before:
        return Edit(first, first, lines)
    if code.text[last - 1 : last] not in ("\n", "\r"):
        lines = code.newline + lines.removesuffix(code.newline)
    return Edit(last, last, lines)


def fitted(one: Material, known: frozenset[str], variables: list[str]) -> Iterator[str]:
    """Yield the texts of a statement that a place can take.

    The statement as it is, when the place sees all its names; and with one name exchanged, when
    that makes them all visible or is a change of variable.
    """
    missing = one.reads - known
    if not missing:
        yield one.text
    if len(missing) <= 1 and one.text.count("\n") == 0:
        exchanged = sorted(missing) or sorted((one.reads | one.binds) - BUILTINS)
        for old in exchanged:
            for new in variables:
                if new != old:
                    yield rename(one.text, old, new)
