"""What a mutation operator is: a named way of editing a program, at every place where it fits."""

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, NamedTuple

from codegarden.syntax.code import Code
from codegarden.syntax.edits import Edit
from codegarden.syntax.precedence import LAMBDA, LOOSE, bracketed, place
from codegarden.syntax.scopes import Scopes

SHOWN = 40


class Example(NamedTuple):
    """A program before an operator and one of the programs after it."""

    before: str
    after: str


class Change(NamedTuple):
    """One thing that an operator can do to a program.

    ``weight`` says how likely the change is among those of its operator; 1 is usual.
    """

    edits: tuple[Edit, ...]
    sentence: str
    weight: float = 1.0


class Subject(Code):
    """A program that operators are applied to: its code, its scopes, and how to edit it.

    ``donors`` are texts of other programs (never of the same problem in a benchmark), whose
    statements and expressions some operators plant here.
    """

    def __init__(self, text: str, donors: tuple[str, ...] = ()):
        super().__init__(text)
        self.donors = donors

    @cached_property
    def scopes(self) -> Scopes:
        """The names that each place can see."""
        return Scopes(self)

    @cached_property
    def expressions(self) -> list[ast.expr]:
        """The expressions whose value the program uses: no target, docstring, keyword or slice."""
        return [
            node
            for node in self.nodes
            if isinstance(node, ast.expr)
            and not isinstance(node, ast.Slice | ast.Starred)
            and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
            and node not in self.docstrings
            and not isinstance(self.parent(node), ast.JoinedStr)
        ]

    def needed(self, node: ast.expr) -> int:
        """Return how tightly an expression in the place of ``node`` has to bind."""
        start, end = self.span(node)
        before, after = self.text[:start].rstrip()[-1:], self.text[end:].lstrip()[:1]
        where = self.places[node]
        if before == "(" and after == ")":
            return LAMBDA  # it has brackets already
        if isinstance(where.parent, ast.Assign | ast.Return | ast.Expr | ast.For):
            return LOOSE
        return place(where.parent, where.field)

    def put(self, node: ast.expr, text: str) -> Edit:
        """Return the edit that puts an expression in the place of another, bracketed if need be."""
        start, end = self.span(node)
        text = bracketed(text, self.needed(node))
        # "return(x)" and "not(x)" lose their bracket, and must not lose the gap
        if start and _glued(self.text[start - 1], text[:1]):
            text = " " + text
        if end < len(self.text) and _glued(text[-1:], self.text[end]):
            text += " "
        return Edit(start, end, text)

    def replace(self, node: ast.expr, text: str, weight: float = 1.0) -> Change:
        """Return the change that puts an expression in the place of another."""
        sentence = f"replaced `{shown(self.source(node))}` by `{shown(text)}`{self.where(node)}"
        return Change((self.put(node, text),), sentence, weight)

    def token(self, before: ast.AST, after: ast.AST, old: str, new: str, weight=1.0) -> Change:
        """Return the change of an operator's own sign, which stands between two operands."""
        low, high = self.span(before)[1], self.span(after)[0]
        gap = mask_comments(self.text[low:high])
        words = old.split()
        start = low + gap.index(words[0])
        end = start + len(words[0])
        for word in words[1:]:
            end = self.text.index(word, end) + len(word)
        if self.text[start - 1] not in " \t\n\\" and new[0].isalpha():
            new = f" {new}"
        if end < len(self.text) and _glued(new[-1], self.text[end]):
            new += " "
        line = self.line_of(start)
        sentence = f"replaced `{old}` by `{new.strip()}` in line {line}"
        return Change((Edit(start, end, new),), sentence, weight)

    def where(self, node: ast.AST) -> str:
        """Return " in line 4" for a node of line 4."""
        return f" in line {node.lineno}"


def _glued(left: str, right: str) -> bool:
    """Whether two characters side by side would make one word."""
    return (left.isalnum() or left == "_") and (right.isalnum() or right in "_'\"")


def mask_comments(gap: str) -> str:
    """Return the text between two tokens with its comments blanked, at the same length."""
    lines = gap.split("\n")
    return "\n".join(
        line if "#" not in line else line[: line.index("#")].ljust(len(line)) for line in lines
    )


def shown(text: str) -> str:
    """Return a text as one short line, for a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


class Operator:
    """A family member: a name, where it comes from, and the changes that it offers.

    ``prior`` is how often a change of this kind mends a program, relative to the other operators.
    An operator keeps no state. Its ``examples`` are its documentation and its test.
    """

    name: ClassVar[str]
    source: ClassVar[str]
    prior: ClassVar[float] = 1.0

    def changes(self, code: Subject) -> Iterator[Change]:
        """Yield the changes that the operator can make, in the order of the text."""
        raise NotImplementedError

    def examples(self) -> list[Example]:
        """Return programs before and after."""
        raise NotImplementedError
