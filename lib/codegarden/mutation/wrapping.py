"""Operators that put a call around a value, behind it, or take one away."""

import ast
from collections.abc import Iterator
from types import MappingProxyType

from codegarden.mutation.operator import Change, Example, Operator, Subject
from codegarden.syntax.edits import Edit
from codegarden.syntax.precedence import LAMBDA, Term, bracketed, fill
from codegarden.syntax.scopes import Kind

PAR = "PAR (Kim et al. 2013, doi:10.1109/ICSE.2013.6606626)"
TBAR = "TBar (Liu et al. 2019, doi:10.1145/3293882.3330577)"
WRAPPERS = ("list", "sorted", "set", "len", "abs", "str", "int", "tuple", "sum", "reversed")
# methods without arguments that return another value of the kind, or a view of it
METHODS = {
    Kind.TEXT: ("lower", "upper", "strip", "lstrip", "rstrip", "split", "isalpha", "isdigit"),
    Kind.LIST: ("copy",),
    Kind.SET: ("copy",),
    Kind.DICT: ("values", "items", "keys", "copy"),
}


class UnwrapCall(Operator):
    """Replaces a call by one of its arguments, or ``a.f()`` by ``a``."""

    name = "unwrap-call"
    source = f"{TBAR} FP10; MutPy's SDI family"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Call):
            if isinstance(code.parent(node), ast.Expr):
                continue  # a statement without effect
            for argument in node.args:
                if not isinstance(argument, ast.Starred):
                    yield code.replace(node, code.material(argument))
            if isinstance(node.func, ast.Attribute):
                yield code.replace(node, code.material(node.func.value))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("def f(x):\n    return f(x)\n", "def f(x):\n    return x\n")]


class WrapCall(Operator):
    """Passes a value through a usual function or one that the program defines."""

    name = "wrap-call"
    source = f"{TBAR} FP4 and FP10; PAR, expression adder"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        keys = self.keys(code)
        for node in code.expressions:
            if isinstance(node, ast.Constant | ast.Lambda | ast.Compare | ast.BoolOp | ast.Tuple):
                continue
            field = code.places[node].field
            where = code.parent(node)
            if field == "func" or isinstance(where, ast.Expr | ast.Attribute):
                continue
            if isinstance(node, ast.Name) and node.id not in code.scopes.data_names:
                continue
            text, own = code.material(node), code.scopes.functions(node)
            for wrapper in (*WRAPPERS, *own):
                already = isinstance(where, ast.Call) and code.source(where.func) == wrapper
                if not already and not text.startswith(f"{wrapper}("):
                    yield code.replace(node, fill("_(_)", wrapper, text))
            for key in keys:
                yield code.replace(node, fill("sorted(_, key=_)", text, key))

    def keys(self, code: Subject) -> list[Term]:
        """Return what the program sorts, groups or compares by."""
        given = [n.value for call in code.of(ast.Call) for n in call.keywords if n.arg == "key"]
        return list(dict.fromkeys(code.material(value) for value in given))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("def f(x):\n    return x\n", "def f(x):\n    return list(x)\n")]


class AddMethod(Operator):
    """Takes what a usual method without arguments makes of a value."""

    name = "add-method"
    source = f"{PAR}, method replacer and expression adder; {TBAR} FP10"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        kinds = code.scopes.kinds
        for node in code.expressions:
            if not isinstance(node, ast.Name | ast.Subscript | ast.Attribute | ast.Call):
                continue
            where = code.parent(node)
            if code.places[node].field == "func" or isinstance(where, ast.Expr | ast.Attribute):
                continue
            if isinstance(node, ast.Name) and node.id not in code.scopes.data_names:
                continue
            text = code.material(node)
            kind = code.scopes.kind(node) or kinds.get(text, Kind.UNKNOWN)
            for method in METHODS.get(kind, ()):
                yield code.replace(node, fill(f"_.{method}()", text))
            if kind is Kind.UNKNOWN:
                for method in dict.fromkeys(name for some in METHODS.values() for name in some):
                    yield code.replace(node, fill(f"_.{method}()", text))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("def f(x):\n    return x\n", "def f(x):\n    return x.lower()\n")]


class UseValue(Operator):
    """Replaces a call that changes an object in place by one that returns the changed value."""

    name = "use-value"
    source = f"{TBAR} FP10, mutate method invocation; {PAR}, method replacer"
    # what has the value that a method leaves in its owner
    TAKING = MappingProxyType(
        {"append": "_ + [_]", "extend": "_ + _", "add": "_ | {_}", "update": "_ | _"}
    )
    ALONE = MappingProxyType({"sort": "sorted(_)", "reverse": "_[::-1]"})

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Call):
            if not isinstance(node.func, ast.Attribute):
                continue
            if isinstance(code.parent(node), ast.Expr):
                continue
            owner, method = code.material(node.func.value), node.func.attr
            parts = [*node.args, *node.keywords]
            if method in self.TAKING and len(parts) == len(node.args) == 1:
                yield code.replace(node, fill(self.TAKING[method], owner, code.material(parts[0])))
            elif method in self.ALONE and not parts:
                yield code.replace(node, fill(self.ALONE[method], owner))
            elif method == "sort":
                # its head only, so that edits of the arguments go with it
                start, first = code.span(node)[0], code.span(node.func)[1]
                first = code.text.index("(", first) + 1
                head = f"sorted({bracketed(owner, LAMBDA)}, "
                sentence = f"replaced `{owner}.sort` by `sorted`{code.where(node)}"
                yield Change((Edit(start, first, head),), sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("x = y.sort(reverse=True)", "x = sorted(y, reverse=True)"),
            Example("return_(y.append(1))", "return_(y + [1])"),
        ]


class NameArgument(Operator):
    """Passes a function by the name that calls for sorting and choosing have for it."""

    name = "name-argument"
    source = f"{TBAR} FP10.3; {PAR}, parameter replacer"
    TAKERS = ("sort", "sorted", "min", "max", "groupby")

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in self.TAKERS and node.args and not node.keywords:
                start, _ = code.span(node.args[-1])
                if not isinstance(node.args[-1], ast.Starred):
                    sentence = f"named the argument `key`{code.where(node)}"
                    yield Change((Edit(start, start, "key="),), sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x.sort(lambda y: y[1])", "x.sort(key=lambda y: y[1])")]


OPERATORS = (UnwrapCall(), WrapCall(), AddMethod(), UseValue(), NameArgument())
