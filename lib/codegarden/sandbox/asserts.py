"""One assert line, taken apart: which calls go to the program, and what is asked of their results.

``assert f([3, 1]) == [1, 3]`` is the call ``f([3, 1])``, which the program runs, and the condition
``_0 == [1, 3]``, which the judge evaluates with ``_0`` as the returned value. What cannot be taken
apart so is evaluated as a whole against a proxy: see ``proxy.py``. Nothing here runs a program.
"""

import ast
import builtins
import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Any

from codegarden.sandbox import wire
from codegarden.syntax import dependencies

MODULES_TEXT = """
math cmath re random itertools functools collections operator string copy statistics datetime
decimal fractions heapq bisect json typing sys time asyncio
"""
MODULES = frozenset(MODULES_TEXT.split())
BUILTINS = frozenset(dir(builtins))
# these may leave a call out, or run it more often than it is written
LAZY = (
    ast.BoolOp,
    ast.IfExp,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.NamedExpr,
    ast.Await,
    ast.Yield,
    ast.YieldFrom,
)
# what ``ast.literal_eval`` raises for text that is no plain data, and trees that are too deep
NO_LITERAL = (ValueError, TypeError, SyntaxError, RecursionError, MemoryError)


class TestError(ValueError):
    """A test that cannot be run; the message says why."""

    __test__ = False  # not a pytest class


@dataclass(frozen=True)
class Condition:
    """An assert line as calls with plain arguments and a condition over their results.

    ``calls`` are a function's name, arguments and keyword arguments. ``expected`` is a pair of the
    calls' only result's place and a literal, for ``f(...) == literal``, else None.
    """

    calls: tuple[tuple[str, tuple, dict], ...]
    code: CodeType
    is_equality: bool
    expected: Any = None


@lru_cache(maxsize=4096)
def parse(source: str) -> ast.Assert:
    """Return the syntax tree of an assert line.

    Raises ``TestError`` for anything else.
    """
    try:
        tree = ast.parse(source.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise TestError(f"the test does not parse: {error}") from None
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Assert):
        raise TestError("the test is not one assert line: give it as a suite")
    return tree.body[0]


@lru_cache(maxsize=4096)
def condition(source: str, entry_point: str) -> Condition | None:
    """Take an assert line apart into calls and a condition; None where that changes its meaning.

    >>> condition("assert f(2, [1]) == 3", "f").calls
    (('f', (2, [1]), {}),)
    >>> condition("assert all(f(i) for i in range(3))", "f") is None
    True
    """
    test = ast.parse(source.strip()).body[0].test
    if any(isinstance(node, LAZY) for node in ast.walk(test)):
        return None
    if isinstance(test, ast.Compare) and len(test.ops) > 1:  # a chain may end early
        return None
    taking = TakeCalls(entry_point)
    try:
        remainder = taking.visit(test)
        expression = ast.fix_missing_locations(ast.Expression(remainder))
        code = compile(expression, "<test>", "eval")
        wire.pack(taking.calls)
    except NO_LITERAL:  # an argument that is no plain data; so are calls that are nested too deeply
        return None
    if not taking.calls or taking.unknown:
        return None
    is_equality, expected = equality(remainder)
    return Condition(tuple(taking.calls), code, is_equality, expected)


class TakeCalls(ast.NodeTransformer):
    """Replace each call of the program's functions by the name of its result."""

    def __init__(self, entry_point: str):
        self.entry_point = entry_point
        self.calls: list[tuple[str, tuple, dict]] = []
        self.unknown = False

    def is_foreign(self, name: str) -> bool:
        """Return whether a name is one of the program's."""
        return name == self.entry_point or (name not in BUILTINS and name not in MODULES)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Take out a call of one of the program's functions."""
        if not isinstance(node.func, ast.Name) or not self.is_foreign(node.func.id):
            return self.generic_visit(node)
        if not all(keyword.arg for keyword in node.keywords):
            raise ValueError("keywords of a dict that is unpacked")
        arguments = tuple(ast.literal_eval(argument) for argument in node.args)
        keywords = {keyword.arg: ast.literal_eval(keyword.value) for keyword in node.keywords}
        self.calls.append((node.func.id, arguments, keywords))
        return ast.Name(f"_{len(self.calls) - 1}", ast.Load())

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Note a use of the program that is no plain call."""
        self.unknown |= self.is_foreign(node.id)
        return node


def equality(test: ast.expr) -> tuple[bool, Any]:
    """Return whether a condition is ``_0 == literal``, and the literal."""
    if not (isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq)):
        return False, None
    sides = [test.left, test.comparators[0]]
    for side, other in (sides, sides[::-1]):
        if isinstance(side, ast.Name) and side.id == "_0":
            try:
                return True, ast.literal_eval(other)
            except NO_LITERAL:
                return False, None
    return False, None


@lru_cache(maxsize=4096)
def as_expression(source: str) -> tuple[str, Any] | None:
    """Return an assert line ``EXPRESSION == literal`` as these two, else None.

    For lines whose arguments are objects of the program's own classes, which live only in the
    sandbox.
    """
    test = parse(source).test
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1):
        return None
    if not isinstance(test.ops[0], ast.Eq):
        return None
    try:
        return ast.unparse(test.left), ast.literal_eval(test.comparators[0])
    except NO_LITERAL:
        return None


@lru_cache(maxsize=1024)
def foreign_names(source: str, entry_point: str) -> tuple[str, ...]:
    """Return the names that a test uses and neither Python nor its common modules define.

    Raises ``TestError`` for a source that does not parse.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise TestError(f"the test does not parse: {error}") from None
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return tuple(sorted((names - BUILTINS - MODULES) | ({entry_point} & names)))


def known_modules(code: CodeType | None = None, source: str = "") -> dict[str, Any]:
    """Return the modules of ``MODULES`` that a code object, or a source, names."""
    names = set(code.co_names) if code else set()
    if source:
        names |= {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    return {name: importlib.import_module(name) for name in sorted(names & MODULES)}


@lru_cache(maxsize=4096)
def check_expression(source: str, setup: str = "") -> None:
    """Raise ``TestError`` for an expression, or its setup, that does not parse."""
    for text, mode in ((source, "eval"), (setup, "exec")):
        try:
            ast.parse(text, mode=mode)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise TestError(f"the test does not parse: {error}") from None


@lru_cache(maxsize=4096)
def is_imports(setup: str) -> bool:
    """Return whether a setup does no more than import known modules, or nothing."""
    return all(
        isinstance(node, ast.Import)
        and all(alias.name in MODULES and not alias.asname for alias in node.names)
        for node in ast.parse(setup).body
    )


@lru_cache(maxsize=4096)
def compares(source: str, setup: str) -> bool:
    """Return whether an expression compares, and no setup but imports comes before it."""
    nodes = ast.walk(ast.parse(source, mode="eval"))
    return is_imports(setup) and any(isinstance(node, ast.Compare) for node in nodes)


@lru_cache(maxsize=4096)
def builds_objects(source: str, setup: str, entry_point: str) -> bool:
    """Return whether an assert line is about objects of the program's, which stay in the sandbox.

    Its setup makes them, or a call has another of the program's names for an argument, as in
    ``depth(Node(1))``. Names that the setup binds are not the program's.
    """
    before = ast.parse(setup).body
    own = set().union(*map(dependencies.bound, before))
    is_foreign = TakeCalls(entry_point).is_foreign

    def foreign(nodes: Iterable[ast.AST]) -> bool:
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        return any(is_foreign(name) for name in names - own)

    calls = [node for node in ast.walk(parse(source)) if isinstance(node, ast.Call)]
    return foreign(dependencies.outside_functions(before)) or any(
        foreign([call.func]) and foreign(n for arg in call.args for n in ast.walk(arg))
        for call in calls
    )
