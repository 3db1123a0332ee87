"""What a program returned that is no plain data, as a test meets it: a handle that asks the child.

A test may do what does not let the program judge itself: go through an iterator, await a coroutine,
call a function that was returned, and use attributes and methods of an object that it made itself
by the name of a class. What these return is plain data again, compared outside of the sandbox, or
another handle. It may not compare such objects, nor ask for their truth: an ``__eq__`` of the
program's would say yes to anything.
"""

from collections.abc import Callable, Iterator
from typing import Any

ONE_BY_ONE, AT_ONCE = 64, 1024  # items of an iterator


class Remote:
    """A handle: ``ask`` sends an action of ``handles.py`` and returns what comes of it."""

    def __init__(self, ask: Callable, handle: int, refuse: Callable):
        vars(self).update(_ask=ask, _handle=handle, _refuse=refuse)

    def _not_plain(self, *_: object) -> Any:
        """End the test: what was returned is no plain data."""
        self._refuse()

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __hash__ = _not_plain


class Iterable(Remote):
    """An iterable of the program's."""

    def __iter__(self) -> Iterator:
        return self._ask("iter", self._handle)


class Items(Remote):
    """An iterator of the program's; items come one by one at first, for the next may never come."""

    def __init__(self, *fields: Any):
        super().__init__(*fields)
        vars(self).update(_items=[], _seen=0, _is_over=False)

    def __iter__(self) -> "Items":
        return self

    def __next__(self) -> Any:
        state = vars(self)
        if not self._items and not self._is_over:
            count = 1 if self._seen < ONE_BY_ONE else min(self._seen, AT_ONCE)
            items = self._ask("next", self._handle, count)
            state["_is_over"] = len(items) < count
            state["_items"] = items[::-1]
        if not self._items:
            raise StopIteration
        state["_seen"] += 1
        return self._items.pop()


class AsyncItems(Remote):
    """An asynchronous iterator of the program's."""

    def __aiter__(self) -> "AsyncItems":
        return self

    async def __anext__(self) -> Any:
        items = self._ask("anext", self._handle)
        if not items:
            raise StopAsyncIteration
        return items[0]


class Function(Remote):
    """A function that the program returned."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it."""
        return self._ask("call", self._handle, *with_places(args, kwargs))


class Object(Remote):
    """An object of one of the program's classes, that the test has made."""

    def __getattr__(self, name: str) -> Any:
        return self._ask("get", self._handle, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._ask("set", self._handle, name, *with_places((value,), {}))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it."""
        return self._ask("call", self._handle, *with_places(args, kwargs))

    def __len__(self) -> int:
        return self._method("__len__")

    def __getitem__(self, key: Any) -> Any:
        return self._method("__getitem__", key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._method("__setitem__", key, value)

    def __str__(self) -> str:
        return self._method("__str__")

    def __repr__(self) -> str:
        return self._method("__repr__")

    def __iter__(self) -> Iterator:
        return self._ask("iter", self._handle)

    def _method(self, name: str, *args: Any) -> Any:
        try:
            method = self._ask("get", self._handle, name)
        except AttributeError:
            raise TypeError(f"the object has no {name}") from None
        return method(*args)


KINDS = {
    "iterator": Items,
    "iterable": Iterable,
    "async iterator": AsyncItems,
    "function": Function,
    "object": Object,
}


def remote(kind: str, *fields: Any) -> Any:
    """Return the handle that a test may use for a value of this kind."""
    if kind == "coroutine":
        return coroutine(*fields)
    return KINDS[kind](*fields)


async def coroutine(ask: Callable, handle: int, refuse: Callable) -> Any:
    """Await a coroutine of the program's."""
    return ask("await", handle)


def with_places(args: tuple, kwargs: dict) -> list:
    """Return arguments with handles taken out, and the places at which they were."""
    listed, named, places = list(args), dict(kwargs), {}
    for held, keys in ((listed, range(len(listed))), (named, list(named))):
        for key in keys:
            if isinstance(held[key], Remote):
                places[key] = held[key]._handle
                held[key] = None
    return [listed, named, places]
