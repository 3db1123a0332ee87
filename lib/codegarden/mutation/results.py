"""Operators on results that get lost: thrown away, printed, or left uncalled.

A result that is printed where it should be returned is among the first misconceptions that Qian and
Lehman 2017 list (doi:10.1145/3077618); a result that is thrown away is what linters look for.
"""

import ast
from collections.abc import Iterator

from codegarden.mutation.material import insertion
from codegarden.mutation.operator import Change, Example, Operator, Subject, shown
from codegarden.syntax.edits import Edit
from codegarden.syntax.precedence import LAMBDA, bracketed, fill

NOVICES = "Qian and Lehman 2017 (doi:10.1145/3077618)"
LOOPS = (ast.For, ast.While, ast.AsyncFor)


def is_print(node: ast.stmt) -> bool:
    """Whether a statement prints something."""
    call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    return call and getattr(node.value.func, "id", "") == "print" and bool(node.value.args)


def printed(code: Subject, node: ast.Expr) -> str:
    """Return what a statement prints, several things as a tuple."""
    texts = [bracketed(code.material(argument), LAMBDA) for argument in node.value.args]
    starred = any(isinstance(argument, ast.Starred) for argument in node.value.args)
    return texts[0] if len(texts) == 1 and not starred else f"({', '.join(texts)},)"


class KeepResult(Operator):
    """Assigns or returns a result that a statement throws away."""

    name = "keep-result"
    source = "pylint W0106, expression-not-assigned; flake8-bugbear B018; FindBugs RV"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Expr):
            value = node.value
            if value in code.docstrings or not isinstance(
                value, ast.Call | ast.BinOp | ast.Subscript | ast.Compare | ast.ListComp | ast.Name
            ):
                continue
            start, text = code.span(node)[0], shown(code.source(node))
            for target in self.targets(code, value):
                sentence = f"kept the result of `{text}` in `{target}`{code.where(node)}"
                yield Change((Edit(start, start, f"{target} = "),), sentence)
            if code.function(node) and not is_print(node):
                sentence = f"returned the result of `{text}`{code.where(node)}"
                yield Change((Edit(start, start, "return "),), sentence)

    def targets(self, code: Subject, value: ast.expr) -> list[str]:
        """Return what the result is likely to be meant for: the method's owner or an operand."""
        owners: list[ast.expr] = []
        while isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
            owners, value = [value.func.value], value.func.value
        if isinstance(value, ast.Call):
            owners = list(value.args)
        elif isinstance(value, ast.BinOp):
            owners = [value.left, value.right]
        targets = [o for o in owners if isinstance(o, ast.Name | ast.Subscript | ast.Attribute)]
        return list(dict.fromkeys(code.material(target) for target in targets))

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("s.strip().lower()", "s = s.strip().lower()"),
            Example("sorted(x)", "x = sorted(x)"),
            Example("def f(x):\n    x + 1\n", "def f(x):\n    return x + 1\n"),
        ]


class ReturnPrinted(Operator):
    """Returns what is printed: one of the calls of ``print``, or all of them."""

    name = "return-printed"
    source = f"{NOVICES}, printing for returning"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        found = [n for n in code.of(ast.Expr) if is_print(n) and code.function(n)]
        edits = [Edit(*code.span(node), f"return {printed(code, node)}") for node in found]
        for node, edit in zip(found, edits, strict=True):
            yield Change((edit,), f"returned what was printed{code.where(node)}")
        if len(edits) > 1:
            yield Change(tuple(edits), "returned what was printed in all places")

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("def f(x):\n    print(x)\n", "def f(x):\n    return x\n")]


class CollectPrinted(Operator):
    """Collects what a loop prints or returns at once, and returns all of it behind the loop."""

    name = "collect-printed"
    source = f"{NOVICES}, printing for returning, and returning within a loop"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Expr, ast.Return):
            if not (is_print(node) or (isinstance(node, ast.Return) and node.value)):
                continue
            loops = [a for a in inside(code, node) if isinstance(a, LOOPS)]
            if not loops or not code.own_lines(loops[-1]) or not code.own_lines(node):
                continue
            returns = isinstance(node, ast.Return)
            kept = bracketed(code.material(node.value), LAMBDA) if returns else printed(code, node)
            for text in self.ways(code, node, kept):
                name, start, keep, result = text
                edits = (
                    insertion(code, loops[-1], True, f"{name} = {start}"),
                    Edit(*code.span(node), keep),
                    insertion(code, loops[-1], False, f"return {result}"),
                )
                sentence = f"collected by `{keep}`, and returned `{result}` behind the loop"
                yield Change(edits, sentence + code.where(node))

    def ways(self, code: Subject, node: ast.stmt, value: str) -> Iterator[tuple[str, ...]]:
        """Yield name, first value, statement and result of collections."""
        visible = set(code.scopes.visible(node))
        name = next(n for n in ("result", "results", "collected", "found_") if n not in visible)
        for one in dict.fromkeys([value, *code.scopes.variables(node)]):
            yield name, "[]", f"{name}.append({one})", name
            yield name, "[]", f"{name}.insert(0, {one})", name
            yield name, "''", f"{name} += str({one})", name
            yield name, "0", f"{name} += {one}", name
        yield name, "[]", f"{name} += {value}", name
        yield name, "[]", f"{name}.append(str({value}))", f"'\\n'.join({name})"

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(x):\n    for y in x:\n        print(y + 1)\n",
                "def f(x):\n    result = []\n    for y in x:\n        result.append(y + 1)\n"
                "    return result\n",
            )
        ]


def inside(code: Subject, node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes around a node within its function, the innermost first."""
    function = code.function(node)
    for ancestor in code.ancestors(node):
        if function is None or ancestor is function:
            return
        yield ancestor


class CallIt(Operator):
    """Calls a function or method that is only named."""

    name = "call-it"
    source = "pylint W0104 and W0143, a callable that is compared or stands alone"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.expressions:
            named = isinstance(node, ast.Name) and node.id in code.scopes.function_names
            if code.places[node].field == "func" or not (named or isinstance(node, ast.Attribute)):
                continue
            yield code.replace(node, fill("_()", code.material(node)))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x = y.lower", "x = y.lower()")]


OPERATORS = (KeepResult(), ReturnPrinted(), CollectPrinted(), CallIt())
