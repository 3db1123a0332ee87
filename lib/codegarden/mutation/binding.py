"""Operators on what a name means: a hidden builtin, a loop's variable, an outer variable."""

import ast
from collections.abc import Iterator

from codegarden.mutation.aliasing import FUNCTIONS, first_statement
from codegarden.mutation.material import insertion
from codegarden.mutation.operator import Change, Example, Operator, Subject
from codegarden.syntax.code import COMPREHENSIONS
from codegarden.syntax.edits import Edit
from codegarden.syntax.scopes import BUILTINS

LOOPS = (ast.For, ast.AsyncFor, ast.While, *COMPREHENSIONS)
# calls that take a function: what is passed to them is one
TAKERS = ("map", "filter", "sorted", "sort", "min", "max", "reduce", "isinstance", "defaultdict")


class RenameShadow(Operator):
    """Gives a variable that hides a builtin another name; what is called is the builtin again."""

    name = "rename-shadow"
    source = "flake8-builtins A001 and A002; pylint W0622, redefined-builtin"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for scope, names in list(code.scopes.bound.items()):
            for name, nodes in names.items():
                data = all(isinstance(node, ast.Name | ast.arg) for node in nodes)
                if name not in BUILTINS or not data:
                    continue
                fresh = name + "_"
                while fresh in code.text:
                    fresh += "_"
                uses = [
                    node
                    for node in code.of(ast.Name)
                    if node.id == name and owner(code, node, name) is scope
                ]
                bound = [node for node in nodes if isinstance(node, ast.arg)]
                values = [node for node in uses if code.places[node].field != "func"]
                passed = [node for node in values if not is_passed(code, node)]
                for renamed in (values, passed):
                    edits = sorted(
                        {
                            Edit(start, start + len(name), fresh)
                            for start, _ in map(code.span, [*bound, *renamed])
                        }
                    )
                    if edits:
                        sentence = f"renamed `{name}`, which hid the builtin, to `{fresh}`"
                        yield Change(tuple(edits), sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(list):\n    return list(reversed(list))\n",
                "def f(list_):\n    return list(reversed(list_))\n",
            )
        ]


def owner(code: Subject, node: ast.AST, name: str) -> ast.AST | None:
    """Return the scope in which a name that is used at a node is bound; None for a builtin."""
    scope: ast.AST | None = code.scopes.scope(node)
    while scope is not None and name not in code.scopes.bound.get(scope, {}):
        scope = code.scopes.scope(scope) if scope is not code.tree else None
    return scope


def is_passed(code: Subject, node: ast.Name) -> bool:
    """Whether a name is passed where functions are."""
    where = code.parent(node)
    if isinstance(where, ast.keyword):
        return where.arg == "key"
    if not isinstance(where, ast.Call):
        return False
    called = getattr(where.func, "id", getattr(where.func, "attr", ""))
    place = len(where.args) - 1 if called == "isinstance" else 0
    return called in TAKERS and bool(where.args) and where.args[place] is node


class BindLoopVariable(Operator):
    """Has a function made in a loop keep the variable's value of then, by a default."""

    name = "bind-loop-variable"
    source = "flake8-bugbear B023; pylint W0640, cell-var-from-loop; Python FAQ, lambdas in a loop"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for function in code.of(ast.Lambda, *FUNCTIONS):
            names = self.changing(code, function)
            if not names:
                continue
            text = ", ".join(f"{name}={name}" for name in names)
            sentence = f"bound {', '.join(f'`{n}`' for n in names)} when the function is made"
            yield Change((self.edit(code, function, text),), sentence + code.where(function))

    def changing(self, code: Subject, function: ast.AST) -> list[str]:
        """Return what a function reads of the variables that a loop around it sets."""
        home = code.scopes.scope(function)
        loops = [a for a in code.ancestors(function) if isinstance(a, LOOPS)]
        loops = [one for one in loops if one is home or code.scopes.scope(one) is home]
        set_ = {
            inner.id
            for loop in loops
            for inner in ast.walk(loop)
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)
        }
        if not set_ & code.scopes.names(function):
            return []
        body = function.body if isinstance(function.body, list) else [function.body]
        reads = [
            inner.id
            for part in body
            for inner in ast.walk(part)
            if isinstance(inner, ast.Name) and inner.id in set_
        ]
        own = code.scopes.bound.get(function, {})
        return [name for name in dict.fromkeys(reads) if name not in own]

    def edit(self, code: Subject, function: ast.AST, text: str) -> Edit:
        """Return the edit that adds parameters with defaults, before ``**`` if there is that."""
        arguments = function.args
        every = [*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs]
        parts = [part for part in every if part]
        parts += [d for d in (*arguments.defaults, *arguments.kw_defaults) if d]
        if parts:
            end = max(code.span(part)[1] for part in parts)
            return Edit(end, end, f", {text}")
        if arguments.kwarg:
            start = code.text.rindex("**", 0, code.span(arguments.kwarg)[0])
            return Edit(start, start, f"{text}, ")
        if isinstance(function, ast.Lambda):
            at = code.span(function)[0] + len("lambda")
            return Edit(at, at, f" {text}")
        at = code.text.index("(", code.text.index(function.name, code.span(function)[0])) + 1
        return Edit(at, at, text)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("x = [lambda: i for i in y]", "x = [lambda i=i: i for i in y]"),
            Example(
                "def f(x):\n    for i in x:\n        def g(y):\n            return i\n",
                "def f(x):\n    for i in x:\n        def g(y, i=i):\n            return i\n",
            ),
        ]


class DeclareOuter(Operator):
    """Declares a variable that a function sets to be that of the function or module around it."""

    name = "declare-outer"
    source = "Python FAQ, UnboundLocalError; pylint E0601, used-before-assignment"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for function in code.of(*FUNCTIONS):
            anchor = first_statement(code, function)
            if anchor is None or not code.own_lines(anchor):
                continue
            for name, nodes in code.scopes.bound.get(function, {}).items():
                if not all(isinstance(node, ast.Name) for node in nodes):
                    continue
                where = owner(code, function, name)
                if where is None or isinstance(where, ast.ClassDef | ast.Lambda):
                    continue
                word = "global" if isinstance(where, ast.Module) else "nonlocal"
                sentence = f"declared `{name}` {word} before line {anchor.lineno}"
                yield Change((insertion(code, anchor, True, f"{word} {name}"),), sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "x = 0\ndef f():\n    x += 1\n",
                "x = 0\ndef f():\n    global x\n    x += 1\n",
            )
        ]


OPERATORS = (RenameShadow(), BindLoopVariable(), DeclareOuter())
