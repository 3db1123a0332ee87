"""What a mutation operator is: a named way of editing a program, at every place where it fits."""

import ast
import copy
from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, NamedTuple

from codegarden.mutation import priors
from codegarden.syntax.code import Code
from codegarden.syntax.edits import Edit
from codegarden.syntax.identity import Syntax, Tokens
from codegarden.syntax.layout import mask_comments
from codegarden.syntax.planting import glued, put
from codegarden.syntax.precedence import Term, written
from codegarden.syntax.scopes import Scopes

# characters of a text that a sentence shows, and that are looked at for it
SHOWN, READ = 40, 400


class Example(NamedTuple):
    """A program before an operator and one of the programs after it."""

    before: str
    after: str


class Change(NamedTuple):
    """One thing that an operator can do to a program."""

    edits: tuple[Edit, ...]
    sentence: str


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
    def tokens(self) -> Tokens:
        """The tokens, by which mutants are told apart."""
        return Tokens(self.text)

    @cached_property
    def syntax(self) -> Syntax:
        """The check of edited text."""
        return Syntax(self)

    @cached_property
    def expressions(self) -> list[ast.expr]:
        """The expressions whose value the program uses: no target, docstring, keyword or slice."""
        return [
            node
            for node in self.nodes
            if self.is_expression(node)
            and not isinstance(node, ast.Slice | ast.Starred)
            and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
            and node not in self.docstrings
        ]

    def turned(self, share: float) -> "Subject":
        """Return the same program for operators to begin at another place: a share of its way on.

        What they come to last is then what stands before that place.
        """
        self.scopes, self.tokens, self.syntax  # noqa: B018 - made once, for all turns
        other = copy.copy(self)
        for order in ("nodes", "statements"):
            whole = getattr(self, order)
            start = int(share * len(whole))
            setattr(other, order, whole[start:] + whole[:start])
        for made in ("_by_type", "expressions"):
            other.__dict__.pop(made, None)
        return other

    def put(self, node: ast.expr, term: str) -> Edit:
        """Return the edit that puts an expression in the place of another, bracketed if need be."""
        return put(self, node, term)

    def replace(self, node: ast.expr, term: str) -> Change:
        """Return the change that puts an expression in the place of another.

        A text that is no ``Term`` is written in this package: a name, a literal.
        """
        if not isinstance(term, Term):
            term = written(term)
        sentence = f"replaced `{shown(self.source(node))}` by `{shown(term)}`{self.where(node)}"
        return Change((self.put(node, term),), sentence)

    def token(self, before: ast.AST, after: ast.AST, old: str, new: str) -> Change:
        """Return the change of an operator's own sign, which stands between two operands."""
        low, high = self.span(before)[1], self.span(after)[0]
        gap = mask_comments(self.text[low:high])
        first, *rest = old.split()
        start = gap.index(first)
        end = start + len(first)
        for word in rest:
            end = gap.index(word, end) + len(word)
        start, end = low + start, low + end
        if self.text[start - 1] not in " \t\n\\" and new[0].isalpha():
            new = f" {new}"
        if end < len(self.text) and glued(new[-1], self.text[end]):
            new += " "
        line = self.line_of(start)
        sentence = f"replaced `{old}` by `{new.strip()}` in line {line}"
        return Change((Edit(start, end, new),), sentence)

    def where(self, node: ast.AST) -> str:
        """Return " in line 4" for a node of line 4."""
        return f" in line {node.lineno}"


def shown(text: str) -> str:
    """Return a text as one short line, for a sentence."""
    line = " ".join(text[:READ].split())
    return line if len(line) <= SHOWN and len(text) <= READ else line[: SHOWN - 1] + "…"


class Operator:
    """A family member: a name, where it comes from, and the changes that it offers.

    An operator keeps no state. Its ``examples`` are its documentation and its test.
    """

    name: ClassVar[str]
    source: ClassVar[str]

    @property
    def prior(self) -> float:
        """The share of repairs that are its changes, as counted; those of all sum to one."""
        return priors.share(self.name)

    def changes(self, code: Subject) -> Iterator[Change]:
        """Yield the changes that the operator can make, in the order of the text."""
        raise NotImplementedError

    def examples(self) -> list[Example]:
        """Return programs before and after."""
        raise NotImplementedError
