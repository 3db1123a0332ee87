"""Exceptions of the program under test, made again on the side of the test.

A test meets what the program raised as what it is: with its text, its arguments, and the nearest of
its types that is one of Python's own. One kind is kept from being itself: an exception by which
Python ends an iteration. Raised by a program it is an error, as it is for a generator (PEP 479);
passed on, it would end the test's own loops, and ``all(map(f, inputs))`` would hold. So it comes as
a type of the same name that only the test's own ``except`` takes for the original: ``caught``.
"""

import builtins
from contextlib import suppress
from typing import Any

ENDS = {
    StopIteration: type("StopIteration", (Exception,), {}),
    StopAsyncIteration: type("StopAsyncIteration", (Exception,), {}),
    GeneratorExit: type("GeneratorExit", (BaseException,), {}),
}


class ProgramError(Exception):
    """An exception of the program under test that is none of Python's own."""


def exception(content: list) -> BaseException:
    """Return an exception like the program's, of which ``content`` tells."""
    text, names, base_name, args, members = content
    base = getattr(builtins, base_name, None)
    if not (isinstance(base, type) and issubclass(base, BaseException)):
        base = ProgramError
    base = ENDS.get(base, base)
    args = (text,) if args is None else args
    if issubclass(base, BaseExceptionGroup):
        args = (text, [exception(member) for member in members])
    marks = {"__str__": lambda self: text, "program_types": tuple(names)}
    try:
        kind = type(names[0], (base,), marks)
        error = kind.__new__(kind, *args)
    except (TypeError, ValueError):  # a forged message, or a type that wants other arguments
        kind = type("ProgramError", (ProgramError,), marks)
        error = kind(*args)
    with suppress(Exception):  # fills in what some types take from their arguments
        kind.__init__(error, *args)
    return error


def is_programs(error: BaseException) -> bool:
    """Return whether an exception was made by ``exception``."""
    return hasattr(type(error), "program_types")


def describe(error: BaseException) -> str:
    """Return type and text of an exception made by ``exception``."""
    return f"{error.program_types[0]}: {error}".rstrip(": ")


def caught(kinds: Any, raised: BaseException | None) -> Any:
    """Return what an ``except`` of a test's catches, of the program's exceptions too.

    ``raised`` is what the program raised last: a type that only the program defines is known to the
    test as a function, and is meant by its name.
    """
    listed = kinds if isinstance(kinds, tuple) else (kinds,)
    if any(isinstance(kind, tuple) for kind in listed):
        return kinds
    meant = []
    for kind in listed:
        if isinstance(kind, type):
            meant += [kind, *filter(None, [ENDS.get(kind)])]
        elif raised is not None and getattr(kind, "__name__", "") in raised.program_types:
            meant.append(type(raised))
    return tuple(meant)
