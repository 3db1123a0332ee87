"""What a program returned that is no plain data, kept for a test that goes on to use it.

An iterator is asked for its next item, a coroutine is run, a function is called, an object of the
program's is asked for an attribute: each by the number of its handle, in the child. What comes of
that is again plain data, or another handle. Which of these a test may do is told in ``remote.py``.

Like all of a child, it is not trusted. The zygote loads this file by itself, outside the package.
"""

import builtins

# A program under test may patch ``builtins``: the functions below keep a copy of their own.
__builtins__ = dict(vars(builtins))

import sys
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodType

FUNCTIONS = (FunctionType, MethodType, BuiltinFunctionType, partial)
MRO = type.__dict__["__mro__"].__get__
# the first of these that a value's type has says what a test may do with the value
METHODS = (
    ("__await__", "coroutine"),
    ("__anext__", "async iterator"),
    ("__next__", "iterator"),
    ("__iter__", "iterable"),
)


def kind_of(value) -> str:
    """Return what a test may do with a value that is no plain data."""
    kind = type(value)
    if kind in FUNCTIONS:
        return "function"
    for name, found in METHODS:
        if any(name in base.__dict__ for base in MRO(kind)):
            return found
    return "object"


class Handles:
    """The values that the judge's side has handles of, by number."""

    def __init__(self):
        self.values = []
        self.failed = {}  # what an iterator raised after items that were sent first
        self.runner = None

    def add(self, value) -> int:
        """Return the handle of a value."""
        self.values.append(value)
        return len(self.values) - 1

    def use(self, action: str, handle: int, rest: list):
        """Return what comes of an action on the value of a handle."""
        return ACTIONS[action](self, handle, *rest)

    def arguments(self, args: list, kwargs: dict, places: dict) -> None:
        """Put values in place of their handles among the arguments of a call."""
        for place, handle in places.items():
            (kwargs if type(place) is str else args)[place] = self.values[handle]

    def call(self, handle: int, args: list, kwargs: dict, places: dict):
        """Call a function."""
        self.arguments(args, kwargs, places)
        return self.values[handle](*args, **kwargs)

    def iterate(self, handle: int):
        """Return an iterator over a value."""
        return iter(self.values[handle])

    def take(self, handle: int, count: int) -> list:
        """Return the next items of an iterator, fewer than asked for only at its end."""
        if handle in self.failed:
            raise self.failed.pop(handle)
        items = []
        try:
            while len(items) < count:
                items.append(next(self.values[handle]))
        except StopIteration:
            pass
        except BaseException as error:
            if not items:
                raise
            self.failed[handle] = error
        return items

    def take_async(self, handle: int) -> list:
        """Return the next item of an asynchronous iterator, or nothing at its end."""
        try:
            return [self.finish(anext(self.values[handle]))]
        except StopAsyncIteration:
            return []

    def wait(self, handle: int):
        """Return the result of a coroutine."""
        return self.finish(self.values[handle])

    def finish(self, awaitable):
        """Run an awaitable to its end: in an event loop where the program may need one."""
        if "asyncio" in sys.modules:
            if not self.runner:
                self.runner = sys.modules["asyncio"].Runner()
            return self.runner.run(as_coroutine(awaitable))
        steps = awaitable.__await__()
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return end.value

    def get(self, handle: int, name: str):
        """Return an attribute."""
        return getattr(self.values[handle], name)

    def set(self, handle: int, name: str, args: list, kwargs: dict, places: dict) -> None:
        """Set an attribute to the only argument."""
        self.arguments(args, kwargs, places)
        setattr(self.values[handle], name, *args)


async def as_coroutine(awaitable):
    """Await what is not a coroutine itself."""
    return await awaitable


ACTIONS = {
    "call": Handles.call,
    "iter": Handles.iterate,
    "next": Handles.take,
    "anext": Handles.take_async,
    "await": Handles.wait,
    "get": Handles.get,
    "set": Handles.set,
}
