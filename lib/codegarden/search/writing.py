"""Terms written as the Python that people write: a function with readable names.

The text of a production is filled with the texts of its arguments, as syntax trees, so that
brackets come by themselves; loops stand before the expression that uses their result.
"""

import ast
import copy
import keyword
import re
from collections.abc import Sequence

from codegarden.search.production import PLACE, Production
from codegarden.search.signatures import Function
from codegarden.search.terms import Apply, Const, Lambda, Term, Var

NAMES = ("x", "y", "z", "u", "v", "w")
BRANCH = "b if a else c"


class Writer:
    """Writes one function: gives names that are free, collects statements that come before."""

    def __init__(self, taken: Sequence[str]):
        self.taken = set(taken)
        self.before: list[ast.stmt] = []
        self.renamed: dict[str, ast.expr] = {}

    def fresh(self, wish: str) -> str:
        """Return a name that nothing has."""
        names = [wish, *NAMES, *(f"{wish}{n}" for n in range(2, 99))]
        name = next(n for n in names if n not in self.taken and not keyword.iskeyword(n))
        self.taken.add(name)
        return name

    def expression(self, term: Term) -> ast.expr:
        """Return a term as an expression; what it needs before it is added to ``before``."""
        if isinstance(term, Var):
            return copy.deepcopy(self.renamed.get(term.name)) or ast.Name(term.name, ast.Load())
        if isinstance(term, Const):
            return ast.parse(term.text, mode="eval").body
        return self.filled(term)

    def filled(self, term: Apply) -> ast.expr:
        """Return a production's text with its arguments in their places."""
        production = term.production
        kinds = dict(
            zip(production.names, zip(production.types, term.arguments, strict=True), strict=True)
        )
        values = {
            name: self.expression(argument)
            for name, (kind, argument) in kinds.items()
            if not isinstance(kind, Function)
        }
        functions = {n: a for n, (k, a) in kinds.items() if isinstance(k, Function)}
        bound = [name for name in _bound(production) if name not in values]
        inner = set(self.taken)
        places = {}
        for name in bound:
            places[name] = self.target(production, name, functions, values)
        filler = _Filler(self, values, functions, places)
        if production.tree is not None:
            made = filler.visit(copy.deepcopy(production.tree))
            self.taken = inner
            return made
        body = [filler.visit(copy.deepcopy(each)) for each in production.statements]
        *statements, last = body
        self.before += statements
        return last.value

    def target(self, production: Production, name: str, functions: dict, values: dict) -> ast.expr:
        """Return what a comprehension or loop binds in place of a name of the production's text.

        A tuple is taken apart where the functions of it look at its places alone.
        """
        uses = list(_uses(production, name, functions))
        widths = [_width(body, variable) for body, variable in uses]
        if uses and all(widths):
            elements = [ast.Name(self.fresh(NAMES[n]), ast.Store()) for n in range(max(widths))]
            return ast.Tuple(elements, ast.Store())
        source = next((v for v in values.values() if isinstance(v, ast.Name)), None)
        wish = _singular(source.id) if source is not None and name == "x" else name
        return ast.Name(self.fresh(wish), ast.Store())


def _uses(production: Production, name: str, functions: dict):
    """Yield the bodies of the functions that are called with a name, and what they call it."""
    for tree in _trees(production):
        for node in ast.walk(tree):
            function = functions.get(getattr(getattr(node, "func", None), "id", None))
            if function is not None:
                for argument, variable in zip(node.args, function.names, strict=True):
                    if getattr(argument, "id", None) == name:
                        yield function.body, variable


def _trees(production: Production) -> list[ast.AST]:
    """Return the trees of a production's text."""
    return [production.tree] if production.tree is not None else production.statements


class _Filler(ast.NodeTransformer):
    """Puts arguments into the places of a production's text."""

    def __init__(self, writer: Writer, values: dict, functions: dict, places: dict):
        self.writer = writer
        self.values = values
        self.functions = functions
        self.places = places

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id in self.values:
            return copy.deepcopy(self.values[node.id])
        place = self.places.get(node.id)
        return _with_context(place, node.ctx) if place is not None else node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        place = self.places.get(node.arg)
        return ast.arg(place.id) if isinstance(place, ast.Name) else node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        place = self.places.get(node.args.args[0].arg) if node.args.args else None
        if isinstance(place, ast.Tuple):  # a lambda takes no tuple apart
            name = ast.Name(self.writer.fresh("x"), ast.Load())
            self.places[node.args.args[0].arg] = name
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        function = self.functions.get(getattr(node.func, "id", None))
        if function is None:
            return self.generic_visit(node)
        saved = dict(self.writer.renamed)
        for name, argument in zip(function.names, node.args, strict=True):
            self.writer.renamed[name] = _with_context(self.visit(argument), ast.Load())
        body = self.writer.expression(function.body)
        self.writer.renamed = saved
        return body


def _with_context(node: ast.expr, context: ast.expr_context) -> ast.expr:
    """Return a copy of names that are bound or read."""
    node = copy.deepcopy(node)
    for each in ast.walk(node):
        if hasattr(each, "ctx"):
            each.ctx = context
    return node


def _bound(production: Production) -> list[str]:
    """Return the names that a production's text binds itself."""
    found: dict[str, None] = {}
    for tree in _trees(production):
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found[node.id] = None
            elif isinstance(node, ast.arg):
                found[node.arg] = None
    return [name for name in found if name != "_"]


def _names(nodes) -> list[str]:
    return [n.id for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name)]


def _width(term: Term, name: str) -> int:
    """Return how many places of a tuple a term uses, 0 where it uses the tuple otherwise."""
    widest = 0
    stack = [term]
    while stack:
        each = stack.pop()
        if isinstance(each, Var):
            if each.name == name:
                return 0
        elif isinstance(each, Apply):
            if each.production.about == PLACE and each.arguments[0] == Var(name):
                widest = max(widest, len(each.production.types[0].args))
            else:
                stack += each.arguments
        elif isinstance(each, Lambda):
            stack.append(each.body)
    return widest


def _singular(name: str) -> str:
    """Return the name of an element: ``words`` -> ``word``; ``x`` where the name tells none."""
    if re.fullmatch(r"[a-z]\w*[a-z]s", name) and len(name) > 3 and not name.endswith("ss"):
        return name[:-1]
    return "x"


class _Polish(ast.NodeTransformer):
    """Write as people do: ``sum([...])`` -> ``sum(...)``, ``lambda x: len(x)`` -> ``len``."""

    takers = frozenset(
        {"sum", "all", "any", "max", "min", "sorted", "set", "tuple", "dict", "list"}
    )

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """Read ``(a, b)[0]`` as what it takes out."""
        self.generic_visit(node)
        if isinstance(node.value, ast.Tuple) and isinstance(node.slice, ast.Constant):
            place = node.slice.value
            if type(place) is int and 0 <= place < len(node.value.elts):
                return node.value.elts[place]
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Rewrite a call whose only argument is a list comprehension."""
        self.generic_visit(node)
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        node.keywords = [k for k in node.keywords if not (k.arg == "key" and _is_identity(k.value))]
        if node.args and not node.keywords and name in self.takers | {"join", "Counter"}:
            first = node.args[0]
            if isinstance(first, ast.ListComp) and len(node.args) == 1:
                if name == "list":
                    return first
                node.args[0] = ast.GeneratorExp(first.elt, first.generators)
            elif _calls_list(first) and name not in ("dict", "Counter"):  # they read a mapping so
                node.args[0] = first.args[0] if len(first.args) == 1 else first
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        """Name a function rather than wrap it: ``lambda x: len(x)`` -> ``len``."""
        self.generic_visit(node)
        call, names = node.body, [arg.arg for arg in node.args.args]
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and not call.keywords:
            given = [getattr(arg, "id", "") for arg in call.args]
            return call.func if given == names and call.func.id not in names else node
        return node

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        """Join ``[f(x) for x in [x for x in xs if p(x)]]`` into one comprehension."""
        self.generic_visit(node)
        return _joined(node)

    visit_GeneratorExp = visit_SetComp = visit_ListComp  # noqa: N815

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        """Loop over an iterable itself rather than over a list of it."""
        self.generic_visit(node)
        if _calls_list(node.iter) and len(node.iter.args) == 1:
            node.iter = node.iter.args[0]
        return node


def _joined(node):
    """Return a comprehension over a filter as one with the filter's condition."""
    first = node.generators[0]
    inner = first.iter
    if isinstance(inner, ast.ListComp | ast.GeneratorExp) and len(inner.generators) == 1:
        source = inner.generators[0]
        if ast.dump(_with_context(source.target, ast.Load())) == ast.dump(inner.elt):
            names = dict(zip(_names([source.target]), _names([first.target]), strict=False))
            if isinstance(source.target, ast.Name) and isinstance(first.target, ast.Name):
                conditions = [_Renamed(names).visit(each) for each in source.ifs]
                merged = ast.comprehension(first.target, source.iter, [*conditions, *first.ifs], 0)
                node.generators[0] = merged
    return node


class _Renamed(ast.NodeTransformer):
    def __init__(self, names: dict[str, str]):
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self.names.get(node.id, node.id), node.ctx)


def _is_identity(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Lambda)
        and isinstance(node.body, ast.Name)
        and [arg.arg for arg in node.args.args] == [node.body.id]
    )


def _calls_list(node: ast.expr) -> bool:
    """Return whether an expression is ``list(...)``."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "list" and bool(node.args)


def write(term: Term, entry_point: str, params: Sequence[str]) -> str:
    """Return the source of a module with one function that returns a term."""
    writer = Writer([entry_point, *params])
    body = _returning(writer, term)
    arguments = ast.arguments([], [ast.arg(name) for name in params], None, [], [], None, [])
    function = ast.FunctionDef(entry_point, arguments, body, [])
    tree = ast.Module([_Polish().visit(ast.fix_missing_locations(function))], [])
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    modules = [name for name in _modules(term) if name in names - set(params)]
    imports = [f"import {name}" for name in sorted(modules)]
    text = ast.unparse(ast.fix_missing_locations(tree))
    return "\n".join(imports) + ("\n\n\n" if imports else "") + text + "\n"


def _returning(writer: Writer, term: Term) -> list[ast.stmt]:
    """Return the statements that return a term: a choice is written as ``if``."""
    if isinstance(term, Apply) and term.production.text == BRANCH:
        condition, yes, no = term.arguments
        test = writer.expression(condition)
        before, writer.before = writer.before, []
        return [*before, ast.If(test, _returning(writer, yes), []), *_returning(writer, no)]
    value = writer.expression(term)
    before, writer.before = writer.before, []
    return [*before, ast.Return(value)]


def _modules(term: Term) -> set[str]:
    """Return the modules that the productions of a term name."""
    if isinstance(term, Apply):
        found = set(term.production.modules) if isinstance(term.production.modules, dict) else set()
        return found.union(*map(_modules, term.arguments))
    return _modules(term.body) if isinstance(term, Lambda) else set()
