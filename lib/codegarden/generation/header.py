"""The header that is asked for: what a call's arguments bind to, and answers written under it.

A search knows functions of positional arguments. A header may say more: defaults, arguments by
keyword alone, ``*values``, async, a method. Here calls in tests become rows of positional values,
as Python itself binds them, and programs that a search found get the header that was asked for.
"""

import ast
import builtins
import inspect
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from codegarden.description.headers import RECEIVERS, function_of, parameters_in


@dataclass(frozen=True)
class Header:
    """A function's name and header, ``text``, "" where nobody gave one; ``owner`` is its class."""

    name: str
    text: str = ""
    owner: str = ""
    is_async: bool = False

    @classmethod
    def of(cls, name: str, text: str, owner: str = "", is_async: bool = False) -> "Header":
        """Return a header; its text, and the calls of tests, may each say that it is a method's."""
        own = text.startswith("class ")
        function = function_of(text) if text else None
        owner = ast.parse(f"{text}: pass").body[0].name if own else owner
        return cls(name, text, owner, is_async or isinstance(function, ast.AsyncFunctionDef))

    @property
    def is_plain(self) -> bool:
        """Whether a call of the function with positional arguments is all that there is to it."""
        return not (self.owner or self.is_async)

    @cached_property
    def signature(self) -> inspect.Signature:
        """The parameters for Python's own binding; a default that is no plain data is a tree."""
        found = parameters_in(function_of(self.text))
        return inspect.Signature(
            [inspect.Parameter(name.arg, kind, default=default) for name, kind, default in found]
        )

    @property
    def searched(self) -> list[str]:
        """The parameters that a search has values for: no default of theirs is an expression."""
        listed = self.signature.parameters.values()
        return [p.name for p in listed if not isinstance(p.default, ast.AST)]

    def named(self, params: Iterable[str]) -> "Header":
        """Return the header with the names of its parameters, where it needs one and has none."""
        if self.is_plain or self.text:
            return self
        return replace(self, text=f"def {self.name}({', '.join(params)})")

    def row(self, args: Sequence[Any], keywords: Mapping[str, Any]) -> tuple | None:
        """Return the value of every parameter for a call, None for a call that does not fit.

        >>> Header("f", "def f(s, n=2, *, up=False)").row(("ab",), {"up": True})
        ('ab', 2, True)
        """
        if not self.text:
            return None if keywords else tuple(args)
        try:
            bound = self.signature.bind(*args, **keywords)
        except TypeError:
            return None
        if bound.arguments.keys() - set(self.searched):
            return None
        bound.apply_defaults()
        return tuple(bound.arguments[name] for name in self.searched)

    def call(self, row: Sequence[Any]) -> str:
        """Return the call with a value for every parameter, as the header wants it written."""
        given = dict(zip(self.searched, row, strict=True)) if self.text else {}
        written = [] if self.text else [*map(repr, row)]
        is_listed = True
        for name, one in self.signature.parameters.items() if self.text else ():
            value = given.get(name)
            if one.kind is one.VAR_POSITIONAL:
                written += map(repr, value)
            elif one.kind is one.VAR_KEYWORD:
                written += [f"{key}={each!r}" for key, each in value.items()]
            elif name not in given:
                is_listed = False  # what comes after it goes by its name
            elif one.kind is one.KEYWORD_ONLY or not is_listed:
                written.append(f"{name}={value!r}")
            else:
                written.append(repr(value))
        call = f"{self.owner}().{self.name}" if self.owner else self.name
        call = f"{call}({', '.join(written)})"
        return f"asyncio.run({call})" if self.is_async else call

    def dress(self, code: str) -> str:
        """Return a program whose function has this header; as it is where it cannot have it."""
        if not self.text:
            return code
        try:
            tree = ast.parse(code)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return code
        found = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == self.name]
        names = self.searched
        if not found or not _is_positional(found[-1].args, len(names)):
            return code
        function = found[-1]
        if self.fits(function) and _rename(function, names):
            tree.body.remove(function)
            body = function.body
        else:  # it stays as it is, beside the one that is asked for
            function.name = _free(f"{self.name}_", tree)
            _rename_calls(function, self.name, function.name)
            body = ast.parse(f"return {function.name}({', '.join(names)})").body
        tree.body.append(self.define(body))
        imports = self.imports(code)
        return imports + ast.unparse(ast.fix_missing_locations(tree)) + "\n"

    def fits(self, function: ast.FunctionDef) -> bool:
        """Return whether a function can go under the header; a recursive one may need its own."""
        simple = self.is_plain and all(
            p.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
            for p in self.signature.parameters.values()
        )
        return simple or not any(
            isinstance(n, ast.Name) and n.id == self.name for n in ast.walk(function)
        )

    def define(self, body: list[ast.stmt]) -> ast.stmt:
        """Return the definition of the function, in its class if it has one."""
        function = function_of(self.text)
        function.name, function.body = self.name, body
        arguments = function.args
        if self.owner and not (arguments.args and arguments.args[0].arg in RECEIVERS):
            arguments.args.insert(0, ast.arg("self"))
        for node in ast.walk(function):
            if isinstance(node, ast.arg) and not _is_known(node.annotation):
                node.annotation = None
        if not _is_known(function.returns):
            function.returns = None
        if self.is_async and isinstance(function, ast.FunctionDef):
            function = ast.AsyncFunctionDef(**dict(ast.iter_fields(function)))
        if not self.owner:
            return function
        made = ast.parse(f"class {self.owner}: pass").body[0]
        made.body = [function]
        return made

    def imports(self, code: str) -> str:
        """Return the line that imports what annotations name, "" if the program has it all."""
        arguments = self.define([ast.Pass()])
        names = {n.id for n in ast.walk(arguments) if isinstance(n, ast.Name)}
        needed = sorted(n for n in names & set(typing.__all__) if f"import {n}" not in code)
        return f"from typing import {', '.join(needed)}\n\n" if needed else ""


def _is_positional(arguments: ast.arguments, count: int) -> bool:
    """Return whether a function takes so many positional arguments and nothing else."""
    listed = [*arguments.posonlyargs, *arguments.args]
    more = arguments.vararg or arguments.kwonlyargs or arguments.kwarg
    return len(listed) == count and not more


def _is_known(annotation: ast.expr | None) -> bool:
    """Return whether an annotation names nothing but what Python and ``typing`` define."""
    if annotation is None:
        return True
    nodes = list(ast.walk(annotation))
    names = {n.id for n in nodes if isinstance(n, ast.Name)}
    foreign = [n for n in names if not hasattr(builtins, n) and n not in typing.__all__]
    return not foreign and not any(isinstance(n, ast.Attribute | ast.Call) for n in nodes)


def _rename(function: ast.FunctionDef, names: Sequence[str]) -> bool:
    """Give a function's parameters other names; False where one of them is in use already."""
    own = [each.arg for each in [*function.args.posonlyargs, *function.args.args]]
    new = {old: name for old, name in zip(own, names, strict=True) if old != name}
    nodes = list(ast.walk(function))
    used = {n.id for n in nodes if isinstance(n, ast.Name)}
    used |= {n.arg for n in nodes if isinstance(n, ast.arg | ast.keyword)}
    used |= {name for n in nodes if isinstance(n, ast.Global | ast.Nonlocal) for name in n.names}
    keywords = {n.arg for n in nodes if isinstance(n, ast.keyword)}
    if used & set(new.values()) or keywords & set(new):
        return False
    for node in nodes:
        if isinstance(node, ast.Name):
            node.id = new.get(node.id, node.id)
        elif isinstance(node, ast.arg):
            node.arg = new.get(node.arg, node.arg)
    return True


def _rename_calls(function: ast.FunctionDef, old: str, new: str) -> None:
    """Let a function call itself by another name."""
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id == old:
            node.id = new


def _free(name: str, tree: ast.Module) -> str:
    """Return a name that a program does not use, the given one or one like it."""
    used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    used |= {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    while name in used:
        name += "_"
    return name
