"""The difference of two programs as edits of the first, each of which can be made or left.

Statements are aligned block by block, expressions descended into as long as both have one shape (a
small relative of GumTree, Falleri et al. 2014, doi:10.1145/2642937.2642982). The first program
keeps its layout and comments wherever it is not edited.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from codegarden.mutation.operator import Subject, shown
from codegarden.syntax.code import Code
from codegarden.syntax.edits import Edit
from codegarden.syntax.identity import tokens

BLOCKS = ("body", "orelse", "finalbody")
SIMILAR = 0.35


@dataclass(frozen=True)
class Hunk:
    """A part of a difference: an edit of the first program, told in words."""

    edit: Edit
    sentence: str

    @property
    def size(self) -> int:
        """The number of tokens that it adds."""
        return len(tokens(self.edit.replacement))


class Difference:
    """The hunks that lead from one program to another.

    ``hunks`` are in the order of the text; all of them together make a program with the syntax tree
    of the second.
    """

    def __init__(self, first: Subject, second: Code):
        self.first, self.second = first, second
        self._words: dict[ast.AST, list[str]] = {}

    @cached_property
    def hunks(self) -> list[Hunk]:
        """The parts of the difference."""
        found = list(self.block(self.first.tree, "body", self.second.tree.body))
        return sorted(found, key=lambda hunk: hunk.edit[:2])

    def words(self, code: Code, node: ast.AST) -> list[str]:
        """Return the tokens of a node, line breaks left out."""
        if node not in self._words:
            found = tokens(code.source(node))
            self._words[node] = [t.text for t in found if t.text[0] != "\n"]
        return self._words[node]

    def block(self, owner: ast.AST, field: str, after: list[ast.stmt]) -> Iterator[Hunk]:
        """Yield the hunks that turn one list of statements into another."""
        before: list[ast.stmt] = getattr(owner, field)
        gone, pending = 0, []
        for old, new in self.align(before, after):
            if old is None:
                pending.append(new)
                continue
            yield from self.insert(old, True, pending)
            pending = []
            if new is None:
                gone += 1
                kept = len(before) > gone or after
                yield self.delete(old, bool(kept))
            else:
                yield from self.statement(old, new)
        if pending:
            yield from self.insert(before[-1], False, pending)

    def align(self, before: list[ast.stmt], after: list[ast.stmt]):
        """Return pairs of statements in order; None stands for what the other side lacks.

        The alignment with the fewest tokens deleted, inserted or changed, by dynamic programming.
        """
        cost = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
        for i in range(len(before), -1, -1):
            for j in range(len(after), -1, -1):
                options = []
                if i < len(before):
                    gap = len(self.words(self.first, before[i]))
                    options.append(cost[i + 1][j] + gap)
                if j < len(after):
                    gap = len(self.words(self.second, after[j]))
                    options.append(cost[i][j + 1] + gap)
                if i < len(before) and j < len(after):
                    options.append(cost[i + 1][j + 1] + self.cost(before[i], after[j]))
                cost[i][j] = min(options, default=0.0)
        pairs, i, j = [], 0, 0
        while i < len(before) or j < len(after):
            both = i < len(before) and j < len(after)
            if both and cost[i][j] == cost[i + 1][j + 1] + self.cost(before[i], after[j]):
                pairs.append((before[i], after[j]))
                i, j = i + 1, j + 1
            elif j < len(after) and cost[i][j] == cost[i][j + 1] + len(
                self.words(self.second, after[j])
            ):
                pairs.append((None, after[j]))
                j += 1
            else:
                pairs.append((before[i], None))
                i += 1
        return pairs

    def cost(self, old: ast.stmt, new: ast.stmt) -> float:
        """Return the tokens that differ between two statements; infinite for unlike ones."""
        if type(old) is not type(new):
            return float("inf")
        mine, theirs = self.words(self.first, old), self.words(self.second, new)
        if mine == theirs:
            return 0.0
        key = (old, new)
        known = self.__dict__.setdefault("_costs", {})
        if key not in known:
            matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
            same = sum(block.size for block in matcher.get_matching_blocks())
            both = len(mine) + len(theirs)
            named = isinstance(old, ast.FunctionDef) and old.name == new.name
            alike = named or 2 * same / both >= SIMILAR
            known[key] = both - 2 * same if alike else float("inf")
        return known[key]

    def statement(self, old: ast.stmt, new: ast.stmt) -> Iterator[Hunk]:
        """Yield the hunks that turn a statement into another of its type."""
        if same(old, new):
            return
        inner: list[Hunk] = []
        for field in old._fields:
            mine, theirs = getattr(old, field), getattr(new, field)
            if field in BLOCKS:
                inner += self.branch(old, field, mine, theirs)
            elif field in ("decorator_list", "returns", "type_comment", "type_params"):
                continue
            elif isinstance(mine, ast.expr) and isinstance(theirs, ast.expr):
                inner += self.expression(mine, theirs)
            elif isinstance(mine, list) and len(mine) == len(theirs) and not same(mine, theirs):
                pairs = list(zip(mine, theirs, strict=True))
                if not all(isinstance(one, ast.expr) for one, _ in pairs):
                    yield self.whole(old, new)
                    return
                for one, other in pairs:
                    inner += self.expression(one, other)
            elif not same(mine, theirs):
                yield self.whole(old, new)
                return
        yield from inner

    def branch(self, owner: ast.stmt, field: str, mine: list, theirs: list) -> Iterator[Hunk]:
        """Yield the hunks of a block, which one side may lack."""
        if mine and theirs:
            inline = any(self.first.own_lines(statement) is None for statement in mine)
            paired = len(theirs) == 1 and self.cost(mine[0], theirs[0]) < float("inf")
            elif_ = self.is_elif(mine[0]) and not paired
            if not (inline or elif_) or same(mine, theirs):
                yield from self.block(owner, field, theirs)
                return
            if inline and len(mine) == len(theirs) and all(map(like, mine, theirs)):
                for old, new in zip(mine, theirs, strict=True):
                    yield from self.statement(old, new)
                return
        elif not mine and not theirs:
            return
        yield self.clause(owner, field, theirs)

    def clause(self, owner: ast.stmt, field: str, theirs: list) -> Hunk:
        """Return the hunk that replaces the end of a statement from one of its blocks on."""
        line = owner.lineno
        if field == "body":
            head = self.first.text[self.first.span(owner)[0] : self.first.span(owner.body[0])[0]]
            start, end = self.first.span(owner)
            _, stop = self.first.span(owner.body[-1])
            indent = self.first.indentation(owner)
            text = self.laid_out(theirs, indent + self.first.step).rstrip()
            edit = Edit(start, stop, head.rstrip() + self.first.newline + text)
            return Hunk(edit, f"replaced the statements under line {line}")
        before = owner.body[-1] if field == "orelse" else (owner.orelse or owner.body)[-1]
        start, end = self.end_of_line(before), self.end_of_line(owner)
        if not theirs:
            return Hunk(Edit(start, end, ""), f"took away the else branch of line {line}")
        indent = self.first.indentation(owner)
        word = "else" if field == "orelse" else "finally"
        text = f"{indent}{word}:{self.first.newline}"
        text += self.laid_out(theirs, indent + self.first.step)
        if self.first.text[start - 1 : start] not in ("\n", "\r"):
            text = self.first.newline + text
        verb = "replaced" if getattr(owner, field) else "added"
        return Hunk(Edit(start, end, text), f"{verb} the {word} branch of line {line}")

    def end_of_line(self, statement: ast.stmt) -> int:
        """Return the offset after a statement's last line, its line break included."""
        return self.first.starts[min(statement.end_lineno, len(self.first.lines))]

    def expression(self, old: ast.expr, new: ast.expr) -> Iterator[Hunk]:
        """Yield the hunks that turn an expression into another."""
        if same(old, new):
            return
        inner = list(self.parts(old, new))
        if inner and all(pair is not None for pair in inner):
            for one, other in inner:
                yield from self.expression(one, other)
            return
        text = self.second.material(new)
        edit = self.first.put(old, text)
        sentence = (
            f"replaced `{shown(self.first.source(old))}` by `{shown(text)}` in line {old.lineno}"
        )
        yield Hunk(edit, sentence)

    def parts(self, old: ast.expr, new: ast.expr):
        """Yield the pairs of operands of two expressions of one shape, or None for other shapes."""
        if type(old) is not type(new) or isinstance(old, ast.JoinedStr | ast.Constant | ast.Name):
            yield None
            return
        for field in old._fields:
            mine, theirs = getattr(old, field), getattr(new, field)
            if field == "ctx" or same(mine, theirs):
                continue
            if isinstance(mine, ast.expr) and isinstance(theirs, ast.expr):
                yield mine, theirs
            elif isinstance(mine, list) and len(mine) == len(theirs):
                for one, other in zip(mine, theirs, strict=True):
                    plain = isinstance(one, ast.expr) and isinstance(other, ast.expr)
                    if not same(one, other):
                        yield (one, other) if plain else None
            else:
                yield None

    def insert(self, anchor: ast.stmt, before: bool, new: list[ast.stmt]) -> Iterator[Hunk]:
        """Yield one hunk for each statement to insert beside another."""
        lines = self.first.own_lines(anchor)
        for statement in new:
            text = shown(self.second.source(statement))
            sentence = f"inserted `{text}` {'before' if before else 'after'} line {anchor.lineno}"
            if lines is None:
                whole = self.second.laid_out(statement)
                start, end = self.first.span(anchor)
                at, text = (start, f"{whole}; ") if before else (end, f"; {whole}")
                yield Hunk(Edit(at, at, text), sentence)
                continue
            text = self.laid_out([statement], self.first.indentation(anchor))
            at = lines[0] if before else lines[1]
            if not before and self.first.text[at - 1 : at] not in ("\n", "\r"):
                text = self.first.newline + text.removesuffix(self.first.newline)
            yield Hunk(Edit(at, at, text), sentence)

    def delete(self, statement: ast.stmt, others: bool) -> Hunk:
        """Return the hunk that takes a statement away; ``pass`` stays where nothing else does."""
        lines = self.first.own_lines(statement)
        sentence = f"deleted `{shown(self.first.source(statement))}`, line {statement.lineno}"
        if lines and others:
            return Hunk(Edit(*lines, ""), sentence)
        return Hunk(Edit(*self.first.span(statement), "pass"), sentence)

    def whole(self, old: ast.stmt, new: ast.stmt) -> Hunk:
        """Return the hunk that replaces a whole statement."""
        indent = self.first.indentation(old)
        text = self.laid_out([new], indent).strip()
        sentence = f"replaced `{shown(self.first.source(old))}`, line {old.lineno}"
        return Hunk(Edit(*self.first.span(old), text), sentence)

    def laid_out(self, statements: list[ast.stmt], indent: str) -> str:
        """Return statements on lines of their own, in the first program's indentation."""
        texts = (self.second.laid_out(statement, indent) for statement in statements)
        return "".join(text + self.first.newline for text in texts)

    def is_elif(self, statement: ast.stmt) -> bool:
        """Whether a statement is the ``if`` of an ``elif``."""
        return self.first.text.startswith("elif", self.first.span(statement)[0])


def like(old: object, new: object) -> bool:
    """Whether two nodes, or values in them, have one type."""
    return type(old) is type(new)


def same(old: object, new: object) -> bool:
    """Whether two nodes, or lists of nodes, have one syntax tree."""
    waiting = [(old, new)]
    while waiting:
        one, other = waiting.pop()
        if not like(one, other):
            return False
        if isinstance(one, list):
            if len(one) != len(other):
                return False
            waiting += zip(one, other, strict=True)
        elif isinstance(one, ast.AST):
            waiting += [(getattr(one, f, None), getattr(other, f, None)) for f in one._fields]
        elif one != other or (isinstance(one, float | complex) and repr(one) != repr(other)):
            return False  # 0.0 == -0.0; Python writes no integer of over 4,300 digits
    return True
