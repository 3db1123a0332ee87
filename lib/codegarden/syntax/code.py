"""A Python source as operators see it: its tree with positions, parents, blocks and scopes.

Positions are offsets in characters (``ast`` counts bytes of UTF-8 within a line). Nothing here
changes a program.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
BLOCKS = ("body", "orelse", "finalbody")


class CodeError(ValueError):
    """A source that does not parse; the message names the line."""


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
        try:
            self.tree = ast.parse(text)
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            raise CodeError(f"line {line}: {getattr(error, 'msg', error)}") from None
        except (RecursionError, MemoryError):
            raise CodeError("line 1: the program is nested too deeply to be parsed") from None
        self.lines = [line for line in _LINE.findall(text) if line]
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.places: dict[ast.AST, Place] = {}
        self.nodes: list[ast.AST] = list(self._walk(self.tree))

    def _walk(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the nodes in the order of the text and note the place of each.

        The inside of f-strings is left out: before Python 3.12 its positions are wrong. So are
        annotations, decorators and imports, which no operator touches.
        """
        yield node
        if isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom):
            return
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "decorator_list", "ctx"):
                continue
            children = value if isinstance(value, list) else [value]
            for index, child in enumerate(children):
                if isinstance(child, ast.AST):
                    number = index if isinstance(value, list) else None
                    self.places[child] = Place(node, field, number)
                    yield from self._walk(child)

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

    def material(self, node: ast.expr) -> str:
        """Return the text of an expression, on one line and without comments, for use elsewhere."""
        text = self.source(node)
        return ast.unparse(node) if "\n" in text or "\r" in text else text

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
        """Return the white space before a statement."""
        start = self.span(statement)[0]
        line = self.text[self.starts[self.line_of(start) - 1] : start]
        return line[: len(line) - len(line.lstrip())]

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
