"""Productions found in programs: what solved problems teach the weights of the search.

The text of a production is a tree with places for terms; where a part of a program is such a tree,
the production occurs there, as a child of the production around it. Types are not looked at: what
several productions could be counts for each of them in part.
"""

import ast
import contextlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from codegarden.synthesis.kept import kept
from codegarden.synthesis.production import Production
from codegarden.synthesis.weights import CONSTANT, ROOT, VARIABLE

LAZY = frozenset({"range", "zip", "enumerate"})
VIEWS = frozenset({"items", "values"})
TESTED = frozenset({"search", "match", "fullmatch"})  # of ``re``: what they give is true or None
MODULES_OF_LAZY = frozenset({"itertools"})


class Recognizer:
    """Finds the productions of a language in the trees of programs."""

    def __init__(self, language: Sequence[Production]):
        self.language = tuple(language)
        self.kept = kept("counted", *(f"{each} {each.text}" for each in self.language))
        self.index: dict[tuple, list[tuple[Production, ast.expr]]] = defaultdict(list)
        for production in language:
            if production.tree is not None:
                tree = _Normal({}).visit(ast.parse(production.text, mode="eval").body)
                self.index[shape(tree)].append((production, tree))

    def counted(self, source: str) -> Counter:
        """Return how often parent, place and child occur together in a program.

        A constant is a child ``(CONSTANT, text)``. A program that cannot be read has nothing.
        """
        number = {production: place for place, production in enumerate(self.language)}

        def find_out() -> list[list]:
            found: Counter = Counter()
            with contextlib.suppress(SyntaxError, ValueError, RecursionError):
                for parent, place, child, share in self.occurrences(source):
                    found[number.get(parent), place, number.get(child, child)] += share
            return [[*key, count] for key, count in found.items()]

        read = self.language.__getitem__
        found: Counter = Counter()
        for parent, place, child, count in self.kept.get(source, find_out):
            if isinstance(child, int):
                child = read(child)
            elif isinstance(child, list):
                child = tuple(child)
            found[None if parent is None else read(parent), place, child] += count
        return found

    def occurrences(self, source: str) -> Iterator[tuple[Any, int, Any, float]]:
        """Yield parent, place, child and share for each place of a program.

        The parent of what a program returns is ``ROOT``, that of what else stands in no production
        is None. Names that hold what was computed before
        are passed over: in a term, what they hold would stand there. Raises what ``ast.parse``
        raises.
        """
        tree = canonical(source)
        assigned = {
            node.id
            for statement in ast.walk(tree)
            if isinstance(statement, ast.Assign | ast.AugAssign)
            for node in ast.walk(statement)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        for statement in ast.walk(tree):
            if isinstance(statement, ast.stmt) and not is_unpacking(statement):
                parent = ROOT if isinstance(statement, ast.Return) else None
                for value in vars(statement).values():
                    for each in value if isinstance(value, list) else [value]:
                        if isinstance(each, ast.expr):
                            yield from self.inside(each, parent, 0, 1.0, assigned)

    def inside(self, node: ast.expr, parent, place: int, share: float, assigned) -> Iterator[tuple]:
        """Yield the occurrences in an expression that stands at a place of a parent."""
        if isinstance(node, ast.Name):
            if node.id not in assigned and isinstance(node.ctx, ast.Load):
                yield parent, place, VARIABLE, share
            return
        if isinstance(node, ast.Constant):
            yield parent, place, (CONSTANT, repr(node.value)), share
            return
        found = []
        for production, tree in self.index.get(shape(node), ()):
            bound: dict[str, ast.expr] = {}
            if fits(tree, node, set(production.names), bound) and bound.keys() == set(
                production.names
            ):
                found.append((production, bound))
        for production, bound in found:
            part = share / len(found)
            yield parent, place, production, part
            for number, name in enumerate(production.names):
                yield from self.inside(bound[name], production, number, part, assigned)
        if not found:
            for child in ast.iter_child_nodes(node):
                for each in ast.walk(child) if not isinstance(child, ast.expr) else [child]:
                    if isinstance(each, ast.expr):
                        yield from self.inside(each, None, 0, share, assigned)


def is_unpacking(statement: ast.stmt) -> bool:
    """Return whether a statement is ``a, b = b, a``, which makes no tuple that anybody uses."""
    return isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Tuple)


def shape(node: ast.AST) -> tuple:
    """Return what a tree must share with a production's text to be looked at."""
    kind = type(node).__name__
    if isinstance(node, ast.BinOp | ast.UnaryOp | ast.BoolOp):
        return kind, type(node.op).__name__
    if isinstance(node, ast.Compare):
        return kind, type(node.ops[0]).__name__
    if isinstance(node, ast.Call):
        function = node.func
        return kind, getattr(function, "id", getattr(function, "attr", "")), len(node.args)
    if isinstance(node, ast.Subscript):
        return kind, type(node.slice).__name__ == "Slice"
    return (kind,)


def fits(tree: Any, node: Any, names: set[str], bound: dict[str, ast.expr]) -> bool:
    """Return whether a program's tree is a production's with terms in its places.

    ``bound`` receives the terms, by the names of the places.
    """
    if isinstance(tree, ast.Name):
        if tree.id in names:
            if not isinstance(node, ast.expr):
                return False
            if tree.id in bound:
                return ast.dump(bound[tree.id]) == ast.dump(node)
            bound[tree.id] = node
            return True
        if not isinstance(node, ast.Name | ast.Tuple):
            return False
        return isinstance(node, ast.Tuple) or (tree.id == node.id) or is_local(tree.id)
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in names:
        bound[tree.func.id] = node
        return isinstance(node, ast.expr)
    if isinstance(tree, ast.arg):
        return isinstance(node, ast.arg)
    if isinstance(tree, ast.AST):
        return type(tree) is type(node) and all(
            fits(value, getattr(node, field, None), names, bound)
            for field, value in ast.iter_fields(tree)
            if field not in ("ctx", "kind", "type_comment")
        )
    if isinstance(tree, list):
        return (
            isinstance(node, list)
            and len(tree) == len(node)
            and all(fits(a, b, names, bound) for a, b in zip(tree, node, strict=True))
        )
    return tree == node


def is_local(name: str) -> bool:
    """Return whether a name in a production's text is one that a comprehension binds."""
    return name in ("x", "y", "group", "_")


def canonical(source: str) -> ast.Module:
    """Return a program's tree in the one of several spellings that productions are compared in.

    Raises what ``ast.parse`` raises.
    """
    tree = ast.parse(source)
    tree = _Comprehended().visit(_Normal(imported(tree)).visit(tree))
    return ast.fix_missing_locations(tree)


class _Comprehended(ast.NodeTransformer):
    """Loops that only collect, sum or decide are read as the comprehensions that they are.

    ``for x in xs: if p: r.append(e)`` -> ``[e for x in xs if p]`` and the like.
    """

    def visit_For(self, node: ast.For) -> ast.AST:
        self.generic_visit(node)
        conditions: list[ast.expr] = []
        body = node.body
        while len(body) == 1 and isinstance(body[0], ast.If) and not body[0].orelse:
            conditions.append(body[0].test)
            body = body[0].body
        if len(body) != 1 or node.orelse:
            return node
        loop = [ast.comprehension(node.target, node.iter, conditions, 0)]
        made = _collected(body[0], loop)
        return ast.Expr(made) if made is not None else node


def _collected(statement: ast.stmt, loop: list[ast.comprehension]) -> ast.expr | None:
    """Return the comprehension that a loop around one statement is, None where it is none."""
    value = getattr(statement, "value", None)
    if (
        isinstance(statement, ast.Expr)
        and getattr(getattr(value, "func", None), "attr", "") == "append"
    ):
        return ast.ListComp(value.args[0], loop) if len(value.args) == 1 else None
    if isinstance(statement, ast.AugAssign) and isinstance(statement.op, ast.Add):
        return ast.Call(ast.Name("sum", ast.Load()), [ast.GeneratorExp(value, loop)], [])
    decides = isinstance(getattr(value, "value", None), bool) and loop[0].ifs
    if isinstance(statement, ast.Return) and decides:
        *others, last = loop[0].ifs
        inner = [ast.comprehension(loop[0].target, loop[0].iter, others, 0)]
        test = last if value.value else ast.UnaryOp(ast.Not(), last)
        name = ast.Name("any" if value.value else "all", ast.Load())
        return ast.Call(name, [ast.GeneratorExp(test, inner)], [])
    return None


def imported(tree: ast.Module) -> dict[str, str]:
    """Return what names stand for that a program takes from modules: Counter, collections."""
    return {
        alias.asname or alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def _called(function: ast.expr) -> ast.Lambda:
    """Return a lambda that calls a function: ``str.lower`` is a method of its argument."""
    argument = ast.Name("x", ast.Load())
    call = ast.Call(function, [argument], [])
    if isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "str":
        call = ast.Call(ast.Attribute(argument, function.attr, ast.Load()), [], [])
    arguments = ast.arguments([], [ast.arg("x")], None, [], [], None, [])
    return ast.Lambda(arguments, call)


def _mapped(function: str, applied: ast.expr, source: ast.expr) -> ast.ListComp | None:
    """Return ``map`` or ``filter`` as the comprehension that it is."""
    if isinstance(applied, ast.Lambda):
        if len(applied.args.args) != 1:
            return None
        name, body = applied.args.args[0].arg, applied.body
    elif isinstance(applied, ast.Name | ast.Attribute):
        name, body = "x", _called(applied).body
    else:
        return None
    target = ast.Name(name, ast.Store())
    if function == "map":
        return ast.ListComp(body, [ast.comprehension(target, source, [], 0)])
    return ast.ListComp(ast.Name(name, ast.Load()), [ast.comprehension(target, source, [body], 0)])


class _Normal(ast.NodeTransformer):
    """``list(range(n))`` -> ``range(n)``, ``sum([...])`` -> ``sum(...)``  and so on."""

    def __init__(self, imports: dict[str, str]):
        self.imports = imports

    def visit_Name(self, node: ast.Name) -> ast.AST:
        module = self.imports.get(node.id)
        if module is None:
            return node
        return ast.Attribute(ast.Name(module, ast.Load()), node.id, ast.Load())

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        function = getattr(node.func, "id", "")
        made = self.rewritten(function, node.args) if not node.keywords else None
        if made is not None:
            return made
        for word in node.keywords:
            if word.arg == "key" and isinstance(word.value, ast.Name | ast.Attribute):
                word.value = _called(word.value)  # key=len -> key=lambda x: len(x)
        if function == "list" and len(node.args) == 1 and isinstance(node.args[0], ast.Call):
            inner = node.args[0].func
            owner = getattr(getattr(inner, "value", None), "id", "")
            is_view = getattr(inner, "attr", "") in VIEWS
            if getattr(inner, "id", "") in LAZY or owner in MODULES_OF_LAZY or is_view:
                return node.args[0]
        if len(node.args) == 1 and isinstance(node.args[0], ast.ListComp) and not node.keywords:
            comp = node.args[0]
            if function in ("sum", "all", "any", "max", "min", "set", "sorted") or (
                getattr(node.func, "attr", "") == "join"
            ):
                node.args[0] = ast.GeneratorExp(comp.elt, comp.generators)
        return node

    def rewritten(self, function: str, arguments: list[ast.expr]) -> ast.expr | None:
        """Return the one spelling of a call that has several, None for any other call."""
        if function in ("map", "filter") and len(arguments) == 2:
            return _mapped(function, *arguments)
        if function == "pow" and len(arguments) == 2:
            return ast.BinOp(arguments[0], ast.Pow(), arguments[1])
        if function == "reversed" and len(arguments) == 1:
            step = ast.UnaryOp(ast.USub(), ast.Constant(1))
            return ast.Subscript(arguments[0], ast.Slice(None, None, step), ast.Load())
        if function in ("list", "bool") and len(arguments) == 1:
            (inner,) = arguments
            name = getattr(getattr(inner, "func", None), "attr", "")
            if isinstance(inner, ast.ListComp) and function == "list":
                return inner
            if name in TESTED and function == "bool":
                return inner
        return None

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.Gt | ast.GtE):
            flipped = ast.Lt() if isinstance(node.ops[0], ast.Gt) else ast.LtE()
            return ast.Compare(node.comparators[0], [flipped], [node.left])
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        while len(node.values) > 2:
            *rest, last = node.values
            node = ast.BoolOp(node.op, [ast.BoolOp(node.op, rest), last])
            node.values[0] = self.visit_BoolOp(node.values[0])
        return node
