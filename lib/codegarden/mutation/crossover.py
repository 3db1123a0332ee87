"""Crossover: a part of one program takes the place of a part of another.

Parts are expressions (subtree crossover, Koza 1992), statements, and the tails of two function
bodies (one-point crossover, as in GenProg: Le Goues et al. 2012, doi:10.1109/TSE.2011.104). The
part's variables are renamed to those that the first parent uses in the same places.
"""

import ast
import builtins
from collections.abc import Iterator
from random import Random

from codegarden.mutation.correspondence import correspondence, parameters, renamed
from codegarden.program import Program
from codegarden.syntax.code import Code, CodeError
from codegarden.syntax.edits import Edit, apply
from codegarden.syntax.identity import tokens
from codegarden.syntax.layout import on_one_line
from codegarden.syntax.parsing import compiles
from codegarden.syntax.planting import put
from codegarden.syntax.precedence import Term
from codegarden.syntax.scopes import Scopes

ATTEMPTS = 60
BUILTINS = frozenset(dir(builtins))
LEAVES = (ast.Break, ast.Continue)


def crossover(first: Program, second: Program, random: Random) -> Program | None:
    """Return a child of two programs of one problem, or None when no attempt gives a new one.

    The child has the first parent's entry point with its signature, parses, reads no name that is
    bound nowhere, and differs in its tokens from both parents. Parents that do not parse have none.
    """
    try:
        ours, theirs = Code(first.source), Code(second.source)
    except CodeError:
        return None
    cross = Cross(ours, theirs, first.entry_point, second.entry_point)
    known = {words(first.source), words(second.source)}
    for _ in range(ATTEMPTS):
        drawn = cross.draw(random)
        if drawn is None:
            return None
        source, label = drawn
        if cross.accepts(source) and words(source) not in known:
            return Program(
                source=source,
                entry_point=first.entry_point,
                problem=first.problem,
                origin="crossover",
                operator="crossover",
                parents=(first.sha256, second.sha256),
                label=label,
            )
    return None


def words(source: str) -> tuple[str, ...]:
    """Return the tokens of a source, which tell whether two programs are the same."""
    return tuple(token.text for token in tokens(source.strip()))


class Cross:
    """Two parsed parents and the parts that they may exchange."""

    def __init__(self, ours: Code, theirs: Code, entry_point: str, their_entry_point: str):
        self.ours, self.theirs, self.entry_point = ours, theirs, entry_point
        self.pairs = correspondence(ours, theirs, entry_point)
        if their_entry_point != entry_point:
            self.pairs[their_entry_point] = entry_point
        self.our_scopes, self.their_scopes = Scopes(ours), Scopes(theirs)
        self.our_parts, self.their_parts = parts(ours), parts(theirs)
        self.ways = [
            way
            for way, kind in (
                (self.swap_expression, "expressions"),
                (self.swap_statement, "statements"),
                (self.add_statement, "statements"),
                (self.swap_tail, "bodies"),
            )
            if self.our_parts[kind] and self.their_parts[kind]
        ]

    def draw(self, random: Random) -> tuple[str, str] | None:
        """Return a child's source and the sentence that tells the exchange; None without parts."""
        if not self.ways:
            return None
        edit, sentence, donors = random.choice(self.ways)(random)
        if edit is None:
            return self.ours.text, sentence
        return self.with_helpers(apply(self.ours.text, [edit]), donors), sentence

    def swap_expression(self, random: Random):
        """Put an expression of theirs, of a like kind where both are known, in place of ours."""
        site = random.choice(self.our_parts["expressions"])
        kind = self.our_scopes.kind(site)
        fits = [
            part
            for part in self.their_parts["expressions"]
            if kind is None or self.their_scopes.kind(part) in (None, kind)
        ]
        if not fits:
            return None, "", ()
        part = random.choice(fits)
        text = self.text(part)
        edit = put(self.ours, site, text)
        old = self.ours.material(site)
        return edit, f"took `{short(text)}` for `{short(old)}` in line {site.lineno}", (part,)

    def swap_statement(self, random: Random):
        """Put a statement of theirs in the place of one of ours."""
        site = random.choice(self.our_parts["statements"])
        part = random.choice(self.their_parts["statements"])
        if not self.may_stand(part, site):
            return None, "", ()
        lines = self.ours.own_lines(site)
        text = self.laid_out(part, self.ours.indentation(site))
        sentence = f"took `{short(text)}` for line {site.lineno}"
        return Edit(*lines, text), sentence, (part,)

    def add_statement(self, random: Random):
        """Put a statement of theirs before one of ours."""
        site = random.choice(self.our_parts["statements"])
        part = random.choice(self.their_parts["statements"])
        if not self.may_stand(part, site):
            return None, "", ()
        start = self.ours.own_lines(site)[0]
        text = self.laid_out(part, self.ours.indentation(site))
        sentence = f"took `{short(text)}` before line {site.lineno}"
        return Edit(start, start, text), sentence, (part,)

    def swap_tail(self, random: Random):
        """Join the head of our function's body and the tail of theirs."""
        ours, theirs = self.our_parts["bodies"][0], self.their_parts["bodies"][0]
        site = random.randrange(len(ours))
        part = random.randrange(len(theirs))
        start, end = self.ours.own_lines(ours[site])[0], self.ours.own_lines(ours[-1])[1]
        indent = self.ours.indentation(ours[site])
        text = "".join(self.laid_out(statement, indent) for statement in theirs[part:])
        sentence = f"took the end from `{short(text)}` on for that from line {ours[site].lineno} on"
        return Edit(start, end, text), sentence, tuple(theirs[part:])

    def text(self, part: ast.expr) -> Term:
        """Return an expression of theirs, on one line and in our names."""
        text = renamed(self.theirs, part, self.pairs)
        return Term(on_one_line(text), self.theirs.material(part).level)

    def laid_out(self, part: ast.stmt, indent: str) -> str:
        """Return a statement of theirs on lines of its own, indented as ours are."""
        text = renamed(self.theirs, part, self.pairs)
        return self.theirs.laid_out(part, indent, text) + self.ours.newline

    def may_stand(self, part: ast.stmt, site: ast.stmt) -> bool:
        """Whether a statement is at home in a place: ``break`` in a loop, all in functions."""
        inside = list(ast.walk(part))
        loop = isinstance(part, ast.For | ast.While)
        if any(isinstance(n, LEAVES) for n in inside) and not loop and not self.ours.in_loop(site):
            return False
        return self.ours.function(site) is not None

    def with_helpers(self, child: str, donors: tuple[ast.AST, ...]) -> str:
        """Return the child with the imports and functions of theirs that the part asks for."""
        try:
            code = Code(child)
        except CodeError:
            return child
        bound = set(Scopes(code).visible(code.tree)) | BUILTINS
        reads = {n.id for part in donors for n in ast.walk(part) if isinstance(n, ast.Name)}
        helpers = []
        for statement in self.theirs.tree.body:
            names = binds(statement)
            if names & reads - bound and self.entry_point not in names:
                helpers.append(self.theirs.source(statement) + self.ours.newline)
        if not helpers:
            return child
        start = 0
        first = code.tree.body[0]
        if isinstance(first, ast.Expr) and first.value in code.docstrings:
            start = code.own_lines(first)[1] if code.own_lines(first) else 0
        return child[:start] + "".join(helpers) + child[start:]

    def accepts(self, child: str) -> bool:
        """Whether a child is a program with our signature whose names are all bound somewhere."""
        if not compiles(child):
            return False
        code = Code(child)
        bound = {name for names in Scopes(code).bound.values() for name in names} | BUILTINS
        reads = {n.id for n in code.of(ast.Name) if isinstance(n.ctx, ast.Load)}
        same = parameters(code, self.entry_point) == parameters(self.ours, self.entry_point)
        defined = self.entry_point in {getattr(n, "name", "") for n in code.tree.body}
        return reads <= bound and same and defined


def binds(statement: ast.stmt) -> set[str]:
    """Return the names that a top-level import, definition or assignment binds."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).split(".")[0] for alias in statement.names}
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Assign):
        return {n.id for t in statement.targets for n in ast.walk(t) if isinstance(n, ast.Name)}
    return set()


def parts(code: Code) -> dict[str, list]:
    """Return what may be exchanged: expressions, statements, and the bodies of functions."""
    expressions, statements = list(exchangeable(code)), []
    bodies = []
    for block in code.blocks:
        if isinstance(block.owner, ast.Module | ast.ClassDef):
            continue
        own = [s for s in block.statements if code.own_lines(s) and not documents(code, s)]
        statements += [s for s in own if not code.source(s).startswith("elif")]
        if isinstance(block.owner, ast.FunctionDef | ast.AsyncFunctionDef) and own:
            bodies.append(own)
    bodies.sort(key=len, reverse=True)
    return {"expressions": expressions, "statements": statements, "bodies": bodies}


def exchangeable(code: Code) -> Iterator[ast.expr]:
    """Yield the expressions of a program whose value is used."""
    for node in code.nodes:
        if not code.is_expression(node) or isinstance(node, ast.Slice | ast.Starred):
            continue
        where = code.places[node]
        if not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            continue
        if isinstance(where.parent, ast.Expr) or where.field == "func":
            continue
        if code.function(node) is not None and not isinstance(node, ast.JoinedStr):
            yield node


def documents(code: Code, statement: ast.stmt) -> bool:
    """Whether a statement is a docstring."""
    return isinstance(statement, ast.Expr) and statement.value in code.docstrings


def short(text: str) -> str:
    """Return a text as one short line, for a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
