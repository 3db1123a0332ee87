"""Programs in one of the several spellings that Python has for the same thing."""

import ast
import copy
import functools
from typing import Any

from codegarden.synthesis.expressing import expressed
from codegarden.synthesis.inlining import inlined
from codegarden.synthesis.polish import is_bound, with_context

NEGATED = {ast.Eq: ast.NotEq, ast.In: ast.NotIn, ast.Is: ast.IsNot, ast.Lt: ast.GtE}
NEGATED |= {other: one for one, other in NEGATED.items()} | {ast.Gt: ast.LtE, ast.LtE: ast.Gt}
OVER = frozenset({"sum", "all", "any", "max", "min"})  # of a function of each element
LAZY = frozenset({"range", "zip", "enumerate"})
VIEWS = frozenset({"items", "values"})
TESTED = frozenset({"search", "match", "fullmatch"})  # of ``re``: what they give is true or None
MODULES_OF_LAZY = frozenset({"itertools"})


def canonical(source: str) -> ast.Module:
    """Return a program's tree in the one of several spellings that productions are compared in.

    Raises what ``ast.parse`` raises.
    """
    tree = inlined(expressed(inlined(ast.parse(source))))
    return ast.fix_missing_locations(Normal(imported(tree)).visit(tree))


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


class Normal(ast.NodeTransformer):
    """``list(range(n))`` -> ``range(n)``, ``sum([...])`` -> ``sum(...)``  and so on."""

    def __init__(self, imports: dict[str, str]):
        self.imports = imports

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Write a name out that stands for something of a module."""
        module = self.imports.get(node.id)
        if module is None:
            return node
        return ast.Attribute(ast.Name(module, ast.Load()), node.id, ast.Load())

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Write a call in its one spelling."""
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
        is_comprehension = node.args and isinstance(node.args[0], ast.ListComp | ast.GeneratorExp)
        if is_comprehension and len(node.args) == 1 and not node.keywords:
            return _taking(node, node.args[0])
        return node

    def rewritten(self, function: str, arguments: list[ast.expr]) -> ast.expr | None:
        """Return the one spelling of a call that has several, None for any other call."""
        if function in ("map", "filter") and len(arguments) == 2:
            return _mapped(function, *arguments)
        if function == "pow" and len(arguments) == 2:
            return ast.BinOp(arguments[0], ast.Pow(), arguments[1])
        if function == "reversed" and len(arguments) == 1:
            step = ast.Slice(None, None, ast.Constant(-1))
            return ast.Subscript(arguments[0], step, ast.Load())
        if function in ("list", "bool") and len(arguments) == 1:
            (inner,) = arguments
            name = getattr(getattr(inner, "func", None), "attr", "")
            if isinstance(inner, ast.ListComp) and function == "list":
                return inner
            if name in TESTED and function == "bool":
                return inner
        return None

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        """Read ``[f(x) for x in xs if p]`` as one over ``[x for x in xs if p]``."""
        self.generic_visit(node)
        return _over_filter(node, node.elt)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.AST:
        """Read a condition as a filter of its own."""
        self.generic_visit(node)
        return _over_filter(node, node.elt)

    def visit_SetComp(self, node: ast.SetComp) -> ast.AST:
        """Read a condition as a filter of its own."""
        self.generic_visit(node)
        return _over_filter(node, None)

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        """Read ``{f(x): g(x) for x in xs}`` as ``dict([(f(x), g(x)) for x in xs])``."""
        if len(node.generators) == 1 and not is_bound(node.key, node.generators[0]):
            pairs = ast.ListComp(ast.Tuple([node.key, node.value], ast.Load()), node.generators)
            return self.visit(ast.Call(ast.Name("dict", ast.Load()), [pairs], []))
        self.generic_visit(node)
        return _over_filter(node, None)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        """Read ``-1`` as the constant that it is in the search, ``not a == b`` as ``a != b``."""
        self.generic_visit(node)
        inner = node.operand
        if isinstance(node.op, ast.Not) and isinstance(inner, ast.Compare) and len(inner.ops) == 1:
            negated = NEGATED.get(type(inner.ops[0]))
            if negated is not None:
                return self.visit(ast.Compare(inner.left, [negated()], inner.comparators))
        value = getattr(inner, "value", None)
        if isinstance(node.op, ast.USub) and type(value) in (int, float):
            return ast.Constant(-value)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """Turn ``a > b`` into ``b < a``."""
        self.generic_visit(node)
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.Gt | ast.GtE):
            flipped = ast.Lt() if isinstance(node.ops[0], ast.Gt) else ast.LtE()
            return ast.Compare(node.comparators[0], [flipped], [node.left])
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        """Turn ``a and b and c`` into ``(a and b) and c``."""
        self.generic_visit(node)
        while len(node.values) > 2:
            *rest, last = node.values
            node = ast.BoolOp(node.op, [ast.BoolOp(node.op, rest), last])
            node.values[0] = self.visit_BoolOp(node.values[0])
        return node


def _taking(call: ast.Call, taken: ast.ListComp | ast.GeneratorExp) -> ast.expr:
    """Return a call that takes a comprehension, which is a list but where productions have it."""
    function = getattr(call.func, "id", "")
    parts = taken.elt, taken.generators
    joins = getattr(call.func, "attr", "") == "join"
    is_joined = joins and getattr(getattr(call.func, "value", None), "value", None) == ""
    loop = taken.generators[0]
    is_one = len(taken.generators) == 1
    changes = is_one and not is_bound(taken.elt, loop)
    if is_one and not changes and not loop.ifs:  # each element as it is
        return ast.Call(call.func, [loop.iter], [])
    if function == "set" and changes:
        return ast.SetComp(*parts)
    kind = ast.GeneratorExp if is_joined or (function in OVER and changes) else ast.ListComp
    return ast.Call(call.func, [kind(*parts)], [])


def _over_filter(node: Any, element: ast.expr | None) -> Any:
    """Return a comprehension with conditions as one over those elements for which they hold.

    One that only filters keeps its condition, several are one.
    """
    if len(node.generators) != 1 or not node.generators[0].ifs:
        return node
    (loop,) = node.generators
    test = functools.reduce(lambda a, b: ast.BoolOp(ast.And(), [a, b]), loop.ifs)
    is_filter = element is not None and is_bound(element, loop)
    if isinstance(loop.iter, ast.ListComp) or is_filter:
        loop.ifs = [test]
        return node
    bound = with_context(loop.target, ast.Load())
    inner = ast.comprehension(copy.deepcopy(loop.target), loop.iter, [test], 0)
    node.generators = [ast.comprehension(loop.target, ast.ListComp(bound, [inner]), [], 0)]
    return node
