"""Operators on whole statements: delete, insert, replace, move, with the layout kept.

GenProg (Le Goues et al. 2012, doi:10.1109/TSE.2011.104) and pyggi (An et al. 2019,
doi:10.1145/3338906.3341184) made programs of these alone. What is inserted comes from the program
itself, from donors, or both with one name exchanged for one that the place can see.
"""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from codegarden.mutation.conditions import BUILTINS
from codegarden.mutation.operator import Change, Example, Operator, Subject, shown
from codegarden.syntax.code import Block, CodeError
from codegarden.syntax.edits import Edit

GENPROG = "GenProg (Le Goues et al. 2012, doi:10.1109/TSE.2011.104); pyggi (An et al. 2019)"
SIMPLE = (ast.Assign, ast.AugAssign, ast.Expr, ast.Return, ast.Delete, ast.Break, ast.Continue)
MOST_DONORS = 400


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
    one_line = statement.lineno == statement.end_lineno
    text = code.source(statement) if one_line else ast.unparse(statement)
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
    for block in code.blocks:
        for statement in block.statements:
            if (one := material(code, statement)) and one.text.count("\n") <= 3:
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
        for block in other.blocks:
            for statement in block.statements:
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
    for block in code.blocks:
        if isinstance(block.owner, ast.Module | ast.ClassDef):
            continue
        for index, statement in enumerate(block.statements):
            docstring = isinstance(statement, ast.Expr) and statement.value in code.docstrings
            if code.own_lines(statement) and not docstring:
                yield block, index, statement, True
        last = block.statements[-1]
        leaves = isinstance(last, ast.Return | ast.Raise | ast.Break | ast.Continue)
        if code.own_lines(last) and not leaves:
            yield block, len(block.statements), last, False


def insertion(code: Subject, anchor: ast.stmt, before: bool, text: str) -> Edit:
    """Return the edit that inserts a statement on lines of its own beside another."""
    indent = code.indentation(anchor)
    first, last = code.own_lines(anchor)
    lines = "".join(f"{indent}{line}{code.newline}" for line in text.splitlines())
    if before:
        return Edit(first, first, lines)
    if code.text[last - 1 : last] not in ("\n", "\r"):
        lines = code.newline + lines.removesuffix(code.newline)
    return Edit(last, last, lines)


class DeleteStatement(Operator):
    """Deletes a statement; ``pass`` takes the place of the last one of a block."""

    name = "delete-statement"
    source = f"SDL (Deng et al. 2013, doi:10.1109/ICSTW.2013.18); {GENPROG}; TBar FP15"
    prior = 1.5

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for block in code.blocks:
            for statement in block.statements:
                outer = isinstance(block.owner, ast.Module)
                if isinstance(statement, ast.Pass | ast.Import | ast.ImportFrom):
                    continue
                if outer and hasattr(statement, "body"):
                    continue
                if isinstance(statement, ast.Expr) and statement.value in code.docstrings:
                    continue
                start, end = code.span(statement)
                lines = code.own_lines(statement)
                if len(block.statements) > 1 and lines and not self.is_elif(code, statement):
                    edit = Edit(*lines, "")
                elif self.is_elif(code, statement):
                    continue
                else:
                    edit = Edit(start, end, "pass")
                sentence = f"deleted `{shown(code.text[start:end])}`, line {statement.lineno}"
                weight = 1.0 if isinstance(statement, SIMPLE) else 0.5
                yield Change((edit,), sentence, weight)

    def is_elif(self, code: Subject, statement: ast.stmt) -> bool:
        """Whether a statement is the ``if`` of an ``elif``."""
        return isinstance(statement, ast.If) and code.source(statement).startswith("elif")

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("a = 1\nb = 2  # two\nc = 3\n", "a = 1\nc = 3\n"),
            Example("if a: b()", "if a: pass"),
        ]


class InsertStatement(Operator):
    """Inserts a statement of the program in another place, if need be with one name exchanged."""

    name = "insert-statement"
    source = f"{GENPROG}; TBar FP14 (move) and missing statements"
    prior = 1.5

    def offers(self, code: Subject) -> list[Material]:
        """Return the material to choose from."""
        return own_material(code)

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        pieces = self.offers(code)
        for _, _, anchor, before in gaps(code):
            visible = code.scopes.visible(anchor)
            variables = [name for name in visible if name in code.scopes.data_names]
            for one in pieces:
                if not fits(one, code, anchor):
                    continue
                for text, weight in fitted(one, visible, variables):
                    if text == code.source(anchor):
                        continue
                    side = "before" if before else "after"
                    sentence = f"inserted `{shown(text)}` {side} line {anchor.lineno}"
                    yield Change((insertion(code, anchor, before, text),), sentence, weight)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(a, b):\n    a.append(1)\n    b = 2\n",
                "def f(a, b):\n    a.append(1)\n    b.append(1)\n    b = 2\n",
            )
        ]


def fitted(one: Material, visible: list[str], variables: list[str]) -> Iterator[tuple[str, float]]:
    """Yield the texts of a statement that a place can take, each with its weight.

    The statement as it is, when the place sees all its names; and with one name exchanged, when
    that makes them all visible or is a change of variable.
    """
    known = set(visible) | BUILTINS
    missing = one.reads - known
    if not missing:
        yield one.text, 1.0
    if len(missing) <= 1 and one.text.count("\n") == 0:
        exchanged = sorted(missing) or sorted((one.reads | one.binds) - BUILTINS)
        for old in exchanged:
            for new in variables:
                if new != old:
                    yield rename(one.text, old, new), 0.6


class InsertDonor(InsertStatement):
    """Inserts a statement of another program, if need be with one name exchanged."""

    name = "insert-donor"
    source = "plastic surgery (Barr et al. 2014, doi:10.1145/2635868.2635898)"
    prior = 0.1

    def offers(self, code: Subject) -> list[Material]:  # noqa: D102
        return donor_material(code) if code.donors else []

    def examples(self) -> list[Example]:  # noqa: D102
        return []


class InsertTemplate(Operator):
    """Inserts what is usually missing: keeping an element, counting, advancing, leaving a loop."""

    name = "insert-template"
    source = "TBar FP14-15 and the missing-statement templates of PAR"
    prior = 1.0

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for _, _, anchor, before in gaps(code):
            if code.function(anchor) is None:
                continue
            for text, weight in self.texts(code, anchor):
                side = "before" if before else "after"
                sentence = f"inserted `{text}` {side} line {anchor.lineno}"
                yield Change((insertion(code, anchor, before, text),), sentence, weight)

    def texts(self, code: Subject, anchor: ast.stmt) -> Iterator[tuple[str, float]]:
        """Yield statements that could be missing in a place."""
        variables = code.scopes.variables(anchor)
        kinds = code.scopes.kinds
        for first in variables:
            kind = str(kinds.get(first, ""))
            for second in variables:
                if first == second:
                    continue
                if kind == "list":
                    yield f"{first}.append({second})", 1.0
                elif kind == "set":
                    yield f"{first}.add({second})", 1.5
                yield f"{first} = {second}", 0.4
                if kind in ("number", "text", "list"):
                    yield f"{first} += {second}", 0.3
            if kind == "number":
                yield f"{first} += 1", 0.8
                yield f"{first} -= 1", 0.5
            yield f"return {first}", 0.4
        for value in ("True", "False", "None", "[]", "0"):
            yield f"return {value}", 0.3
        if code.in_loop(anchor):
            yield "break", 0.6
            yield "continue", 0.6

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(x):\n    seen = set()\n    return x\n",
                "def f(x):\n    seen = set()\n    seen.add(x)\n    return x\n",
            )
        ]


class ReplaceStatement(Operator):
    """Replaces a statement by another of the program."""

    name = "replace-statement"
    source = GENPROG
    prior = 0.8

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        pieces = own_material(code)
        for block in code.blocks:
            for statement in block.statements:
                if not isinstance(statement, SIMPLE) or code.function(statement) is None:
                    continue
                visible = code.scopes.visible(statement)
                own = code.source(statement)
                for one in pieces:
                    if "\n" in one.text or one.text == own or not fits(one, code, statement):
                        continue
                    if one.reads <= set(visible) | BUILTINS:
                        start, end = code.span(statement)
                        sentence = (
                            f"replaced `{shown(own)}` by `{shown(one.text)}`{code.where(statement)}"
                        )
                        yield Change((Edit(start, end, one.text),), sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(a):\n    a += 1\n    a -= 1\n",
                "def f(a):\n    a += 1\n    a += 1\n",
            )
        ]


class SwapStatements(Operator):
    """Swaps a statement and the one after it."""

    name = "swap-statements"
    source = f"{GENPROG}, swap; TBar FP14, move statement"
    prior = 1.0

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for block in code.blocks:
            if isinstance(block.owner, ast.Module | ast.ClassDef):
                continue
            for first, second in zip(block.statements, block.statements[1:], strict=False):
                if not (code.own_lines(first) and code.own_lines(second)):
                    continue
                if isinstance(first, ast.Expr) and first.value in code.docstrings:
                    continue
                a, b = code.source(first), code.source(second)
                if a == b:
                    continue
                edits = (Edit(*code.span(first), b), Edit(*code.span(second), a))
                sentence = f"swapped lines {first.lineno} and {second.lineno}"
                yield Change(edits, sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("def f():\n    a()\n    b()\n", "def f():\n    b()\n    a()\n")]


class MoveStatement(Operator):
    """Moves a statement to another place of its function."""

    name = "move-statement"
    source = "TBar FP14, move statement (Liu et al. 2019, doi:10.1145/3293882.3330577)"
    prior = 1.2

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        places = list(gaps(code))
        for block in code.blocks:
            if isinstance(block.owner, ast.Module) or len(block.statements) < 2:
                continue
            for index, statement in enumerate(block.statements):
                lines = code.own_lines(statement)
                one = material(code, statement)
                if not lines or one is None or "\n" in one.text:
                    continue
                for other, at, anchor, before in places:
                    same = other is block and at in (index, index + 1)
                    if same or anchor is statement or not fits(one, code, anchor):
                        continue
                    if code.function(anchor) is not code.function(statement):
                        continue
                    if set(code.ancestors(anchor)) & {statement}:
                        continue
                    edits = (Edit(*lines, ""), insertion(code, anchor, before, one.text))
                    if edits[0].overlaps(edits[1]):
                        continue
                    side = "before" if before else "after"
                    sentence = (
                        f"moved `{shown(one.text)}` from line {statement.lineno} "
                        f"to {side} line {anchor.lineno}"
                    )
                    yield Change(edits, sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(x):\n    for i in x:\n        a()\n        return i\n    b()\n",
                "def f(x):\n    for i in x:\n        a()\n    b()\n    return i\n",
            )
        ]


OPERATORS = (
    DeleteStatement(),
    InsertStatement(),
    InsertDonor(),
    InsertTemplate(),
    ReplaceStatement(),
    SwapStatements(),
    MoveStatement(),
)
