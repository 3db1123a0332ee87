"""Result types found by trying: what a function returns for arguments of some types.

For a function without annotations (of a library, or an idiom) that is all there is to know.
"""

import copy
import io
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from functools import cache
from typing import Any

from codegarden.description.types import Type, join, type_of
from codegarden.synthesis.inputs import sample
from codegarden.synthesis.values import ERRORS

REPEATED = 8  # calls, of which a function of chance gives the same in one of 128 at best
ROWS = 2  # samples of each type: a second one, since the first may be out of a range


def result_type(function: Callable[..., Any], types: Sequence[Type]) -> Type | None:
    """Return the type of a function's results for samples of types, None where it takes no such.

    Also None where the types of the results have nothing in common, and where nothing is returned.

    >>> result_type(lambda xs: sum(xs) / len(xs), [Type("list", (Type("int"),))])
    Type(name='float', args=())
    """
    results = []
    try:
        columns = [samples(each, place) for place, each in enumerate(types)]
    except TypeError:  # a dictionary of lists has no sample
        return None
    for arguments in zip(*columns, strict=True):
        try:
            results.append(function(*arguments))
        except (TypeError, AttributeError):  # no matter of the value
            return None
        except ERRORS:
            continue
        except Exception:  # a library's own kind of error
            return None
    if not results or all(each is None for each in results):
        return None
    type_ = join(map(type_of, results))
    return None if any(name in str(type_) for name in ("any", "unknown")) else type_


def is_pure(function: Callable[..., Any], types: Sequence[Type]) -> bool:
    """Return whether a function leaves samples of types as they are, and prints nothing."""
    for arguments in zip(*(samples(each, place) for place, each in enumerate(types)), strict=True):
        given, printed = copy.deepcopy(arguments), io.StringIO()
        try:
            with redirect_stdout(printed):
                function(*given)
        except Exception:  # whatever it is, what it did until then counts
            pass
        if given != arguments or printed.getvalue():
            return False
    return True


class TooSlowError(BaseException):
    """What is tried takes too long; no ``Exception``, so that nothing that is tried catches it."""


@contextmanager
def broken_off(seconds: float) -> Iterator[None]:
    """Raise ``TooSlowError`` in what takes longer, by the processor's time; in the main thread.

    It takes ``ITIMER_PROF`` for itself, which has no room for a second one.
    """

    def late(*_: Any) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGPROF, before)


def repeats(function: Callable[..., Any], types: Sequence[Type]) -> bool:
    """Return whether a function gives the same again and again: chance has no part in it."""
    arguments = [samples(each, place)[0] for place, each in enumerate(types)]
    try:
        first, *others = (function(*copy.deepcopy(arguments)) for _ in range(REPEATED))
        return all(bool(first == other) for other in others)
    except Exception:  # of this sample; others have shown what it gives
        return True


@cache
def samples(type_: Type, place: int) -> tuple[Any, ...]:
    """Return values of a type for an argument at a place."""
    return tuple(sample(type_, row, place) for row in range(ROWS))
