"""Components: functions of an installed package as productions.

Which types a function takes, and what it returns, is found by trying it (Shi et al. 2019,
"FrAngel", and Feng et al. 2017, "Component-based synthesis for complex APIs", read signatures; few
Python packages have ones that say enough). Its words are the first line of its docstring. What
gives an iterator is read as a list of what it yields.
"""

import importlib
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from types import ModuleType
from typing import Any, NamedTuple

from codegarden.description.types import parse
from codegarden.synthesis.probing import TooSlowError, broken_off, is_pure, repeats, result_type
from codegarden.synthesis.production import Production
from codegarden.synthesis.values import LONGEST

SLOWEST = 0.25  # seconds for all samples of a function, so that a call takes a millisecond at most
WIDTH = 3  # required arguments of a function that is tried
KINDS = (  # of the samples that a function must take one of, to be a component at all
    *("int", "float", "str", "list[int]", "list[str]", "list[list[int]]"),
    *("tuple[int, ...]", "set[int]", "dict[str, int]"),
)


class ComponentError(ValueError):
    """A package that is not there, or has no function that could be used; the message names it."""


class Component(Production):
    """A function of a package; ``is_lazy`` says that it gives an iterator, which is listed."""

    def __init__(self, module: ModuleType, name: str, width: int, is_lazy: bool, about: str):
        names = "abc"[:width]
        call = f"{module.__name__}.{name}({', '.join(names)})"
        text = f"list({call})" if is_lazy else call
        root = module.__name__.partition(".")[0]
        modules = {root: importlib.import_module(root)}
        super().__init__(f"({', '.join(names)}) -> ?", text, about, modules=modules)
        self.package = root
        self._given = (module.__name__, name, width, is_lazy, about)
        if is_lazy:  # an endless iterator must end
            function = getattr(module, name)
            self.__dict__["function"] = lambda *args: bounded(function(*args))

    def __reduce__(self) -> tuple:
        return restored, self._given


@cache
def restored(module: str, *given: Any) -> Component:
    """Return a pickled component; each once in a process, as productions are told by identity."""
    return Component(importlib.import_module(module), *given)


class Spec(NamedTuple):
    """What a component is made of: the function, how many arguments, whether it is lazy, words."""

    module: str
    name: str
    width: int
    is_lazy: bool
    about: str


def functions(module: ModuleType) -> Iterator[tuple[str, Callable]]:
    """Yield the public functions of a module and their names."""
    for name in getattr(module, "__all__", None) or sorted(vars(module)):
        value = getattr(module, name, None)
        public = not name.startswith("_") and not inspect.ismodule(value)
        if public and callable(value) and not _is_error(value):
            yield name, value


def _is_error(value: Any) -> bool:
    return inspect.isclass(value) and issubclass(value, BaseException)


def component(module: ModuleType, name: str, function: Callable) -> Spec | None:
    """Return how a function is a component, None where it takes no plain data."""
    about = (inspect.getdoc(function) or name).partition("\n")[0]
    for width in widths(function):
        for is_lazy in (False, True):
            spec = Spec(module.__name__, name, width, is_lazy, about)
            if _takes_plain_data(restored(*spec), width):
                return spec
    return None


def widths(function: Callable) -> range:
    """Return with how many positional arguments a function may be called."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return range(1, 3)  # in C, and untold
    places = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    required = [p for p in places if p.default is p.empty]
    if any(p.kind is p.KEYWORD_ONLY and p.default is p.empty for p in parameters):
        return range(0)
    return range(max(1, len(required)), min(WIDTH, max(1, len(required))) + 1)


def _takes_plain_data(component: Component, width: int) -> bool:
    """Return whether trying shows types of arguments that a component takes and leaves alone."""
    kinds = [parse(each) for each in KINDS]
    choices = [[first, *[rest] * (width - 1)] for first in kinds for rest in kinds[:4]]
    function = component.function
    try:
        with broken_off(SLOWEST):
            taken = [types for types in choices if result_type(function, types)]
            pure = bool(taken) and all(is_pure(function, types) for types in taken)
            return pure and all(repeats(function, types) for types in taken)
    except TooSlowError:
        return False


def bounded(iterable: Any) -> list:
    """Return a list of what an iterable yields.

    Raises ``TypeError`` for what is no iterator, ``OverflowError`` for one that does not end soon.
    """
    if not hasattr(iterable, "__next__"):
        raise TypeError("no iterator")
    found = list(islice(iterable, LONGEST + 1))
    if len(found) > LONGEST:
        raise OverflowError("an endless iterator")
    return found
