"""Expressions rewritten as people write them: the last step of writing a program."""

import ast
import copy

OWN = "values"  # what lists are called that a program makes itself


class Polish(ast.NodeTransformer):
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
            first = node.args[0] = _itself(node.args[0])
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
        made = _joined(node)
        return _itself(made) if isinstance(node, ast.ListComp) else made

    visit_GeneratorExp = visit_SetComp = visit_ListComp  # noqa: N815

    def visit_For(self, node: ast.For) -> ast.AST:
        """Loop over an iterable itself; what is not looked at is called ``_``."""
        self.visit_comprehension(node)
        used = {n.id for each in node.body for n in ast.walk(each) if isinstance(n, ast.Name)}
        if isinstance(node.target, ast.Name) and node.target.id not in used:
            node.target = ast.Name("_", ast.Store())
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        """Loop over an iterable itself rather than over a list of it."""
        self.generic_visit(node)
        if _calls_list(node.iter) and len(node.iter.args) == 1:
            node.iter = node.iter.args[0]
        return node


def _itself(node: ast.expr) -> ast.expr:
    """Return ``xs`` for ``[x for x in xs]`` over a name that holds a list of its own."""
    if not isinstance(node, ast.ListComp | ast.GeneratorExp) or len(node.generators) != 1:
        return node
    loop = node.generators[0]
    is_own = isinstance(loop.iter, ast.Name) and loop.iter.id.startswith(OWN)
    return loop.iter if is_bound(node.elt, loop) and is_own and not loop.ifs else node


def _joined(node):
    """Return a comprehension over a filter as one with the filter's condition."""
    first = node.generators[0]
    inner = first.iter
    if isinstance(inner, ast.ListComp | ast.GeneratorExp) and len(inner.generators) == 1:
        source = inner.generators[0]
        if is_bound(inner.elt, source):
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


def is_bound(element: ast.expr, loop: ast.comprehension) -> bool:
    """Return whether an element of a comprehension is what its loop binds, as it is."""
    return ast.dump(with_context(loop.target, ast.Load())) == ast.dump(element)


def with_context(node: ast.expr, context: ast.expr_context) -> ast.expr:
    """Return a copy of names that are bound or read."""
    node = copy.deepcopy(node)
    for each in ast.walk(node):
        if hasattr(each, "ctx"):
            each.ctx = context
    return node


def _names(nodes) -> list[str]:
    return [n.id for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name)]
