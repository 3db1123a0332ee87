"""Operators on conditions: negation, conjunction, and other conditions in their place."""

import ast
from collections.abc import Iterator
from itertools import pairwise

from codegarden.mutation.comparisons import SIGNS
from codegarden.mutation.operator import Change, Example, Operator, Subject
from codegarden.syntax.precedence import AND, OR, Term, bracketed, fill

PAR = "PAR (Kim et al. 2013, doi:10.1109/ICSE.2013.6606626)"
TBAR = "TBar (Liu et al. 2019, doi:10.1145/3293882.3330577)"


def conditions(code: Subject) -> list[ast.expr]:
    """Return the conditions of branches, loops, conditional expressions and comprehensions."""
    tests = [node.test for node in code.of(ast.If, ast.While, ast.IfExp, ast.Assert)]
    return tests + [test for node in code.of(ast.comprehension) for test in node.ifs]


class NegateCondition(Operator):
    """Negates a condition, or takes a negation away."""

    name = "negate-condition"
    source = "cosmic-ray AddNot; MutPy COI, COD"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        seen = set()
        returned = [n.value for n in code.of(ast.Return) if isinstance(n.value, ast.Compare)]
        parts = [value for node in code.of(ast.BoolOp) for value in node.values]
        for test in [*conditions(code), *parts, *returned]:
            # the opposite of a single comparison is an operator of its own
            if (isinstance(test, ast.Compare) and len(test.ops) == 1) or test in seen:
                continue
            seen.add(test)
            if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
                yield code.replace(test, code.material(test.operand))
            elif not isinstance(test, ast.Constant):
                yield code.replace(test, fill("not _", code.material(test)))

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("if a and b: pass", "if not (a and b): pass"),
            Example("while not q: pass", "while q: pass"),
        ]


class ReplaceConnective(Operator):
    """Replaces ``and`` by ``or`` and the other way round."""

    name = "replace-connective"
    source = "LCR of Offutt et al. 1996; cosmic-ray ReplaceAndWithOr; MutPy LCR"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.BoolOp):
            old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            for left, right in zip(node.values, node.values[1:], strict=False):
                low, high = code.span(left)[1], code.span(right)[0]
                if old in code.text[low:high]:
                    yield code.token(left, right, old, new)

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x = a and b", "x = a or b")]


class DropOperand(Operator):
    """Takes one operand of ``and`` or ``or`` away."""

    name = "drop-condition"
    source = f"{PAR}, expression remover"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.BoolOp):
            word, own = (" and ", AND) if isinstance(node.op, ast.And) else (" or ", OR)
            texts = [code.material(value) for value in node.values]
            parts = [bracketed(text, own + 1) for text in texts]
            for index in range(len(texts)):
                rest = word.join(parts[:index] + parts[index + 1 :])
                left = Term(rest, own) if len(texts) > 2 else texts[1 - index]
                yield code.replace(node, left)

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("if a and b or c: pass", "if a and b: pass")]


class RegroupOperands(Operator):
    """Moves the brackets of ``and`` and ``or``, or of ``not`` before a comparison."""

    name = "regroup-conditions"
    source = f"{TBAR} FP11.2, change of precedence"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Compare):
            if isinstance(node.left, ast.UnaryOp) and isinstance(node.left.op, ast.Not):
                signs = "".join(f" {SIGNS[type(sign)]} _" for sign in node.ops)
                operands = (node.left.operand, *node.comparators)
                yield code.replace(node, fill(f"not _{signs}", *map(code.material, operands)))
        for node in code.of(ast.BoolOp):
            outer, inner = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            for place, (left, right) in enumerate(pairwise(node.values)):
                values = [*map(code.material, node.values)]
                for made in self.regrouped(code, left, right, outer, inner):
                    rest = [*values[:place], made, *values[place + 2 :]]
                    yield code.replace(node, fill(f" {outer} ".join("_" * len(rest)), *rest))

    def regrouped(self, code: Subject, left, right, outer: str, inner: str) -> Iterator[Term]:
        """Yield two operands with the outer word between the nearest parts of them."""
        if isinstance(left, ast.BoolOp):
            *parts, last = map(code.material, left.values)
            last = fill(f"_ {outer} _", last, code.material(right))
            yield fill(f" {inner} ".join("_" * (len(parts) + 1)), *parts, last)
        if isinstance(right, ast.BoolOp):
            first, *parts = map(code.material, right.values)
            first = fill(f"_ {outer} _", code.material(left), first)
            yield fill(f" {inner} ".join("_" * (len(parts) + 1)), first, *parts)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("x = (not a) in b", "x = not a in b"),
            Example("x = a and b or c", "x = a and (b or c)"),
            Example("x = a or b and c", "x = (a or b) and c"),
            Example("x = a and (b or c)", "x = a and b or c"),
        ]


class AddOperand(Operator):
    """Adds a condition with ``and`` or ``or``: one that the program knows, or a usual one."""

    name = "add-condition"
    source = f"{PAR}, expression adder; {TBAR} FP6.3"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        tests = conditions(code)
        for test in tests:
            own = code.material(test)
            if isinstance(test, ast.Constant):
                continue
            for extra in self.extras(code, test, tests):
                if extra == own:
                    continue
                for both in ("_ and _", "_ or _"):
                    yield code.replace(test, fill(both, own, extra))
                    yield code.replace(test, fill(both, extra, own))

    def extras(self, code: Subject, test: ast.expr, tests: list[ast.expr]) -> Iterator[str]:
        """Yield conditions to add."""
        known = code.scopes.known(test)
        for name in code.scopes.variables(test):
            yield fill("not _", name)
            yield name
            yield fill("_ is None", name)
            yield fill("_ is not None", name)
        for part in code.parts(test):
            if isinstance(part, ast.Attribute | ast.Subscript):
                text = code.material(part)
                yield fill("_ is None", text)
                yield fill("_ is not None", text)
        for other in tests:
            if other is not test and code.scopes.names(other) <= known:
                yield code.material(other)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(a):\n    while a.next is None: pass\n",
                "def f(a):\n    while a is None or a.next is None: pass\n",
            )
        ]


class ReplaceCondition(Operator):
    """Replaces a condition by a constant, another one of the program or a variable's truth."""

    name = "replace-condition"
    source = f"{PAR}, expression replacer; {TBAR} FP6.1; SIR/MutPy constant conditions"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        tests = conditions(code)
        for test in tests:
            known = code.scopes.known(test)
            own = code.material(test)
            for constant in ("True", "False"):
                if own != constant:
                    yield code.replace(test, constant)
            for name in code.scopes.variables(test):
                if name != own:
                    yield code.replace(test, name)
                    yield code.replace(test, fill("not _", name))
            for other in tests:
                alike = other is test or code.material(other) == own
                if not alike and code.scopes.names(other) <= known:
                    yield code.replace(test, code.material(other))

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(queue):\n    while True: queue.pop()\n",
                "def f(queue):\n    while queue: queue.pop()\n",
            )
        ]


class ReplaceTruth(Operator):
    """Replaces a returned or assigned ``True``, ``False`` or ``None`` by a condition."""

    name = "return-condition"
    source = f"{TBAR} FP12 (return statement); {PAR}"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Return, ast.Assign):
            value = node.value
            if not isinstance(value, ast.Constant) or value.value not in (True, False, None):
                continue
            if isinstance(value.value, int) and not isinstance(value.value, bool):
                continue
            for name in code.scopes.variables(value):
                for text in ("_", "not _", "_ == 0", "_ != 0", "_ > 0"):
                    yield code.replace(value, fill(text, name))
                yield code.replace(value, fill("len(_) == 0", name))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("def f(n):\n    return True\n", "def f(n):\n    return n == 0\n")]


OPERATORS = (
    NegateCondition(),
    ReplaceConnective(),
    DropOperand(),
    RegroupOperands(),
    AddOperand(),
    ReplaceCondition(),
    ReplaceTruth(),
)
