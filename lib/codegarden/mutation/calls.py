"""Operators on calls: which function, which method, which arguments, and in which order."""

import ast
from collections.abc import Iterator
from itertools import combinations

from codegarden.mutation.operator import Change, Example, Operator, Subject
from codegarden.syntax.edits import Edit
from codegarden.syntax.layout import on_one_line
from codegarden.syntax.precedence import LAMBDA, NUMBER, Term, bracketed, fill

PAR = "PAR (Kim et al. 2013, doi:10.1109/ICSE.2013.6606626)"
TBAR = "TBar (Liu et al. 2019, doi:10.1145/3293882.3330577)"

# names that people mistake for one another
ALIKE_FUNCTIONS = [
    ("min", "max"),
    ("any", "all"),
    ("sum", "len", "max", "min"),
    ("list", "tuple", "set", "sorted", "reversed"),
    ("int", "float", "round", "abs", "str", "bool"),
    ("enumerate", "range", "zip"),
    ("str", "repr", "list"),
    ("ord", "chr"),
]
ALIKE_METHODS = [
    ("append", "extend", "insert", "add", "remove"),
    ("add", "update", "discard", "remove"),
    ("union", "intersection", "difference", "symmetric_difference", "update"),
    ("pop", "popleft", "remove"),
    ("append", "appendleft"),
    ("find", "rfind", "index", "rindex", "count"),
    ("keys", "values", "items"),
    ("lower", "upper", "title", "capitalize", "swapcase"),
    ("strip", "lstrip", "rstrip"),
    ("split", "rsplit", "splitlines"),
    ("startswith", "endswith"),
    ("isalpha", "isalnum", "isdigit", "isupper", "islower"),
    ("get", "setdefault", "pop"),
    ("ljust", "rjust", "center"),
    ("sort", "reverse"),
]


def alike(name: str, families: list[tuple[str, ...]]) -> list[str]:
    """Return the names that share a family with a name."""
    found = [other for family in families if name in family for other in family]
    return [other for other in dict.fromkeys(found) if other != name]


def arguments(code: Subject, call: ast.Call) -> list[str]:
    """Return the texts of a call's arguments: those by position, then those by name."""
    named = [on_one_line(code.source(one)) for one in call.keywords]
    return [*(bracketed(code.material(one), LAMBDA) for one in call.args), *named]


def called(code: Subject, call: ast.Call, texts: list[str]) -> Term:
    """Return the call of the same function with other arguments."""
    return Term(f"{bracketed(code.material(call.func), NUMBER)}({', '.join(texts)})")


class ReplaceFunction(Operator):
    """Calls another function that is like this one or that the program knows."""

    name = "replace-function"
    source = f"{PAR}, method replacer; {TBAR} FP10.1"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        known = [n.func.id for n in code.of(ast.Call) if isinstance(n.func, ast.Name)]
        for node in code.of(ast.Call):
            if not isinstance(node.func, ast.Name):
                continue
            near = alike(node.func.id, ALIKE_FUNCTIONS)
            own = code.scopes.functions(node)
            for other in dict.fromkeys([*near, *own, *known]):
                if other != node.func.id:
                    yield code.replace(node.func, other)

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x = any(y)", "x = all(y)")]


class ReplaceMethod(Operator):
    """Calls another method that is like this one or that the program calls elsewhere."""

    name = "replace-method"
    source = f"{PAR}, method replacer; {TBAR} FP10.1"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        calls = [node for node in code.of(ast.Call) if isinstance(node.func, ast.Attribute)]
        used = [node.func.attr for node in calls]
        for node in calls:
            owner, old = code.material(node.func.value), node.func.attr
            near = alike(old, ALIKE_METHODS)
            for other in dict.fromkeys([*near, *used]):
                if other != old:
                    yield code.replace(node.func, fill(f"_.{other}", owner))

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x.append(y)", "x.extend(y)")]


class SwapArguments(Operator):
    """Swaps two arguments, or two elements of a tuple or of an index."""

    name = "swap-arguments"
    source = f"{TBAR} FP10.4; SWAP of PySStuBs (Kamienski et al. 2021, arXiv:2101.06018)"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Call, ast.Tuple, ast.List):
            parts = node.args if isinstance(node, ast.Call) else node.elts
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("min", "max"):
                continue  # the order does not matter
            if len(parts) > 6:
                continue
            for first, second in combinations(parts, 2):
                if isinstance(first, ast.Starred) or isinstance(second, ast.Starred):
                    continue
                left, right = code.material(first), code.material(second)
                if left == right:
                    continue
                edits = (code.put(first, right), code.put(second, left))
                sentence = f"swapped `{left}` and `{right}`{code.where(node)}"
                yield Change(edits, sentence)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("x = f(a % b, b)", "x = f(b, a % b)"),
            Example("x = y[i, j]", "x = y[j, i]"),
        ]


class ReplaceArgument(Operator):
    """Passes another variable, an element or a part of the argument, or a usual constant."""

    name = "replace-argument"
    source = f"{PAR}, parameter replacer; {TBAR} FP10.2"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Call):
            for argument in node.args:
                if isinstance(argument, ast.Starred | ast.Name):
                    continue  # a name is what another operator replaces
                own = code.material(argument)
                for name in code.scopes.variables(argument):
                    yield code.replace(argument, name)
                for part in code.parts(argument)[1:]:
                    text = code.material(part)
                    if text != own and not isinstance(part, ast.Constant | ast.Slice | ast.Starred):
                        yield code.replace(argument, text)

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example(
                "def f(a, b):\n    return g(a[0])\n",
                "def f(a, b):\n    return g(b)\n",
            )
        ]


class DropArgument(Operator):
    """Leaves out an argument, or an element of a list or tuple."""

    name = "drop-argument"
    source = f"{PAR}, parameter adder and remover; {TBAR} FP10.3"

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Call):
            texts = arguments(code, node)
            for index, gone in enumerate(texts):
                change = code.replace(node, called(code, node, texts[:index] + texts[index + 1 :]))
                yield change._replace(sentence=f"left out the argument `{gone}`{code.where(node)}")

    def examples(self) -> list[Example]:  # noqa: D102
        return [Example("x = f(a, b)", "x = f(b)"), Example("f(a, key=b)", "f(a)")]


class AddArgument(Operator):
    """Passes one more argument: a variable, or an option that such calls usually have."""

    name = "add-argument"
    source = f"{PAR}, parameter adder; {TBAR} FP10.3"

    KEYS = ("key=int", "key=len", "key=abs", "key=str.lower")
    OPTIONS = (  # functions, how many arguments they have by position, and what they may be given
        (("sorted",), 1, ("reverse=True", *KEYS)),
        (("sort",), 0, ("reverse=True", *KEYS)),
        (("max", "min"), 1, ("default=0", *KEYS)),
        (("pop",), 0, ("0", "-1")),
        (("get", "pop", "next"), 1, ("0", "''", "[]", "None")),
        (("enumerate",), 1, ("1",)),
    )

    def changes(self, code: Subject) -> Iterator[Change]:  # noqa: D102
        for node in code.of(ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            given = arguments(code, node)
            position = len(node.args)
            named = {one.arg for one in node.keywords}
            extras = [
                option
                for takers, count, options in self.OPTIONS
                for option in options
                if name in takers and count == position and option.partition("=")[0] not in named
            ]
            if name not in ("len", "range", "set", "list", "isinstance", "abs", "any", "all"):
                extras += code.scopes.variables(node)
            for extra in extras:
                at = len(given) if "=" in extra else position
                texts = [*given[:at], extra, *given[at:]]
                change = code.replace(node, called(code, node, texts))
                if at == len(given) and (end := self.end(code, node)):
                    # no more than is new, so that edits of the other arguments go with it
                    change = Change((Edit(end, end, f", {extra}"),), "")
                yield change._replace(sentence=f"added the argument `{extra}`{code.where(node)}")

    def end(self, code: Subject, node: ast.Call) -> int:
        """Return the offset after the last argument; 0 without one, or where brackets follow."""
        parts = [*node.args, *node.keywords]
        last = max((code.span(part)[1] for part in parts), default=0)
        return last if code.text[last : code.span(node)[1]] == ")" else 0

    def examples(self) -> list[Example]:  # noqa: D102
        return [
            Example("x = sorted(y)", "x = sorted(y, reverse=True)"),
            Example("x = max(y)", "x = max(y, key=int)"),
            Example("x[y] = x.get(y) + 1", "x[y] = x.get(y, 0) + 1"),
        ]


OPERATORS = (
    ReplaceFunction(),
    ReplaceMethod(),
    SwapArguments(),
    ReplaceArgument(),
    DropArgument(),
    AddArgument(),
)
