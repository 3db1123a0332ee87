"""Idioms: what several solved programs have in common, as productions of its own.

A part of a program with its variables and some of its parts left open is an idiom if programs of
several problems have it; how much shorter it makes them all is its worth (library learning by
compression; Bowers et al. 2023, "Top-down synthesis for library learning", Stitch). The words of
these problems' descriptions are the idiom's.
"""

import ast
import builtins
import copy
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property, lru_cache
from itertools import product
from typing import Any

from codegarden.description.types import parse
from codegarden.program import Problem
from codegarden.synthesis.canonical import canonical
from codegarden.synthesis.kept import kept
from codegarden.synthesis.probing import is_pure
from codegarden.synthesis.production import MODULES, Production
from codegarden.synthesis.values import LONGEST

PROBLEMS = 2  # that an idiom must come from
LARGEST, SMALLEST = 12, 2  # operations of an idiom
PLACES = "ab"  # the names of an idiom's places
KINDS = ("int", "str", "list[int]", "dict[str, int]", "set[int]")  # that it must leave alone
DEPTHS = (2, 3, 99)  # at which its parts are left open
KEPT = 80  # the idioms of most worth
UNCUT = (ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr, ast.Starred, ast.JoinedStr)
SHORT = 4  # characters of a text in an idiom, so that it is no message of one program


class Idioms:
    """The idioms of a corpus, with the names of the problems that each comes from."""

    def __init__(self, problems: Iterable[Problem], known: Sequence[Production]):
        self.problems: dict[str, list[Problem]] = defaultdict(list)
        for problem in problems:
            solved = [each.source for each in problem.programs if each.is_correct]
            for text in sorted(frozenset().union(*map(fragments, solved))):
                self.problems[text].append(problem)
        taken = {each.text for each in known}
        worth = Counter(
            {
                text: (len(origins) - 1) * (size(text) - 1)
                for text, origins in self.problems.items()
                if len(origins) >= PROBLEMS and text not in taken
            }
        )
        best = sorted(worth.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT]
        made = [production(text) for text, _ in best]
        self.productions = [each for each in made if each is not None]
        kept("idioms").save()
        kept("pure").save()


@lru_cache(maxsize=20_000)
def fragments(source: str) -> frozenset[str]:
    r"""Return the texts of a program's parts, their variables named ``a`` and ``b``.

    >>> sorted(fragments("def f(n):\n    return n % 2 == 0"))
    ['a % 2 == 0', 'a == 0']
    """
    return frozenset(kept("idioms").get(source, lambda: sorted(fragments_of(source))))


def fragments_of(source: str) -> set[str]:
    """Return what ``fragments`` does, found out anew."""
    try:
        tree = canonical(source)
    except (SyntaxError, ValueError, RecursionError):
        return set()
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.expr) and not isinstance(node, ast.Name | ast.Constant | ast.Slice):
            for depth in DEPTHS:
                text = opened(node, depth)
                if text is not None and SMALLEST <= size(text) <= LARGEST:
                    found.add(text)
    return found


def opened(node: ast.expr, depth: int) -> str | None:
    """Return an expression's text with its variables and the parts below a depth left open.

    None for one that cannot stand alone or has too many places.
    """
    cutter = _Opening(node, depth)
    try:
        text = ast.unparse(cutter.cut(copy.deepcopy(node), 0))
    except _NotAloneError:
        return None
    return text if 0 < len(cutter.places) <= len(PLACES) else None


class _NotAloneError(Exception):
    """A part of a program that means nothing by itself."""


class _Opening:
    def __init__(self, node: ast.expr, depth: int):
        self.depth = depth
        self.places: dict[str, str] = {}
        self.bound = {
            name.id
            for each in ast.walk(node)
            if isinstance(each, ast.comprehension)
            for name in ast.walk(each.target)
            if isinstance(name, ast.Name)
        } | {
            arg.arg
            for each in ast.walk(node)
            if isinstance(each, ast.Lambda)
            for arg in each.args.args
        }

    def place(self, node: ast.expr) -> ast.expr:
        text = ast.unparse(node)
        if text not in self.places:
            if len(self.places) == len(PLACES):
                raise _NotAloneError
            self.places[text] = PLACES[len(self.places)]
        return ast.Name(self.places[text], ast.Load())

    def cut(self, node: ast.AST, level: int) -> ast.AST:
        if isinstance(node, ast.Name):
            if node.id in self.bound or node.id in BUILTINS or node.id in MODULES:
                return node
            return self.place(node)
        if isinstance(node, UNCUT):
            raise _NotAloneError
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and len(node.value) > SHORT:
                raise _NotAloneError
            return node
        is_open = (
            level >= self.depth and isinstance(node, ast.expr) and not isinstance(node, ast.Slice)
        )
        if is_open and not self.names_bound(node):
            return self.place(node)
        for field, value in ast.iter_fields(node):
            if field == "func" and isinstance(value, ast.Name):
                if value.id not in BUILTINS:
                    raise _NotAloneError
            elif isinstance(value, ast.AST) and not isinstance(
                value, ast.operator | ast.expr_context
            ):
                setattr(node, field, self.cut(value, level + isinstance(value, ast.expr)))
            elif isinstance(value, list):
                made = [self.cut(v, level + 1) if isinstance(v, ast.AST) else v for v in value]
                setattr(node, field, made)
        return node

    def names_bound(self, node: ast.expr) -> bool:
        return any(isinstance(n, ast.Name) and n.id in self.bound for n in ast.walk(node))


BUILTINS = frozenset(name for name, value in vars(builtins).items() if callable(value)) - {
    "print",
    "input",
    "open",
    "exec",
    "eval",
    "compile",
    "__import__",
    "exit",
    "quit",
    "help",
}


@cache
def size(text: str) -> int:
    """Return how many operations a text holds."""
    kinds = ast.Call | ast.BinOp | ast.UnaryOp | ast.BoolOp | ast.Compare | ast.Subscript
    kinds |= ast.comprehension | ast.IfExp | ast.Tuple | ast.List | ast.Set | ast.Dict
    return sum(isinstance(node, kinds) for node in ast.walk(ast.parse(text, mode="eval")))


class Idiom(Production):
    """A production whose types are found by trying, and whose results cannot grow out of bounds."""

    @cached_property
    def function(self) -> Callable[..., Any]:
        """What the idiom means: a function of its parameters that raises what ``ERRORS`` names."""
        tree = ast.fix_missing_locations(_Guarded().visit(ast.parse(self.text, mode="eval")))
        names = ", ".join(self.names)
        space = dict(self.modules) | {each.__name__: each for each in GUARDS.values()}
        return eval(f"lambda {names}: {ast.unparse(tree)}", space)  # only known names are called

    def __reduce__(self) -> tuple:
        return production, (self.text,)


@cache
def production(text: str) -> Idiom | None:
    """Return an idiom as a production, None if it changes data."""
    tree = ast.parse(text, mode="eval")
    names = sorted({n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} & set(PLACES))
    made = Idiom(f"({', '.join(names)}) -> ?", text, "an idiom")
    choices = list(product(map(parse, KINDS), repeat=len(names)))
    leaves_alone = kept("pure").get(
        text, lambda: all(is_pure(made.function, types) for types in choices)
    )
    return made if leaves_alone else None


def times(a: Any, b: Any) -> Any:
    """Return ``a * b``, unless it is a long repetition."""
    for one, other in ((a, b), (b, a)):
        if isinstance(one, int) and hasattr(other, "__len__") and one * len(other) > LONGEST:
            raise OverflowError("too large")
    return a * b


def power(a: Any, b: Any) -> Any:
    """Return ``a ** b``, unless it is a number of many digits."""
    if isinstance(a, int) and isinstance(b, int) and a.bit_length() * b > LONGEST:
        raise OverflowError("too large")
    return a**b


def shifted(a: Any, b: Any) -> Any:
    """Return ``a << b``, unless it is a number of many digits."""
    if isinstance(b, int) and b > LONGEST:
        raise OverflowError("too large")
    return a << b


def numbers(*bounds: Any) -> range:
    """Return ``range(*bounds)``, unless it is long."""
    found = range(*bounds)
    if len(found) > LONGEST:
        raise OverflowError("too large")
    return found


GUARDS = {"Mult": times, "Pow": power, "LShift": shifted, "range": numbers}


class _Guarded(ast.NodeTransformer):
    """Calls a guard where a small argument gives a large result."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        guard = GUARDS.get(type(node.op).__name__)
        if guard is None:
            return node
        return ast.Call(ast.Name(guard.__name__, ast.Load()), [node.left, node.right], [])

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        guard = GUARDS.get(getattr(node.func, "id", ""))
        if guard is not None:
            node.func = ast.Name(guard.__name__, ast.Load())
        return node
