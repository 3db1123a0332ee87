"""A Python source as operators see it: its tree with positions, parents, blocks and scopes.

Positions are offsets in characters (``ast`` counts bytes of UTF-8 within a line). Nothing here
changes a program.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from codegarden.syntax.fstrings import located
from codegarden.syntax.layout import mask_comments, on_one_line
from codegarden.syntax.literals import Text
from codegarden.syntax.parsing import CodeError as CodeError
from codegarden.syntax.parsing import parsed
from codegarden.syntax.precedence import ATOM, BARE, Term, level
from codegarden.syntax.source import split_lines

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
BLOCKS = ("body", "orelse", "finalbody")


@dataclass(frozen=True)
class Place:
    """Where a node hangs in the tree: ``parent.field`` or ``parent.field[index]``."""

    parent: ast.AST
    field: str
    index: int | None = None


@dataclass(frozen=True, eq=False)
class Block:
    """A list of statements: the body of a function, a loop, a branch, a module."""

    owner: ast.AST
    field: str
    statements: list[ast.stmt]


class Code:
    """A parsed source.

    Raises ``CodeError`` for a source that does not parse.
    """

    def __init__(self, text: str):
        self.text = text
        self.tree = parsed(text)
        self.lines = split_lines(text, keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.places: dict[ast.AST, Place] = {}
        # the texts of each f-string that is understood
        self.formats: dict[ast.JoinedStr, list[Text]] = {}
        self.nodes: list[ast.AST] = list(self._walk())
        self._terms: dict[ast.expr, Term] = {}

    def _walk(self) -> Iterator[ast.AST]:
        """Yield the nodes in the order of the text and note the place of each.

        Annotations, decorators and imports are left out, which no operator touches.
        """
        waiting: list[ast.AST] = [self.tree]
        while waiting:
            node = waiting.pop()
            yield node
            if isinstance(node, ast.Import | ast.ImportFrom):
                continue
            if isinstance(node, ast.JoinedStr):
                texts = located(self, node)
                if texts is None:
                    continue
                self.formats[node] = texts
            inner = []
            for field, value in ast.iter_fields(node):
                if field in ("annotation", "returns", "decorator_list", "ctx"):
                    continue
                children = value if isinstance(value, list) else [value]
                for index, child in enumerate(children):
                    # the texts of f-strings have no positions of their own
                    if isinstance(child, ast.AST) and not (
                        isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant)
                    ):
                        number = index if isinstance(value, list) else None
                        self.places[child] = Place(node, field, number)
                        inner.append(child)
            waiting += reversed(inner)

    @cached_property
    def _by_type(self) -> dict[type, list[ast.AST]]:
        found = defaultdict(list)
        for node in self.nodes:
            found[type(node)].append(node)
        return found

    def of(self, *types: type) -> list[ast.AST]:
        """Return the nodes of some types; of one type, in the order of the text."""
        return [node for kind in types for node in self._by_type.get(kind, ())]

    def offset(self, line: int, column: int) -> int:
        """Return the offset in characters of a position of ``ast``."""
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        if not text.isascii():
            column = len(text.encode()[:column].decode())
        return self.starts[line - 1] + column

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return the start and end (exclusive) of a node, decorators included."""
        start = self.offset(node.lineno, node.col_offset)
        for decorator in getattr(node, "decorator_list", ()):
            start = min(start, self.text.rindex("@", 0, self.span(decorator)[0]))
        return start, self.offset(node.end_lineno, node.end_col_offset)

    def source(self, node: ast.AST) -> str:
        """Return the text of a node."""
        start, end = self.span(node)
        return self.text[start:end]

    def material(self, node: ast.expr) -> Term:
        """Return the text of an expression for use elsewhere: without its comments and lines."""
        if node not in self._terms:
            own = level(node)
            if isinstance(node, ast.Tuple) and own != BARE and self._is_bracketed(node):
                own = ATOM
            text = self.source(node)
            self._terms[node] = Term(
                on_one_line(text) if "\n" in text or "\r" in text else text, own
            )
        return self._terms[node]

    def _is_bracketed(self, node: ast.Tuple) -> bool:
        """Whether a tuple has brackets of its own, beside those of its elements."""
        start, end = self.span(node)
        if not node.elts:
            return True
        low, high = self.span(node.elts[0])
        following = self.span(node.elts[1])[0] if len(node.elts) > 1 else end
        after = mask_comments(self.text[high:following]).partition(",")[0]
        return mask_comments(self.text[start:low]).count("(") > after.count(")")

    def parts(self, node: ast.AST) -> list[ast.expr]:
        """Return the expressions that a node is made of, itself among them, outermost first."""
        return [one for one in ast.walk(node) if self.is_expression(one)]

    def is_expression(self, node: ast.AST) -> bool:
        """Whether a node is an expression with a text of its own."""
        if not isinstance(node, ast.expr) or node not in self.places:
            return False
        # a field of an f-string, its format and the texts beside it have no place elsewhere
        where = self.places[node]
        return not isinstance(node, ast.FormattedValue) and where.field != "format_spec"

    def line_of(self, offset: int) -> int:
        """Return the number of the line, from 1, that holds an offset."""
        low, high = 0, len(self.starts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.starts[middle] <= offset else (low, middle - 1)
        return min(low + 1, max(1, len(self.lines)))

    def parent(self, node: ast.AST) -> ast.AST | None:
        """Return the node that a node is part of; None for the module."""
        return self.places[node].parent if node in self.places else None

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the nodes around a node, the innermost first."""
        while (parent := self.parent(node)) is not None:
            yield parent
            node = parent

    def statement(self, node: ast.AST) -> ast.stmt | None:
        """Return the innermost statement that a node is or is part of."""
        if isinstance(node, ast.stmt):
            return node
        return next((a for a in self.ancestors(node) if isinstance(a, ast.stmt)), None)

    def function(self, node: ast.AST) -> ast.AST | None:
        """Return the innermost ``def`` around a node."""
        definitions = (ast.FunctionDef, ast.AsyncFunctionDef)
        return next((a for a in self.ancestors(node) if isinstance(a, definitions)), None)

    def in_loop(self, node: ast.AST) -> bool:
        """Whether ``break`` may stand in the place of a statement."""
        below = node
        for ancestor in self.ancestors(node):
            if isinstance(ancestor, DEFINITIONS):
                return False
            loop = isinstance(ancestor, ast.For | ast.While | ast.AsyncFor)
            if loop and self.places[below].field == "body":
                return True
            below = ancestor
        return False

    @cached_property
    def blocks(self) -> list[Block]:
        """The lists of statements, outermost first; match cases and handlers among them."""
        return [
            Block(node, field, getattr(node, field))
            for node in self.nodes
            if not isinstance(node, ast.IfExp | ast.Lambda | ast.Expression)
            for field in BLOCKS
            if getattr(node, field, None)
        ]

    @cached_property
    def statements(self) -> list[tuple[Block, int, ast.stmt]]:
        """The statements of all blocks, each with its block and its index there."""
        return [
            (block, index, statement)
            for block in self.blocks
            for index, statement in enumerate(block.statements)
        ]

    @cached_property
    def docstrings(self) -> set[ast.AST]:
        """The constants that are docstrings, or other statements that are only a string."""
        return {
            node.value
            for node in self.of(ast.Expr)
            if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        }

    def own_lines(self, statement: ast.stmt) -> tuple[int, int] | None:
        """Return the span of whole lines that a statement has to itself, or None.

        A comment at its end belongs to it; with ``a; b`` and ``if a: b`` the answer is None.
        """
        start, end = self.span(statement)
        first = self.starts[self.line_of(start) - 1]
        last = self.starts[min(self.line_of(max(start, end - 1)), len(self.lines))]
        before, after = self.text[first:start], self.text[end:last].strip()
        if before.strip() or (after and not after.startswith("#")):
            return None
        return first, last

    def indentation(self, statement: ast.stmt) -> str:
        """Return the white space before a statement, as far as it counts.

        A form feed begins it anew.
        """
        start = self.span(statement)[0]
        line = self.text[self.starts[self.line_of(start) - 1] : start]
        return line[: len(line) - len(line.lstrip())].rpartition("\f")[2]

    @cached_property
    def within_strings(self) -> set[int]:
        """The lines that begin inside of a string."""
        strings = [n for n in ast.walk(self.tree) if isinstance(n, ast.Constant | ast.JoinedStr)]
        return {line for n in strings for line in range(n.lineno + 1, n.end_lineno + 1)}

    def reindented(self, start: int, text: str, old: str, new: str) -> str:
        """Return the text from some offset on with another indentation.

        The inside of strings stays as it is; ``text`` has the lines of the program.
        """
        first = self.line_of(start)
        lines = []
        for number, line in enumerate(split_lines(text, keepends=True), first):
            if number == first and start != self.starts[first - 1]:
                line = new + line
            elif number not in self.within_strings:
                white = len(line) - len(line.lstrip(" \t\f"))
                line = line[line.rfind("\f", 0, white) + 1 :]
                if line.startswith(old):
                    line = new + line[len(old) :] if line.strip() else line.lstrip(" \t")
            lines.append(line)
        return "".join(lines)

    def laid_out(self, statement: ast.stmt, indent: str = "", text: str | None = None) -> str:
        """Return a statement for use elsewhere: on lines of its own, with another indentation.

        ``text`` is that of the statement with other names, where it has them.
        """
        old, start = self.indentation(statement), self.span(statement)[0]
        text = self.reindented(start, text or self.source(statement), old, indent)
        if isinstance(statement, ast.If) and text.startswith("elif", len(indent)):
            text = indent + text[len(indent) + 2 :]
        return text

    @cached_property
    def step(self) -> str:
        """One step of indentation, as the author writes it; four spaces where there is none."""
        for block in self.blocks:
            if block.owner is not self.tree and self.own_lines(block.statements[0]):
                outer = self.statement(block.owner) or block.owner
                if isinstance(outer, ast.stmt):
                    deep = self.indentation(block.statements[0])
                    if len(deep) > len(self.indentation(outer)):
                        return deep[len(self.indentation(outer)) :]
        return "    "
