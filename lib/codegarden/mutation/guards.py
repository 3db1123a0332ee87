"""Operators on control flow: guards before a statement, branches, the kind of a loop."""

import ast
from collections.abc import Iterator

from codegarden.mutation.boundaries import is_call_of
from codegarden.mutation.conditions import conditions
from codegarden.mutation.material import SIMPLE, gaps, insertion
from codegarden.mutation.operator import Change, Example, Operator, Subject, shown
from codegarden.syntax.edits import Edit
from codegarden.syntax.precedence import LAMBDA, bracketed, fill
from codegarden.syntax.scopes import BUILTINS

PAR = "PAR (Kim et al. 2013, doi:10.1109/ICSE.2013.6606626)"
TBAR = "TBar (Liu et al. 2019, doi:10.1145/3293882.3330577)"


class InsertGuard(Operator):
    """Leaves the function early in a special case: nothing there, zero, one element."""

    name = "insert-guard"
    source = f"{PAR}, null, range and class checkers; {TBAR} FP2 and FP3"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        results_of: dict[ast.AST, list[str]] = {}
        for _, _, anchor, before in gaps(code):
            function = code.function(anchor)
            if function is None or not before:
                continue
            if function not in results_of:
                results_of[function] = self.results(code, function)
            results = results_of[function]
            for name in code.scopes.variables(anchor):
                for test in (f"not {name}", f"len({name}) == 0", f"{name} is None"):
                    for result in results:
                        text = f"if {test}:\n{code.step}return {result}"
                        yield self.change(code, anchor, text)
                for result in results:
                    for test in (f"{name} == 0", f"{name} < 0", f"{name} == 1"):
                        text = f"if {test}:\n{code.step}return {result}"
                        yield self.change(code, anchor, text)

    def results(self, code: Subject, function: ast.AST) -> list[str]:
        """Return what an early end could give: what the function returns, or usual nothings."""
        returned = [
            code.material(node.value)
            for node in ast.walk(function)
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Constant | ast.List)
        ]
        arguments = [argument.arg for argument in function.args.args]
        return list(dict.fromkeys([*returned, "[]", "0", "None", "True", "False", *arguments]))

    def change(self, code: Subject, anchor: ast.stmt, text: str) -> Change:
        """Return the change that inserts a guard."""
        sentence = f"inserted `{shown(text)}` before line {anchor.lineno}"
        return Change((insertion(code, anchor, True, text),), sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(x):\n    return x[0]\n",
                "def f(x):\n    if not x:\n        return []\n    return x[0]\n",
            )
        ]


class GuardStatement(Operator):
    """Puts a statement under a condition that the program knows."""

    name = "guard-statement"
    source = f"{PAR}, null and range checkers; {TBAR} FP2"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        tests = conditions(code)
        for block, _, statement in code.statements:
            if isinstance(block.owner, ast.Module | ast.ClassDef):
                continue
            lines = code.own_lines(statement)
            one_line = statement.lineno == statement.end_lineno
            if not isinstance(statement, SIMPLE) or not lines or not one_line:
                continue
            start = code.span(statement)[0]
            indent = code.indentation(statement)
            own = shown(code.source(statement))
            for test in self.tests(code, statement, tests):
                head = f"if {bracketed(test, LAMBDA)}:{code.newline}{indent}{code.step}"
                sentence = f"put `{own}` of line {statement.lineno} under `if {test}`"
                yield Change((Edit(start, start, head),), sentence)

    def tests(self, code: Subject, statement: ast.stmt, tests: list[ast.expr]) -> Iterator[str]:
        """Yield conditions for a statement."""
        known = code.scopes.known(statement)
        texts = dict.fromkeys(
            code.material(one) for one in tests if code.scopes.names(one) <= known
        )
        variables = code.scopes.variables(statement)
        containers = [n for n in variables if str(code.scopes.kinds.get(n, "")) in ("list", "set")]
        yield from texts
        yield from (fill("not _", text) for text in texts)
        yield from (fill("_ not in _", a, b) for b in containers for a in variables if a != b)
        yield from variables

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(x, y):\n    y.append(x)\n",
                "def f(x, y):\n    if x not in y:\n        y.append(x)\n",
            )
        ]


class UnguardStatement(Operator):
    """Takes the statements of a branch or loop out of it."""

    name = "unguard-statement"
    source = f"{TBAR} FP15; cosmic-ray ZeroIterationForLoop's family"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.If, ast.While, ast.For):
            lines = code.own_lines(node)
            if node.orelse or not lines or code.source(node).startswith("elif"):
                continue
            body = node.body[0]
            if not code.own_lines(body):
                continue
            inside = [n for one in node.body for n in ast.walk(one)]
            if not isinstance(node, ast.If) and any(
                isinstance(n, ast.Break | ast.Continue) for n in inside
            ):
                continue
            indent, deep = code.indentation(node), code.indentation(body)
            first = code.own_lines(body)[0]
            outer = code.reindented(first, code.text[first : lines[1]], deep, indent)
            head = shown(code.text[code.span(node)[0] : first].rstrip().removesuffix(":"))
            sentence = f"took the statements under `{head}` out, line {node.lineno}"
            yield Change((Edit(*lines, outer),), sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("if a:\n    b()\n    c()\nd()\n", "b()\nc()\nd()\n")]


class ChangeFlow(Operator):
    """Replaces ``if`` by ``while`` and back, ``break`` by ``continue`` or ``return``."""

    name = "change-flow"
    source = "cosmic-ray ReplaceBreakWithContinue; MutPy BCR; TBar FP6"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.If, ast.While):
            if isinstance(node, ast.If) and (node.orelse or leaves_at_once(node)):
                continue
            old, new = ("if", "while") if isinstance(node, ast.If) else ("while", "if")
            start, end = code.span(node)
            leaves = any(isinstance(n, ast.Break | ast.Continue) for n in ast.walk(node))
            if code.text[start:end].startswith(old) and not (new == "if" and leaves):
                yield self.word(code, node, old, new)
        for node in code.of(ast.Break, ast.Continue):
            old = "break" if isinstance(node, ast.Break) else "continue"
            new = "continue" if old == "break" else "break"
            yield self.word(code, node, old, new)
            if code.function(node):
                yield self.word(code, node, old, "return")
            yield self.word(code, node, old, "pass")

    def word(self, code: Subject, node: ast.stmt, old: str, new: str) -> Change:
        """Return the change of the keyword that opens a statement."""
        start = code.span(node)[0]
        sentence = f"replaced `{old}` by `{new}`{code.where(node)}"
        return Change((Edit(start, start + len(old), new),), sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("while a: break", "while a: continue"),
            Example("if a: b()", "while a: b()"),
        ]


def leaves_at_once(node: ast.If) -> bool:
    """Whether the statements under an ``if`` leave the function: as a loop they run once too."""
    inside = [n for statement in node.body for n in ast.walk(statement)]
    jumps = any(isinstance(n, ast.Break | ast.Continue) for n in inside)
    return isinstance(node.body[-1], ast.Return | ast.Raise) and not jumps


class DropElse(Operator):
    """Takes the branches of an ``if`` apart: ``elif`` becomes ``if``, ``else`` goes."""

    name = "drop-else"
    source = f"{TBAR} FP6; SDL on branches"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.If):
            start = code.span(node)[0]
            if code.text[start : start + 4] == "elif":
                sentence = f"replaced `elif` by `if`{code.where(node)}"
                yield Change((Edit(start, start + 4, "if"),), sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("if a:\n    b()\nelif c:\n    d()\n", "if a:\n    b()\nif c:\n    d()\n"),
        ]


class ChangeResult(Operator):
    """Returns another value: a variable, or a literal that the function returns elsewhere."""

    name = "change-result"
    source = f"{TBAR} FP12, mutate return statement"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        plain = [
            code.material(node.value)
            for node in code.of(ast.Return)
            if node.value is not None and code.scopes.names(node.value) <= BUILTINS
        ]
        literals = dict.fromkeys(plain)
        for node in code.of(ast.Return):
            if node.value is None:
                start, end = code.span(node)
                for name in code.scopes.variables(node):
                    sentence = f"returned `{name}`{code.where(node)}"
                    yield Change((Edit(start, end, f"return {name}"),), sentence)
                continue
            own = code.material(node.value)
            usual = ["0", "1", "[]", "None", "True", "False", "''"]
            variables = code.scopes.variables(node)
            for new in dict.fromkeys([*variables, *(fill("[_]", v) for v in variables), *literals]):
                if new != own:
                    yield code.replace(node.value, new)
            for new in usual:
                if new not in literals and new != own:
                    yield code.replace(node.value, new)

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("def f(x):\n    return []\n", "def f(x):\n    return [x]\n")]


class ChangeIteration(Operator):
    """Goes over something else: the reverse, in order, the indices, the values, nothing."""

    name = "change-iteration"
    source = f"{TBAR} FP13; cosmic-ray ZeroIterationForLoop"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.For, ast.comprehension):
            own = code.material(node.iter)
            options = ["reversed(_)", "sorted(_)", "list(_)", "enumerate(_)"]
            if not isinstance(node.iter, ast.Call):
                options += ["range(_)", "range(len(_))", "set(_)", "_.items()"]
            for new in options:
                yield code.replace(node.iter, fill(new, own))
            if is_call_of(node.iter, "range") and node.iter.args:
                inner = [n for n in ast.walk(node.iter.args[-1]) if isinstance(n, ast.Name)]
                for name in dict.fromkeys(n.id for n in inner):
                    if name in code.scopes.data_names:
                        yield code.replace(node.iter, name)
            yield code.replace(node.iter, "[]")

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("for i in x: pass", "for i in sorted(x): pass")]


OPERATORS = (
    InsertGuard(),
    GuardStatement(),
    UnguardStatement(),
    ChangeFlow(),
    DropElse(),
    ChangeResult(),
    ChangeIteration(),
)
