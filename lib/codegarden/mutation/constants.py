"""Operators on literals: numbers, strings, booleans and empty containers."""

import ast
from collections.abc import Iterator

from codegarden.mutation.operator import Change, Example, Operator, Subject
from codegarden.syntax.precedence import Term, fill

LONGEST = 200


class ChangeNumber(Operator):
    """Replaces a number by a neighbour, by 0, 1, 2 or -1, or by another number of the program."""

    name = "change-number"
    source = "CRP of Offutt et al. 1996; cosmic-ray NumberReplacer; mutmut number mutation"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        numbers = [node for node in code.of(ast.Constant) if _is_number(node.value)]
        used = list(dict.fromkeys(node.value for node in numbers))
        for node in numbers:
            value = node.value
            if isinstance(code.parent(node), ast.UnaryOp):
                nearby = [value + 1, abs(value - 1)]
            else:
                nearby = [value + 1, value - 1, 0, 1, 2, -1, -value]
            for new in dict.fromkeys([*nearby, *used]):
                if new != value and abs(new) < 1e300:
                    yield code.replace(node, repr(new))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x = y[0:7]", "x = y[0:8]"), Example("x = 1.5", "x = 0.5")]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15


class ChangeString(Operator):
    """Replaces a string, or a text of an f-string, by another of the program or a changed one."""

    name = "change-string"
    source = "MutPy CRP; mutmut string mutation; cosmic-ray's core operators"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        nodes = [
            node
            for node in code.of(ast.Constant)
            if isinstance(node.value, str) and node not in code.docstrings
        ]
        used = list(dict.fromkeys(node.value for node in nodes))
        for node in nodes:
            value = node.value
            for new in [*self.others(value), *used]:
                if new != value and len(new) < LONGEST:
                    yield code.replace(node, Term(repr(new)))
        for node, texts in code.formats.items():
            start, end = code.span(node)
            for text in texts:
                head, tail = code.text[start : text.start], code.text[text.end : end]
                for new in self.others(text.value):
                    if new != text.value and len(new) < LONGEST:
                        yield code.replace(node, Term(head + text.written(new) + tail))

    def others(self, value: str) -> list[str]:
        """Return what a text could be changed to."""
        return ["", " ", value + " ", value.strip(), value.lower(), value.upper()]

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("x = y.join('-')", "x = y.join('')"),
            Example("x = f'{y} of {z}'", "x = f'{y}{z}'"),
        ]


class ChangeBoolean(Operator):
    """Replaces ``True``, ``False`` and ``None`` by one another, outside of conditions."""

    name = "change-boolean"
    source = "cosmic-ray ReplaceTrueWithFalse, ReplaceFalseWithTrue; mutmut name mutation"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Constant):
            where = code.parent(node)
            if isinstance(where, ast.While | ast.If) and node is where.test:
                continue
            if isinstance(node.value, bool):
                yield code.replace(node, repr(not node.value))
                yield code.replace(node, "None")
            elif node.value is None:
                for new in ("True", "False", "0", "[]", "''"):
                    yield code.replace(node, new)

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("def f():\n    return True", "def f():\n    return False")]


class ChangeEmpty(Operator):
    """Replaces a container literal by another: ``[]`` by ``[[]]``, ``0``, ``set()``, a variable's.

    The usual wrong start of a loop or end of a recursion.
    """

    name = "change-empty"
    source = "TBar FP8, initialisation (Liu et al. 2019, doi:10.1145/3293882.3330577)"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.List, ast.Tuple, ast.Dict, ast.Set, ast.Call):
            if isinstance(getattr(node, "ctx", None), ast.Store) or not self.is_empty(node):
                continue
            old = code.source(node)
            for new in ("[[]]", "[]", "None", "()", "{}", "set()", "[0]", "[None]", "''", "0"):
                if new != old:
                    yield code.replace(node, new)
            for name in code.scopes.variables(node):
                yield code.replace(node, fill("[_]", name))
                yield code.replace(node, name)

    def is_empty(self, node: ast.expr) -> bool:
        """Whether an expression is an empty container."""
        if isinstance(node, ast.Call):
            named = getattr(node.func, "id", "") in ("list", "set", "dict", "tuple", "str")
            return named and not node.args and not node.keywords
        return not (getattr(node, "elts", ()) or getattr(node, "keys", ()))

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("def f(n):\n    return []\n", "def f(n):\n    return [[]]\n"),
            Example("def f(n):\n    return []\n", "def f(n):\n    return [n]\n"),
        ]


class ChangeStart(Operator):
    """Gives a variable another first value: a usual one, a parameter or its first element."""

    name = "change-start"
    source = "TBar FP8, initialisation; PAR, object initializer"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Assign):
            if not isinstance(node.value, ast.Constant | ast.Name | ast.List | ast.UnaryOp):
                continue
            own = code.material(node.value)
            options = ["0", "1", "-1", "None", "''", "float('inf')", "float('-inf')", "[]"]
            targets = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            for name in code.scopes.variables(node):
                if name not in targets:
                    options += [fill(t, name) for t in ("_[0]", "len(_)", "list(_)", "_[:]")]
            for new in options:
                if new != own:
                    yield code.replace(node.value, new)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(xs):\n    best = 0\n    return best\n",
                "def f(xs):\n    best = xs[0]\n    return best\n",
            )
        ]


OPERATORS = (ChangeNumber(), ChangeString(), ChangeBoolean(), ChangeEmpty(), ChangeStart())
