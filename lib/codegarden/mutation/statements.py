"""Operators on whole statements: delete, insert, replace, move, with the layout kept.

GenProg (Le Goues et al. 2012, doi:10.1109/TSE.2011.104) and pyggi (An et al. 2019,
doi:10.1145/3338906.3341184) made programs of these alone.
"""

import ast
from collections.abc import Iterator

from codegarden.mutation.material import (
    SIMPLE,
    Material,
    donor_material,
    fits,
    fitted,
    gaps,
    insertion,
    material,
    own_material,
)
from codegarden.mutation.operator import Change, Example, Operator, Subject, shown
from codegarden.syntax.edits import Edit

GENPROG = "GenProg (Le Goues et al. 2012, doi:10.1109/TSE.2011.104); pyggi (An et al. 2019)"


class DeleteStatement(Operator):
    """Deletes a statement; ``pass`` takes the place of the last one of a block."""

    name = "delete-statement"
    source = f"SDL (Deng et al. 2013, doi:10.1109/ICSTW.2013.18); {GENPROG}; TBar FP15"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for block, _, statement in code.statements:
            if isinstance(statement, ast.Pass | ast.Import | ast.ImportFrom):
                continue
            if isinstance(block.owner, ast.Module) and hasattr(statement, "body"):
                continue
            if isinstance(statement, ast.Expr) and statement.value in code.docstrings:
                continue
            if self.is_elif(code, statement):
                continue
            start, end = code.span(statement)
            edit = Edit(start, end, "pass")
            if len(block.statements) > 1 and (lines := code.own_lines(statement)):
                edit = Edit(*lines, "")
            sentence = f"deleted `{shown(code.text[start:end])}`, line {statement.lineno}"
            yield Change((edit,), sentence)

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

    def offers(self, code: Subject) -> list[Material]:
        """Return the material to choose from."""
        return own_material(code)

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        pieces = self.offers(code)
        for _, _, anchor, before in gaps(code):
            known, variables = code.scopes.known(anchor), code.scopes.variables(anchor)
            for one in pieces:
                if not fits(one, code, anchor):
                    continue
                for text in fitted(one, known, variables):
                    if text == code.source(anchor):
                        continue
                    side = "before" if before else "after"
                    sentence = f"inserted `{shown(text)}` {side} line {anchor.lineno}"
                    yield Change((insertion(code, anchor, before, text),), sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(a, b):\n    a.append(1)\n    b = 2\n",
                "def f(a, b):\n    a.append(1)\n    b.append(1)\n    b = 2\n",
            )
        ]


class InsertDonor(InsertStatement):
    """Inserts a statement of another program, if need be with one name exchanged."""

    name = "insert-donor"
    source = "plastic surgery (Barr et al. 2014, doi:10.1145/2635868.2635898)"

    def offers(self, code: Subject) -> list[Material]:  # noqa: D102
        return donor_material(code) if code.donors else []

    def examples(self) -> list[Example]:  # noqa: D102
        return []


class InsertTemplate(Operator):
    """Inserts what is usually missing: keeping an element, counting, advancing, leaving a loop."""

    name = "insert-template"
    source = "TBar FP14-15 and the missing-statement templates of PAR"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for _, _, anchor, before in gaps(code):
            if code.function(anchor) is None:
                continue
            for text in self.texts(code, anchor):
                side = "before" if before else "after"
                sentence = f"inserted `{text}` {side} line {anchor.lineno}"
                yield Change((insertion(code, anchor, before, text),), sentence)

    def texts(self, code: Subject, anchor: ast.stmt) -> Iterator[str]:
        """Yield statements that could be missing in a place."""
        variables = code.scopes.variables(anchor)
        kinds = code.scopes.kinds
        for first in variables:
            kind = str(kinds.get(first, ""))
            for second in variables:
                if first == second:
                    continue
                if kind == "list":
                    yield f"{first}.append({second})"
                elif kind == "set":
                    yield f"{first}.add({second})"
                yield f"{first} = {second}"
                if kind in ("number", "text", "list"):
                    yield f"{first} += {second}"
            if kind == "number":
                yield f"{first} += 1"
                yield f"{first} -= 1"
            yield f"return {first}"
        for value in ("True", "False", "None", "[]", "0"):
            yield f"return {value}"
        if code.in_loop(anchor):
            yield "break"
            yield "continue"

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

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        pieces = own_material(code)
        for _, _, statement in code.statements:
            if not isinstance(statement, SIMPLE) or code.function(statement) is None:
                continue
            known, own = code.scopes.known(statement), code.source(statement)
            start, end = code.span(statement)
            for one in pieces:
                if "\n" in one.text or one.text == own or not one.reads <= known:
                    continue
                if fits(one, code, statement):
                    there = code.where(statement)
                    sentence = f"replaced `{shown(own)}` by `{shown(one.text)}`{there}"
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

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for block, index, second in code.statements:
            if isinstance(block.owner, ast.Module | ast.ClassDef) or not index:
                continue
            first = block.statements[index - 1]
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

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        places = list(gaps(code))
        for block, index, statement in code.statements:
            if isinstance(block.owner, ast.Module) or len(block.statements) < 2:
                continue
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
