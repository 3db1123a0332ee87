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

from codegarden.synthesis.canonical import Normal, canonical
from codegarden.synthesis.kept import kept
from codegarden.synthesis.production import Production
from codegarden.synthesis.weights import CONSTANT, ROOT, VARIABLE


class Recognizer:
    """Finds the productions of a language in the trees of programs."""

    def __init__(self, language: Sequence[Production]):
        self.language = tuple(language)
        self.kept = kept("counted", *(f"{each} {each.text}" for each in self.language))
        self.index: dict[tuple, list[tuple[Production, ast.expr]]] = defaultdict(list)
        for production in language:
            if production.tree is not None:
                tree = Normal({}).visit(ast.parse(production.text, mode="eval").body)
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
                    found[number.get(parent, parent), place, number.get(child, child)] += share
            return [[*key, count] for key, count in found.items()]

        read = self.language.__getitem__
        found: Counter = Counter()
        for parent, place, child, count in self.kept.get(source, find_out):
            if isinstance(child, int):
                child = read(child)
            elif isinstance(child, list):
                child = tuple(child)
            found[read(parent) if isinstance(parent, int) else parent, place, child] += count
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
