"""Operators on how deep a statement stands: an ``else`` that belongs behind the loop."""

import ast
from collections.abc import Iterator

from codegarden.mutation.operator import Change, Example, Operator, Subject
from codegarden.mutation.results import LOOPS, inside
from codegarden.syntax.edits import Edit

PAN = "Pan et al. 2009 (doi:10.1007/s10664-008-9077-5), removal of an else branch"


class LeaveElse(Operator):
    """Takes the statements of an ``else`` out: behind the ``if``, or behind a loop around it."""

    name = "leave-else"
    source = f"{PAN}; TBar FP14, move statement; Qian and Lehman 2017, returning within a loop"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.If, *LOOPS):
            if not node.orelse or not all(map(code.own_lines, [*node.body, *node.orelse])):
                continue
            if code.source(node.orelse[0]).startswith("elif"):
                continue
            outer = [a for a in inside(code, node) if isinstance(a, LOOPS)]
            moved = [inner for one in node.orelse for inner in ast.walk(one)]
            if any(isinstance(inner, ast.Break | ast.Continue) for inner in moved):
                outer = []  # a jump stays in its loop
            for target in (node, *outer):
                if (lines := code.own_lines(target)) and (whole := self.top(code, target)):
                    yield self.change(code, node, whole, lines[1])

    def top(self, code: Subject, node: ast.stmt) -> ast.stmt | None:
        """Return the ``if`` that a chain of ``elif`` begins with, for any of its branches."""
        while code.source(node).startswith("elif"):
            node = code.parent(node)
        return node if code.own_lines(node) else None

    def change(self, code: Subject, node: ast.stmt, target: ast.stmt, at: int) -> Change:
        """Return the change that moves the statements behind another."""
        start, first = code.own_lines(node.body[-1])[1], code.own_lines(node.orelse[0])[0]
        end = code.own_lines(node.orelse[-1])[1]
        old, new = code.indentation(node.orelse[0]), code.indentation(target)
        moved = code.reindented(first, code.text[first:end], old, new)
        if end == at:
            edits: tuple[Edit, ...] = (Edit(start, end, moved),)
        else:
            edits = (Edit(start, end, ""), Edit(at, at, moved))
        kind = "loop" if isinstance(target, LOOPS) else "if"
        line = target.lineno
        return Change(edits, f"moved the else branch{code.where(node)} behind the {kind} of {line}")

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(x):\n    for y in x:\n        if y:\n            return y\n"
                "        else:\n            return 0\n",
                "def f(x):\n    for y in x:\n        if y:\n            return y\n    return 0\n",
            )
        ]


OPERATORS = (LeaveElse(),)
