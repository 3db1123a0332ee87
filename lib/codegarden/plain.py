"""Plain Python data <-> its text, exactly: what databases and files keep of a test's values.

The text is the Python that a person would write: ``([3, 1], {'a': None})``. It is ``repr`` made
readable again where ``repr`` is not (``nan``, ``inf``, the sign of a complex zero) and made the
same in every process (the items of a set are sorted by their text), so that its SHA-256 can serve
as an identity. JSON cannot do this: it knows no tuples, sets, bytes or complex numbers.

It does not read arbitrary Python: no names, calls or operators but those that it writes itself.
"""

import ast
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

# Python's own parser refuses more than 200 open brackets, and a frozenset takes two
DEEPEST = 90
# Python refuses to read or write longer decimal numbers; hexadecimal has no such limit
LONGEST_DECIMAL = 10_000  # bits
MOMENTS = {kind.__name__: kind for kind in (date, datetime, time, timedelta, timezone)}


class PlainDataError(ValueError):
    """A value that is not plain data, or a text that none was written to."""


def to_text(value: Any) -> str:
    """Return the text of plain data: None, numbers, text, bytes, dates and containers of these.

    Raises ``PlainDataError`` for a value of any other type (subclasses included, which would come
    back as something else), and for containers nested deeper than ``DEEPEST`` levels.

    >>> to_text(({"b", "a"}, float("nan"), b"x"))
    "({'a', 'b'}, float('nan'), b'x')"
    """
    return _write(value, DEEPEST)


def from_text(text: str) -> Any:
    """Return the value that ``to_text`` wrote: ``from_text(to_text(x))`` is ``x``, types and all.

    Raises ``PlainDataError`` for any other text.

    >>> from_text("({'a', 'b'}, frozenset(), float('-inf'))")
    ({'a', 'b'}, frozenset(), -inf)
    """
    try:
        return _read(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError, TypeError, ArithmeticError, RecursionError, MemoryError):
        raise PlainDataError(f"not the text of plain data: {text[:60]!r}") from None


def _write(value: Any, depth: int) -> str:
    kind = type(value)
    if value is None or kind in (bool, str, bytes):
        return repr(value)
    if kind is int:
        return repr(value) if value.bit_length() < LONGEST_DECIMAL else hex(value)
    if kind is float:
        return repr(value) if isfinite(value) else f"float('{value}')"
    if kind in (date, datetime, time, timedelta, Decimal, Fraction):
        return _write_by_repr(value)
    if kind is complex:
        return f"complex({_write(value.real, depth)}, {_write(value.imag, depth)})"
    if depth == 0:
        raise PlainDataError(f"containers nested deeper than {DEEPEST} levels cannot be stored")
    if kind is dict:
        items = [f"{_write(k, depth - 1)}: {_write(v, depth - 1)}" for k, v in value.items()]
        return f"{{{', '.join(items)}}}"
    if kind in (list, tuple, set, frozenset):
        return _write_items(kind, [_write(item, depth - 1) for item in value])
    raise PlainDataError(
        f"a {kind.__name__} is not plain data: use None, bool, int, float, complex, Decimal, "
        "Fraction, str, bytes, date, datetime, time, timedelta, list, tuple, set, frozenset or dict"
    )


def _write_by_repr(value: Any) -> str:
    zone = getattr(value, "tzinfo", None)
    if zone is not None and type(zone) is not timezone:
        raise PlainDataError(f"a time in the zone {zone} cannot be stored: give its UTC offset")
    try:
        return repr(value)
    except ValueError:  # a fraction of more digits than Python writes
        raise PlainDataError(
            f"a {type(value).__name__} of that many digits cannot be stored"
        ) from None


def _write_items(kind: type, items: list[str]) -> str:
    if kind is list:
        return f"[{', '.join(items)}]"
    if kind is tuple:
        return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"
    braces = f"{{{', '.join(sorted(items))}}}" if items else ""
    if kind is set and items:
        return braces
    return f"{kind.__name__}({braces})"


def _read(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=None | bool() | int() | float() | str() | bytes() as value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(operand)
        case ast.Tuple(elts=items):
            return tuple(map(_read, items))
        case ast.List(elts=items):
            return list(map(_read, items))
        case ast.Set(elts=items):
            return set(map(_read, items))
        case ast.Dict(keys=keys, values=values) if None not in keys:
            return dict(zip(map(_read, keys), map(_read, values), strict=True))
        case ast.Call(func=ast.Name(id="set"), args=[], keywords=[]):
            return set()
        case ast.Call(func=ast.Name(id="frozenset"), args=[], keywords=[]):
            return frozenset()
        case ast.Call(func=ast.Name(id="frozenset"), args=[ast.Set() as items], keywords=[]):
            return frozenset(_read(items))
        case ast.Call(func=ast.Name(id="float"), args=[ast.Constant(str() as text)], keywords=[]):
            return float(text)
        case ast.Attribute(
            value=ast.Attribute(value=ast.Name(id="datetime"), attr="timezone"), attr="utc"
        ):
            return UTC
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="datetime"), attr=name), args=args, keywords=named
        ) if name in MOMENTS:
            return MOMENTS[name](*map(_read, args), **{one.arg: _read(one.value) for one in named})
        case ast.Call(func=ast.Name(id="Decimal"), args=[ast.Constant(str() as text)], keywords=[]):
            return Decimal(text)
        case ast.Call(func=ast.Name(id="Fraction"), args=[one, other], keywords=[]):
            return Fraction(_read(one), _read(other))
        case ast.Call(func=ast.Name(id="complex"), args=[real, imaginary], keywords=[]):
            return complex(_number(real), _number(imaginary))
    raise ValueError("not written by to_text")


def _number(node: ast.expr) -> int | float:
    value = _read(node)
    if type(value) not in (int, float):
        raise ValueError("a sign before something that is no number")
    return value
