"""Operators on subscripts: indices, slices, what is indexed, and what an element holds already."""

import ast
from collections.abc import Iterator

from codegarden.mutation.operator import Change, Example, Operator, Subject
from codegarden.syntax.precedence import BARE, LAMBDA, Term, bracketed, fill
from codegarden.syntax.scopes import Kind

TBAR = "TBar (Liu et al. 2019, doi:10.1145/3293882.3330577)"


class ReplaceIndex(Operator):
    """Takes another element: the first, the last, the neighbour, that of another variable."""

    name = "replace-index"
    source = f"{TBAR} FP5; PAR, off-by-one; MutPy's index family"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Subscript):
            if isinstance(node.slice, ast.Slice | ast.Tuple):
                continue
            own = code.material(node.slice)
            for new in ("0", "-1", "1"):
                if new != own:
                    yield code.replace(node.slice, new)
            if isinstance(node.slice, ast.Constant):
                for name in code.scopes.variables(node):
                    yield code.replace(node.slice, name)

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x = y[0]", "x = y[-1]")]


class DropIndex(Operator):
    """Takes the whole in the place of an element or a slice."""

    name = "drop-index"
    source = "MutPy SIR, slice index remove; TBar FP5"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Subscript):
            if isinstance(node.ctx, ast.Load):
                yield code.replace(node, code.material(node.value))
            if isinstance(node.slice, ast.Tuple):
                for element in node.slice.elts:
                    if not isinstance(element, ast.Slice | ast.Starred):
                        yield code.replace(node.slice, code.material(element))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x = y[1:]", "x = y")]


class AddIndex(Operator):
    """Takes an element of a value in the place of the value."""

    name = "add-index"
    source = f"{TBAR} FP13; PAR, expression replacer"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        kinds = code.scopes.kinds
        for node in code.expressions:
            if not isinstance(node, ast.Name | ast.Subscript | ast.Attribute):
                continue
            if isinstance(node, ast.Name) and (
                node.id not in code.scopes.data_names or kinds.get(node.id) is Kind.NUMBER
            ):
                continue
            if code.places[node].field == "func":
                continue
            text = code.material(node)
            for index in ("0", "-1", "1"):
                yield code.replace(node, fill(f"_[{index}]", text))
            for name in code.scopes.variables(node):
                if name != text and kinds.get(name, Kind.NUMBER) in (Kind.NUMBER, Kind.TEXT):
                    yield code.replace(node, fill("_[_]", text, name))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("def f(x, i):\n    return x\n", "def f(x, i):\n    return x[i]\n")]


class ChangeSlice(Operator):
    """Gives a slice another start, end or step, or takes one away."""

    name = "change-slice"
    source = "MutPy SIR, slice index remove; mutmut and PAR, boundary templates"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Slice):
            low, high, step = (
                bracketed(code.material(part), LAMBDA) if part else ""
                for part in (node.lower, node.upper, node.step)
            )
            others = [(low, ""), ("", high), (high, low)]
            variables = code.scopes.variables(node)
            for bound in ("1", "-1", *variables):
                others += [(bound, high), (low, bound)]
            others += [(f"{bound} + 1", high) for bound in variables]
            for start, end in dict.fromkeys(others):
                if (start, end) != (low, high) and (start or end):
                    yield self.change(code, node, start, end, step)
            for new in ("", "-1", "2"):
                if new != step:
                    yield self.change(code, node, low, high, new)

    def change(self, code, node, low, high, step) -> Change:
        """Return the change to another slice."""
        start, end = code.span(node)
        new = f"{low}:{high}" + (f":{step}" if step else "")
        old = code.text[start:end]
        sentence = f"replaced the slice `[{old}]` by `[{new}]`{code.where(node)}"
        return Change((code.put(node, Term(new, BARE)),), sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x = y[1:3]", "x = y[1:]"), Example("x = y[:k]", "x = y[:k:-1]")]


class AddSlice(Operator):
    """Takes a part of a sequence: without its first or last element, from or up to a variable."""

    name = "add-slice"
    source = f"{TBAR} FP13; PAR, expression replacer; slices of MutPy"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        kinds = code.scopes.kinds
        for node in code.expressions:
            if not isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.ListComp):
                continue
            if isinstance(node, ast.Name) and (
                node.id not in code.scopes.data_names
                or kinds.get(node.id) in (Kind.NUMBER, Kind.BOOLEAN, Kind.SET, Kind.DICT)
            ):
                continue
            where = code.parent(node)
            if code.places[node].field == "func" or isinstance(where, ast.Attribute):
                continue
            if isinstance(where, ast.Subscript) and node is where.value:
                continue
            text = code.material(node)
            for part in ("1:", ":-1", ":", "::-1"):
                yield code.replace(node, fill(f"_[{part}]", text))
            for name in code.scopes.variables(node):
                if name != text and kinds.get(name, Kind.NUMBER) is Kind.NUMBER:
                    for part in ("_[_:]", "_[:_]", "_[_ + 1:]", "_[:_ + 1]"):
                        yield code.replace(node, fill(part, text, name))

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("def f(x, k):\n    return x\n", "def f(x, k):\n    return x[k:]\n"),
            Example("def f(x):\n    return x\n", "def f(x):\n    return x[1:]\n"),
        ]


class Accumulate(Operator):
    """Adds to what an element or a variable holds, or keeps the better, in the place of setting it.

    An element may be missing yet: then it counts as nothing.
    """

    name = "accumulate"
    source = f"{TBAR} FP13; PAR, expression adder and object initializer"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Assign):
            target = node.targets[0]
            if len(node.targets) > 1 or not isinstance(target, ast.Subscript | ast.Name):
                continue
            if code.function(node) is None:
                continue
            value = code.material(node.value)
            held = [code.material(target)]
            if isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice):
                owner, key = code.material(target.value), code.material(target.slice)
                held += [fill("_.get(_, 0)", owner, key), fill("_.get(_, _)", owner, key, value)]
            for old in held:
                for text in ("_ + _", "max(_, _)", "min(_, _)"):
                    yield code.replace(node.value, fill(text, old, value))

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(d, k, x):\n    d[k] = x\n",
                "def f(d, k, x):\n    d[k] = d.get(k, 0) + x\n",
            ),
            Example(
                "def f(best, x):\n    best = x\n",
                "def f(best, x):\n    best = max(best, x)\n",
            ),
        ]


OPERATORS = (ReplaceIndex(), DropIndex(), AddIndex(), ChangeSlice(), AddSlice(), Accumulate())
