"""Which edits of a text give a program, and which give the same program as others.

All three answers look at the surroundings of the edits alone, so that their cost does not grow
with the length of the program.
"""

import ast
import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from codegarden.syntax.code import BLOCKS, DEFINITIONS, FUNCTIONS, Code
from codegarden.syntax.edits import Edit, apply, difference, shared
from codegarden.syntax.parsing import compiles

LOOPS = (ast.For, ast.AsyncFor, ast.While)
NESTING = (*LOOPS, ast.With, ast.AsyncWith, ast.Try)
OPENINGS = {
    ast.FunctionDef: "def _():",
    ast.AsyncFunctionDef: "async def _():",
    ast.ClassDef: "class _:",
}

_TOKEN = re.compile(
    r'''
    (?P<string>[rRbBuUfF]{0,2}(?:"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'
              |"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'))
    |\#[^\r\n]*
    |\w+(?:\.\d+)?
    |(?:\r\n|\r|\n)[ \t]*
    |\*\*=?|//=?|<<=?|>>=?|[-+*/%&|^=!<>:@]=|->
    |\S
    ''',
    re.VERBOSE,
)
_DECLARATION = re.compile(r"\b(?:global|nonlocal)\b")
_WORD = re.compile(r"[^\W\d]\w*")


class Token(NamedTuple):
    """A token and where it stands."""

    start: int
    end: int
    text: str


def tokens(text: str) -> list[Token]:
    r"""Return the tokens of a text without comments, blank lines and inner white space.

    A line break is one token together with the indentation after it. The text need not be whole,
    which is what the standard library's ``tokenize`` asks for.

    >>> [token.text for token in tokens("if a:\n\n  b")]
    ['if', 'a', ':', '\n  ', 'b']
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end, word = *match.span(), match.group()
        if word[0] == "#":
            continue
        if word[0] in "\r\n":
            word = "\n" + word.lstrip("\r\n")
            if found and found[-1].text[0] == "\n":
                start = found.pop().start
        found.append(Token(start, end, word))
    return found


class Tokens:
    """The tokens of a text, and what edits make of their sequence."""

    def __init__(self, text: str):
        self.text = text
        found = tokens(text)
        self.starts = [token.start for token in found]
        self.ends = [token.end for token in found]
        self.words = [token.text for token in found]

    def key(self, edits: tuple[Edit, ...]) -> tuple[int, int, tuple[str, ...]] | None:
        """Return what identifies the edited sequence of tokens; None when it is the parent's.

        It is the length of the longest common head with the parent, that of the longest common
        tail, and the tokens between: edits with one result have one key.
        """
        trimmed = map(self._trimmed, sorted(edits, key=lambda edit: edit[:2]))
        near = [self._near(one) for one in trimmed if one.replacement or one.start < one.end]
        if not near:
            return None
        parent = self.words
        first, last = near[0][0], max(one[1] for one in near)
        middle: list[str] = []
        done = first
        while near:
            low, high, group = near[0][0], near[0][1], []
            while near and near[0][0] <= high:  # tokens that two edits touch are read once
                high = max(high, near[0][1])
                group.append(near.pop(0)[2])
            middle += parent[done:low] + self._edited(low, high, group)
            done = high
        length, size = first + len(middle) + len(parent) - last, len(middle)
        head = first + shared(middle, parent[first : first + size])
        if head == first + size:  # what follows may be alike too
            head += shared(parent[last:], parent[head:])
        if head == length == len(parent):
            return None
        tail = shared(middle[::-1], parent[max(0, last - size) : last][::-1])
        if tail == size:
            tail += shared(parent[:first][::-1], parent[: last - size][::-1])
        tail = min(tail + len(parent) - last, length - head, len(parent) - head)
        stop = length - tail - first
        middle += parent[last : last + max(0, stop - size)]
        return head, tail, tuple(middle[head - first : stop])

    def _near(self, edit: Edit) -> tuple[int, int, Edit]:
        """Return the tokens that an edit may change, as a range of their places, and the edit."""
        # a token of margin on both sides, because an edit may change how a neighbour is read
        first = max(0, bisect_left(self.ends, edit.start) - 1)
        return first, min(len(self.words), bisect_right(self.starts, edit.end) + 1), edit

    def _edited(self, first: int, last: int, edits: list[Edit]) -> list[str]:
        """Return the tokens of a range after edits in it."""
        begin = self.starts[first] if first < len(self.words) else len(self.text)
        stop = self.ends[last - 1] if last else 0
        begin, stop = min(begin, *(e.start for e in edits)), max(stop, *(e.end for e in edits))
        moved = [Edit(edit.start - begin, edit.end - begin, edit.replacement) for edit in edits]
        return [token.text for token in tokens(apply(self.text[begin:stop], moved))]

    def _trimmed(self, edit: Edit) -> Edit:
        """Return an edit without what it leaves as it is."""
        start, end, new = difference(self.text[edit.start : edit.end], edit.replacement)
        return Edit(edit.start + start, edit.start + end, new)


class Syntax:
    """Whether edits of a program leave a program: only the statement around them is compiled.

    It is compiled under the heads of the function, class and loops that it stands in, which decide
    where ``return``, ``yield``, ``await`` and ``break`` may stand.
    """

    def __init__(self, code: Code):
        self.code = code
        self._children: dict[ast.AST, list[tuple[int, int, ast.stmt]]] = {}
        self._heads: dict[ast.stmt, str] = {}
        # what is compiled as a whole: an edit there may come before a declaration of its names,
        # make a generator of a coroutine, or leave ``except*``
        self._whole = {*code.of(ast.AsyncFunctionDef, ast.TryStar)}
        for node in code.of(ast.Global, ast.Nonlocal):
            scopes = [a for a in code.ancestors(node) if isinstance(a, (*DEFINITIONS, ast.Module))]
            functions = [scope for scope in scopes if isinstance(scope, FUNCTIONS)]
            self._whole.update([scopes[0], *functions])

    def holds(self, edits: tuple[Edit, ...]) -> bool:
        """Whether the edited program compiles."""
        start, end, head = self.region(min(e.start for e in edits), max(e.end for e in edits))
        if any(_DECLARATION.search(edit.replacement) for edit in edits):
            start, end, head = 0, len(self.code.text), ""
        near = [Edit(edit.start - start, edit.end - start, edit.replacement) for edit in edits]
        return compiles(head + apply(self.code.text[start:end], near))

    def region(self, low: int, high: int) -> tuple[int, int, str]:
        """Return the innermost statement, on lines of its own, around some text: span and head."""
        found = (0, len(self.code.text), "")
        node: ast.AST | None = self.code.tree
        while node is not None and node not in self._whole:
            children = self.children(node)
            index = bisect_right(children, low, key=lambda child: child[0]) - 1
            node = None
            if index >= 0:
                start, end, statement = children[index]
                # at the very end of a statement an edit may belong to any of those around it
                if start < low and high < end:
                    node = statement
                    if not self.code.text.startswith("elif", self.code.span(statement)[0]):
                        found = (start, end, self.head(statement))
        return found

    def head(self, statement: ast.stmt) -> str:
        """Return the heads of what a statement stands in, down from the innermost definition."""
        if statement not in self._heads:
            lines: list[str] = []
            below: ast.AST = statement
            for around in self.code.ancestors(statement):
                opening = None
                if isinstance(around, LOOPS) and self.code.places[below].field == "body":
                    opening = "while 1:"
                elif isinstance(around, NESTING):
                    opening = "with _:"  # for the depth that Python allows
                elif isinstance(around, DEFINITIONS):
                    opening = OPENINGS[type(around)]
                if opening:
                    lines.insert(0, f"{self.code.indentation(around)}{opening}\n")
                if isinstance(around, DEFINITIONS):
                    break
                below = around
            first = lines[0] if lines else self.code.indentation(statement)
            outermost = "if 1:\n" if first[:1].isspace() else ""
            self._heads[statement] = outermost + "".join(lines)
        return self._heads[statement]

    def children(self, node: ast.AST) -> list[tuple[int, int, ast.stmt]]:
        """Return the statements in the blocks of a statement, each with its lines."""
        if node not in self._children:
            inside = [child for field in BLOCKS for child in getattr(node, field, ())]
            for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
                inside += part.body
            lines = [(self.code.own_lines(child), child) for child in inside]
            spans = [(*span, child) for span, child in lines if span]
            self._children[node] = sorted(spans, key=lambda span: span[0])
        return self._children[node]


def equivalent(text: str, edits: tuple[Edit, ...]) -> bool:
    """Whether it is cheap to see that the edits change nothing of what a program does."""
    return all(
        _names(text[edit.start : edit.end]) == _names(edit.replacement)
        and (old := normal_form(text[edit.start : edit.end])) is not None
        and old == normal_form(edit.replacement)
        for edit in edits
    )


@lru_cache(maxsize=65536)
def _names(text: str) -> list[str]:
    """Return the words of an expression in alphabetical order, which its normal form has too."""
    return sorted(_WORD.findall(text))


@lru_cache(maxsize=65536)
def normal_form(text: str) -> str | None:
    """Return an expression with constants folded and operands of commuting operators in order.

    None for a text that is no expression.

    >>> normal_form("b == a"), normal_form("x - 0 > 1 + 1")
    ('a == b', '2 < x')
    """
    if not any(character.isalnum() for character in text):
        return None
    try:
        tree = ast.parse(text.strip(), mode="eval")
        return ast.unparse(_Normalizer().visit(tree))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class _Normalizer(ast.NodeTransformer):
    """Rewrites that keep the value, for operands that are evaluated in any order."""

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if len(node.ops) != 1:
            return node
        left, right, sign = node.left, node.comparators[0], node.ops[0]
        flipped = {ast.Gt: ast.Lt, ast.GtE: ast.LtE}.get(type(sign))
        commutes = isinstance(sign, ast.Eq | ast.NotEq | ast.Is | ast.IsNot)
        if flipped or (commutes and ast.unparse(left) > ast.unparse(right)):
            return ast.Compare(right, [flipped() if flipped else sign], [left])
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        operand = node.operand
        number = isinstance(operand, ast.Constant) and type(operand.value) in (int, float)
        if number and isinstance(node.op, ast.USub):
            return ast.Constant(-operand.value)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        left, right = _number(node.left), _number(node.right)
        numbers = left is not None and right is not None
        if numbers and isinstance(node.op, ast.Add | ast.Sub):
            return ast.Constant(left + right if isinstance(node.op, ast.Add) else left - right)
        if right == 0 and isinstance(node.op, ast.Add | ast.Sub):
            return node.left
        if left == 0 and isinstance(node.op, ast.Add):
            return node.right
        if right == 1 and isinstance(node.op, ast.Mult | ast.FloorDiv | ast.Pow):
            return node.left
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        is_range = getattr(node.func, "id", "") == "range" and len(node.args) == 2
        if is_range and _number(node.args[0]) == 0:
            node.args = node.args[1:]
        return node


def _number(node: ast.AST) -> int | None:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    return None
