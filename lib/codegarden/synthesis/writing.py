"""Terms written as the Python that people write: a function with readable names.

The text of a production is filled with the texts of its arguments, as syntax trees, so that
brackets come by themselves. What needs statements stands before the expression that uses it; where
it depends on what a comprehension binds, it becomes a function of that.
"""

import ast
import copy
import keyword
from collections.abc import Sequence
from typing import Any

from codegarden.synthesis.filling import (
    Filler,
    as_expression,
    bound,
    elements_of,
    parts_of,
    singular,
    uses_of,
    width,
)
from codegarden.synthesis.meaning import BRANCH
from codegarden.synthesis.polish import OWN, Polish
from codegarden.synthesis.production import PLACE, Production
from codegarden.synthesis.productions.loops import MEMOISED, RECURSION
from codegarden.synthesis.signatures import Function
from codegarden.synthesis.terms import Apply, Const, Lambda, Term, Var
from codegarden.synthesis.writing_loops import is_loop, written_loop

NAMES = ("x", "y", "z", "u", "v", "w")


class FunctionWriter:
    """Writes one function: gives names that are free, collects statements that come before.

    ``known`` holds what variables of terms are written as: an expression, or a tuple of such for
    what is taken apart.
    """

    def __init__(self, taken: Sequence[str]):
        self.taken = set(taken)
        self.before: list[ast.stmt] = []
        self.known: dict[str, Any] = {}

    def fresh(self, wish: str) -> str:
        """Return a name that nothing has."""
        others = () if wish == OWN else NAMES
        names = [wish, *others, *(f"{wish}{n}" for n in range(2, 999))]
        name = next(n for n in names if n not in self.taken and not keyword.iskeyword(n))
        self.taken.add(name)
        return name

    def resolved(self, term: Term) -> Any:
        """Return what a variable, or a place of it, is written as, None for any other term."""
        if isinstance(term, Var):
            return self.known.get(term.name)
        if isinstance(term, Apply) and term.production.about == PLACE:
            whole = self.resolved(term.arguments[0])
            place = int(term.production.text[2:-1])
            return whole[place] if isinstance(whole, tuple) else None
        return None

    def expression(self, term: Term) -> ast.expr:
        """Return a term as an expression; what it needs before it is added to ``before``."""
        found = self.resolved(term)
        if found is not None:
            return as_expression(found)
        if isinstance(term, Var):
            return ast.Name(term.name, ast.Load())
        if isinstance(term, Const):
            return ast.parse(term.text, mode="eval").body
        if is_loop(term):
            return written_loop(self, term)
        if term.production in (RECURSION, MEMOISED):
            return self.recursion(term)
        if term.production.text == BRANCH:
            return self.choice(term)
        return self.filled(term)

    def apart(self, term: Term, known: dict[str, Any] | None = None) -> tuple[list, ast.expr]:
        """Return the statements that a term needs, and its expression."""
        saved, self.before = self.before, []
        names = dict(self.known)
        self.known |= known or {}
        value = self.expression(term)
        statements, self.before = self.before, saved
        self.known = names
        return statements, value

    def choice(self, term: Apply) -> ast.expr:
        """Return a choice as an expression, or make it a statement where its sides need some."""
        test = self.expression(term.arguments[0])
        sides = [self.apart(each) for each in term.arguments[1:]]
        if not any(statements for statements, _ in sides):
            return ast.IfExp(test, sides[0][1], sides[1][1])
        name = self.fresh("result")
        bodies = [[*statements, assign(name, value)] for statements, value in sides]
        self.before.append(ast.If(test, *bodies))
        return ast.Name(name, ast.Load())

    def function(self, body: Term, known: dict[str, Any], given: list[ast.expr]) -> ast.expr:
        """Return the body of a function that is called with some expressions, in their place."""
        statements, value = self.apart(body, known)
        if not statements:
            return value
        name = self.fresh("part")
        names = [node.id for each in given for node in ast.walk(each) if isinstance(node, ast.Name)]
        names = list(dict.fromkeys(names))
        self.before.append(define(name, names, [*statements, ast.Return(value)]))
        return call(name, names)

    def recursion(self, term: Apply) -> ast.expr:
        """Return the call of a function that calls itself, which is defined before."""
        start, function = term.arguments
        given = self.expression(start)
        name = self.fresh("solve")
        self.before.append(self.recursive(name, term.production, function, start))
        return ast.Call(ast.Name(name, ast.Load()), parts_of(given, start), [])

    def recursive(self, name: str, production: Production, function: Lambda, start: Term):
        """Return the definition of a function that calls itself."""
        wishes = [each.name for each in elements_of(start) if isinstance(each, Var)]
        width = len(elements_of(start))
        wishes = wishes if len(wishes) == width else NAMES[:width]
        saved, taken = dict(self.known), set(self.taken)
        names = [wish if wish.isidentifier() else self.fresh("x") for wish in wishes]
        self.taken |= set(names)
        again, argument = function.names
        variables = tuple(ast.Name(each, ast.Load()) for each in names)
        self.known[argument] = variables if width > 1 else variables[0]
        self.known[again] = ast.Name(name, ast.Load())
        body = returning(self, function.body)
        self.known, self.taken = saved, taken
        made = define(name, names, body)
        if production is MEMOISED:
            made.decorator_list.append(ast.parse("functools.cache", mode="eval").body)
        return made

    def filled(self, term: Apply) -> ast.expr:
        """Return a production's text with its arguments in their places."""
        production = term.production
        kinds = list(zip(production.names, production.types, term.arguments, strict=True))
        values, functions = {}, {}
        for name, kind, argument in kinds:
            if isinstance(kind, Function):
                functions[name] = argument
            else:
                values[name] = self.expression(argument)
        if production.text == "again(x)":
            return ast.Call(values["again"], parts_of(values["x"], term.arguments[1]), [])
        inner = set(self.taken)
        places = {
            name: self.target(production, name, functions, values)
            for name in bound(production)
            if name not in values
        }
        filler = Filler(self, values, functions, places)
        if production.tree is not None:
            made = filler.visit(copy.deepcopy(production.tree))
            self.taken = inner if not self.before else self.taken
            return made
        *statements, last = [filler.visit(copy.deepcopy(each)) for each in production.statements]
        self.before += statements
        return last.value

    def target(self, production: Production, name: str, functions: dict, values: dict) -> ast.expr:
        """Return what a comprehension or loop binds in place of a name of the production's text.

        A tuple is taken apart where the functions of it look at its places alone.
        """
        uses = list(uses_of(production, name, functions))
        source = next((v for v in values.values() if isinstance(v, ast.Name)), None)
        wish = singular(source.id) if source is not None and name == "x" else name
        return self.element([(body, variable) for body, variable in uses], wish)

    def element(self, uses: Sequence[tuple[Term, str]], wish: str) -> ast.expr:
        """Return a name, or a tuple of names, for an element that some bodies use."""
        widths = [width(body, variable) for body, variable in uses]
        if uses and all(widths):
            elements = [ast.Name(self.fresh(NAMES[n]), ast.Store()) for n in range(max(widths))]
            return ast.Tuple(elements, ast.Store())
        return ast.Name(self.fresh(wish), ast.Store())


def assign(name: str, value: ast.expr) -> ast.Assign:
    """Return an assignment."""
    return ast.Assign([ast.Name(name, ast.Store())], value)


def call(name: str, arguments: Sequence[str]) -> ast.Call:
    """Return the call of a function with variables."""
    return ast.Call(ast.Name(name, ast.Load()), [ast.Name(a, ast.Load()) for a in arguments], [])


def define(name: str, params: Sequence[str], body: list[ast.stmt]) -> ast.FunctionDef:
    """Return the definition of a function."""
    arguments = ast.arguments([], [ast.arg(each) for each in params], None, [], [], None, [])
    return ast.FunctionDef(name, arguments, body, [])


def returning(writer: FunctionWriter, term: Term) -> list[ast.stmt]:
    """Return the statements that return a term: a choice is written as ``if``."""
    if isinstance(term, Apply) and term.production.text == BRANCH:
        condition, yes, no = term.arguments
        before, test = writer.apart(condition)
        return [*before, ast.If(test, returning(writer, yes), []), *returning(writer, no)]
    before, value = writer.apart(term)
    return [*before, ast.Return(value)]


def write(term: Term, entry_point: str, params: Sequence[str], docstring: str = "") -> str:
    """Return the source of a module with one function that returns a term."""
    modules = {name for name in _modules(term) if name not in params}
    writer = FunctionWriter([entry_point, *params, *modules])
    itself = term.arguments[0] if isinstance(term, Apply) and term.production is RECURSION else None
    if itself is not None and elements_of(itself) == tuple(map(Var, params)):
        function = writer.recursive(entry_point, term.production, term.arguments[1], itself)
    else:
        function = define(entry_point, params, returning(writer, term))
    if docstring:
        function.body.insert(0, ast.Expr(ast.Constant(docstring)))
    tree = ast.Module([Polish().visit(ast.fix_missing_locations(function))], [])
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    imports = [f"import {name}" for name in sorted(modules & names)]
    text = ast.unparse(ast.fix_missing_locations(tree))
    return "\n".join(imports) + ("\n\n\n" if imports else "") + text + "\n"


def _modules(term: Term) -> set[str]:
    """Return the modules that the productions of a term name."""
    if isinstance(term, Apply):
        found = set(term.production.modules) if isinstance(term.production.modules, dict) else set()
        return found.union(*map(_modules, term.arguments))
    return _modules(term.body) if isinstance(term, Lambda) else set()
