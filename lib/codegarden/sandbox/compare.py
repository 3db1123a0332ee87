"""Whether a returned value equals the expected one, and how it is shown to people.

Both values are plain data made by ``wire.unpack`` on the judge's side, so that no method of the
program under test takes part. Equality is Python's (``1 == 1.0 == True``, ``[1] != (1,)``), with
two additions: numbers within the test's tolerance are equal where one of them is a float, and a NaN
equals a NaN that the test expects.
"""

import math
import reprlib
from typing import Any

SHOWN = 200  # characters
SHORT = reprlib.Repr()
SHORT.maxlevel, SHORT.maxstring, SHORT.maxother, SHORT.maxlong = 4, 120, 120, 120
SHORT.maxlist = SHORT.maxtuple = SHORT.maxset = SHORT.maxdict = SHORT.maxfrozenset = 20


def equal(value: Any, expected: Any, tolerance: float = 0.0) -> bool:
    """Return whether a value is what the test expects.

    ``tolerance`` is absolute and relative, as in ``math.isclose``.

    >>> equal([0.1 + 0.2], [0.3], 1e-9), equal([0.1 + 0.2], [0.3]), equal((1,), [1], 1.0)
    (True, False, False)
    """
    # the returned value stands on the left: of two sets, the right one's hashes are looked up, and
    # the test's do not collide
    if value == expected:
        return True
    if type(expected) in (bool, int, str, bytes, type(None)) and not tolerance:
        return False
    return nearly(value, expected, tolerance)


def nearly(value: Any, expected: Any, tolerance: float) -> bool:
    """Compare item by item, where Python's own equality has said no."""
    if isinstance(expected, list | tuple):
        return (
            type(value) is type(expected)
            and len(value) == len(expected)
            and all(equal(*pair, tolerance) for pair in zip(value, expected, strict=True))
        )
    if isinstance(expected, dict):
        return (
            isinstance(value, dict)
            and len(value) == len(expected)
            and all(
                key in value and equal(value[key], expected[key], tolerance) for key in expected
            )
        )
    if isinstance(expected, set | frozenset):
        return nearly_sets(value, expected, tolerance)
    return nearly_numbers(value, expected, tolerance)


def nearly_numbers(value: Any, expected: Any, tolerance: float) -> bool:
    """Compare two numbers of which one is a float, or complex."""
    if not (is_number(value) and is_number(expected)):
        return False
    if isinstance(value, complex) or isinstance(expected, complex):
        one, other = complex(value), complex(expected)
        return equal(one.real, other.real, tolerance) and equal(one.imag, other.imag, tolerance)
    if not (isinstance(value, float) or isinstance(expected, float)):
        return False
    if expected != expected:
        return value != value
    try:
        return math.isclose(value, expected, rel_tol=tolerance, abs_tol=tolerance)
    except OverflowError:  # an integer that no float can hold
        return False


def nearly_sets(value: Any, expected: set | frozenset, tolerance: float) -> bool:
    """Compare two sets of numbers in ascending order; other sets have been compared exactly."""
    if not isinstance(value, set | frozenset) or len(value) != len(expected) or not tolerance:
        return False
    if not all(isinstance(item, int | float) for item in value | expected):
        return False
    return all(
        equal(*pair, tolerance) for pair in zip(sorted(value), sorted(expected), strict=True)
    )


def is_number(value: Any) -> bool:
    """Return whether a value is a number that a tolerance may apply to; a bool is none."""
    return isinstance(value, int | float | complex) and not isinstance(value, bool)


def show(value: Any) -> str:
    """Return the ``repr`` of plain data, of at most ``SHOWN`` characters, whatever its size."""
    try:
        text = SHORT.repr(value) if is_large(value) else repr(value)
    except (ValueError, RecursionError, MemoryError):  # an integer of more than 4,300 digits, say
        return f"<a value of type {type(value).__name__} that is too large to show>"
    return shorten(text, SHOWN)


def is_large(value: Any) -> bool:
    """Return whether the ``repr`` of a value might be long."""
    if isinstance(value, str | bytes):
        return len(value) > SHOWN
    if isinstance(value, list | tuple | set | frozenset | dict):
        return len(value) > 40 or any(not isinstance(i, int | float) and is_large(i) for i in value)
    return False


def shorten(text: str, size: int) -> str:
    """Return a text of at most so many characters, with dots where it was cut."""
    return text if len(text) <= size else f"{text[: size - 3]}..."


def printable(text: str) -> str:
    """Return a text that UTF-8 can carry: lone surrogates become escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
