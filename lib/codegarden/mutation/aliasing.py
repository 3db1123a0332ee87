"""Operators against values that are shared by mistake: defaults, multiplied rows, two names.

One object under several names is the classic surprise of Python's programming FAQ
(docs.python.org/3/faq/programming.html); linters list its forms.
"""

import ast
from collections.abc import Iterator

from codegarden.mutation.material import insertion
from codegarden.mutation.operator import Change, Example, Operator, Subject, shown
from codegarden.syntax.edits import Edit
from codegarden.syntax.precedence import LAMBDA, Term, bracketed, fill

FAQ = "Python programming FAQ"
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def is_mutable(code: Subject, node: ast.expr) -> bool:
    """Whether an expression makes an object that may be changed later: a container or a call's."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return is_mutable(code, node.left) or is_mutable(code, node.right)
    return isinstance(node, (*MUTABLE, ast.Call))


class MakeDefaultLate(Operator):
    """Makes a default value anew in each call, where all calls shared one object."""

    name = "make-default-late"
    source = "flake8-bugbear B006 and B008; pylint W0102; Python FAQ, shared default values"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for function in code.of(*FUNCTIONS):
            for argument, default in defaults(function.args):
                if is_mutable(code, default):
                    anchor = first_statement(code, function)
                    if anchor is None or not code.own_lines(anchor):
                        continue
                    name, value = argument.arg, code.material(default)
                    text = f"if {name} is None:\n{code.step}{name} = {value}"
                    edits = (code.put(default, "None"), insertion(code, anchor, True, text))
                    sentence = f"made the default `{shown(value)}` of `{name}` anew in each call"
                    yield Change(edits, sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(x, y=[]):\n    y.append(x)\n    return y\n",
                "def f(x, y=None):\n    if y is None:\n        y = []\n    y.append(x)\n"
                "    return y\n",
            )
        ]


def defaults(arguments: ast.arguments) -> list[tuple[ast.arg, ast.expr]]:
    """Return the parameters that have a default, each with it."""
    plain = [*arguments.posonlyargs, *arguments.args]
    late = plain[len(plain) - len(arguments.defaults) :]
    keyed = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return [
        *zip(late, arguments.defaults, strict=True),
        *((argument, default) for argument, default in keyed if default is not None),
    ]


def first_statement(code: Subject, function: ast.AST) -> ast.stmt | None:
    """Return the first statement of a function after its docstring; None where there is none."""
    rest = [
        statement
        for statement in function.body
        if not (isinstance(statement, ast.Expr) and statement.value in code.docstrings)
    ]
    return rest[0] if rest else None


class RepeatEvaluation(Operator):
    """Makes each element anew, where ``*`` or ``fromkeys`` repeated one object."""

    name = "repeat-evaluation"
    source = f"{FAQ}, multidimensional list; ruff RUF024; flake8-bugbear B006's kin"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.BinOp):
            if not isinstance(node.op, ast.Mult):
                continue
            for row, count in ((node.left, node.right), (node.right, node.left)):
                if isinstance(row, ast.List) and any(is_mutable(code, e) for e in row.elts):
                    yield code.replace(node, self.repeated(code, row.elts, count))
        for node in code.of(ast.Call):
            called = isinstance(node.func, ast.Attribute) and node.func.attr == "fromkeys"
            if called and len(node.args) == 2 and is_mutable(code, node.args[1]):
                keys, value = (code.material(part) for part in node.args)
                yield code.replace(node, fill("{key: _ for key in _}", value, keys))

    def repeated(self, code: Subject, elements: list[ast.expr], count: ast.expr) -> Term:
        """Return a comprehension that evaluates some elements so many times."""
        times, texts = code.material(count), [code.material(element) for element in elements]
        if len(texts) == 1:
            return fill("[_ for _ in range(_)]", texts[0], "_", times)
        every = Term(f"({', '.join(bracketed(text, LAMBDA) for text in texts)})")
        return fill("[element for _ in range(_) for element in _]", "_", times, every)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("x = [[0] * n] * m", "x = [[0] * n for _ in range(m)]"),
            Example("x = dict.fromkeys(y, [])", "x = {key: [] for key in y}"),
        ]


class SplitAssignment(Operator):
    """Gives each name an object of its own, where ``a = b = []`` gave them one."""

    name = "split-assignment"
    source = f"{FAQ}, why changing y also changes x"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Assign):
            if len(node.targets) > 1 and is_mutable(code, node.value):
                value = bracketed(code.material(node.value), LAMBDA)
                targets = [bracketed(code.material(one), LAMBDA) for one in node.targets]
                text = f"{', '.join(targets)} = {', '.join([value] * len(targets))}"
                sentence = f"made `{shown(value)}` anew for each name{code.where(node)}"
                yield Change((Edit(*code.span(node), text),), sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("a = b = []", "a, b = [], []")]


class CopyValue(Operator):
    """Takes a copy, also of the rows inside, where two names had one object."""

    name = "copy-value"
    source = f"{FAQ}, how to copy an object; pylint W4701, modified while iterating"
    SHALLOW = ("copy", "list", "dict", "set")

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Assign):
            if isinstance(node.value, ast.Name | ast.Subscript | ast.Attribute):
                yield from self.copies(code, node.value, code.material(node.value))
        for node in code.of(ast.Call):
            method = isinstance(node.func, ast.Attribute)
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in self.SHALLOW and len(node.args) == (not method):
                inner = node.func.value if method else node.args[0]
                yield from self.rows(code, node, code.material(inner))
        for node in code.of(ast.Subscript):
            part = node.slice
            if isinstance(part, ast.Slice) and not (part.lower or part.upper or part.step):
                yield from self.rows(code, node, code.material(node.value))
        for function in code.of(*FUNCTIONS):
            anchor = first_statement(code, function)
            if anchor is not None and code.own_lines(anchor):
                for argument in (*function.args.posonlyargs, *function.args.args):
                    name = argument.arg
                    for text in (f"{name} = list({name})", f"{name} = {name}.copy()"):
                        edit = insertion(code, anchor, True, text)
                        sentence = f"inserted `{text}` before line {anchor.lineno}"
                        yield Change((edit,), sentence)

    def copies(self, code: Subject, node: ast.expr, own: str) -> Iterator[Change]:
        """Yield the changes to a copy of a value."""
        yield code.replace(node, fill("_.copy()", own))
        yield from self.rows(code, node, own)

    def rows(self, code: Subject, node: ast.expr, own: str) -> Iterator[Change]:
        """Yield the change to a copy of a value and of its rows."""
        yield code.replace(node, fill("[row[:] for row in _]", own))

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("a = b", "a = b.copy()"),
            Example("a = b[:]", "a = [row[:] for row in b]"),
        ]


OPERATORS = (MakeDefaultLate(), RepeatEvaluation(), SplitAssignment(), CopyValue())
