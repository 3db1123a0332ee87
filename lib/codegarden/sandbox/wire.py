"""Plain Python data to bytes and back, safe to decode when the sender is hostile.

MessagePack (https://msgpack.org) carries None, bool, int, float, str, bytes, list and dict. What it
lacks travels as a list whose first item is a mark: ``(1, 2)`` goes as ``[<tuple>, 1, 2]``. A mark
is an extension value, which no list of plain data can begin with. Decoding builds plain data only:
no class of the sender is ever named, let alone called.

It does not pickle, and it does not compare: see ``compare.py``. The zygote loads this file by
itself, outside the package, so it imports nothing of codegarden.
"""

import builtins

# A program under test may patch ``builtins``: the functions below keep a copy of their own.
__builtins__ = dict(vars(builtins))

from collections import deque
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from os import read, write
from struct import Struct

from msgpack import ExtType, Packer, unpackb

HEADER = Struct("<I")
TUPLE, INT, SET, FROZENSET, COMPLEX, RANGE, DEQUE, DECIMAL, FRACTION = range(1, 10)
DATE, DATETIME, TIME, TIMEDELTA, KEYS, VALUES, ITEMS = range(10, 17)
MARKS = {code: ExtType(code, b"") for code in range(1, 17)}
# gcd and decimal arithmetic take longer than linear time: keep what a stranger sends short
MAX_DIGITS = 10_000


class WireError(ValueError):
    """Data that cannot be encoded, or bytes that do not decode to plain data."""


def pack(value) -> bytes:
    """Return plain data as bytes.

    A subclass of a plain type goes as its base, through the base's own methods: a ``Counter`` as a
    dict, a named tuple as a tuple.

    >>> unpack(pack({(1, 2): [None, {3}, 10**30]}))
    {(1, 2): [None, {3}, 1000000000000000000000000000000]}

    Raises ``WireError`` for anything else, and for data nested deeper than about 250 levels.
    """
    try:
        return PACKER.pack(value)
    except (ValueError, TypeError, OverflowError, RecursionError, RuntimeError) as error:
        PACKER.reset()
        if type(error) is WireError:
            raise
        if type(error) is ValueError and "recursion" in str(error):
            raise WireError("data that is nested too deeply, or contains itself") from None
        raise WireError(str(error)[:200]) from None
    except BaseException:
        PACKER.reset()
        raise


def unpack(data: bytes):
    """Return the plain data that ``pack`` made bytes of.

    Raises ``WireError`` for bytes that it did not make.
    """
    try:
        return unpackb(
            data,
            strict_map_key=False,
            unicode_errors="surrogatepass",
            list_hook=build,
            ext_hook=extension,
        )
    except (ValueError, TypeError, ArithmeticError, RecursionError, MemoryError) as error:
        raise WireError(f"bytes that are not plain data ({type(error).__name__})") from None


def write_frame(fd: int, data: bytes) -> None:
    """Write a length and so many bytes to a blocking descriptor."""
    data = HEADER.pack(len(data)) + data
    sent = write(fd, data)
    while sent < len(data):
        sent += write(fd, memoryview(data)[sent:])


def read_frame(fd: int) -> bytes:
    """Return what ``write_frame`` wrote.

    Raises ``EOFError`` where the other side closed.
    """
    return read_exactly(fd, HEADER.unpack(read_exactly(fd, HEADER.size))[0])


def read_exactly(fd: int, size: int) -> bytes:
    """Return exactly so many bytes of a blocking descriptor."""
    data = bytearray()  # which grows in place: bytes would be copied at every reading
    while len(data) < size:
        more = read(fd, min(size - len(data), 1 << 20))
        if not more:
            raise EOFError("the other side closed the channel")
        data += more
    return bytes(data)


def convert(value):
    """Return what MessagePack can carry in place of a value that it cannot.

    ``issubclass`` of the true type, not ``isinstance``: an object may lie about its class.
    """
    kind = type(value)
    if issubclass(kind, tuple):
        return [MARKS[TUPLE], *tuple.__iter__(value)]
    if issubclass(kind, int):
        value = int.__int__(value)
        if -(1 << 63) <= value < 1 << 64:
            return value
        return ExtType(INT, value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True))
    if issubclass(kind, float):
        return float.__float__(value)
    if issubclass(kind, str):
        return str.__str__(value)
    if issubclass(kind, bytes):
        return bytes.__getitem__(value, slice(None))
    if issubclass(kind, bytearray):
        return bytearray.__getitem__(value, slice(None))
    if issubclass(kind, list):
        return [*list.__iter__(value)]
    if issubclass(kind, dict):
        return {key: dict.__getitem__(value, key) for key in dict.__iter__(value)}
    for base, mark in ITERABLES:
        if issubclass(kind, base):
            return [MARKS[mark], *base.__iter__(value)]
    if kind is complex:
        return [MARKS[COMPLEX], value.real, value.imag]
    if kind is range:
        return [MARKS[RANGE], value.start, value.stop, value.step]
    if kind is Decimal:
        return [MARKS[DECIMAL], short(str(value), len, "Decimal")]
    if kind is Fraction:
        parts = (value.numerator, value.denominator)
        return [MARKS[FRACTION], *(short(part, int.bit_length, "Fraction") for part in parts)]
    for moments, mark in MOMENTS:
        if kind is moments:
            return [MARKS[mark], *moment(value)]
    raise WireError(f"a value of type {type.__dict__['__name__'].__get__(kind)}")


def short(part, size, kind: str):
    """Return a part of a number that the other side takes.

    Raises ``WireError`` for one that it would refuse.
    """
    if size(part) > MAX_DIGITS:
        raise WireError(f"a {kind} of {size(part):,} digits: at most {MAX_DIGITS:,} are sent")
    return part


def moment(value) -> list:
    """Return the numbers of a date, a time, both or a difference, and its zone.

    A zone goes as its distance from UTC then and its name, without the rest of its rules.
    """
    if type(value) is timedelta:
        return [value.days, value.seconds, value.microseconds]
    parts = [value.year, value.month, value.day] if isinstance(value, date) else []
    if type(value) is date:
        return parts
    offset = value.utcoffset()
    zone = None if offset is None else [offset.days, offset.seconds, value.tzname()]
    return [*parts, value.hour, value.minute, value.second, value.microsecond, value.fold, zone]


def from_moment(code: int, content: list):
    """Return what ``moment`` took apart."""
    if code in (DATE, TIMEDELTA):
        return (date if code == DATE else timedelta)(*content)
    *parts, fold, zone = content
    if zone is not None:
        days, seconds, name = zone
        zone = timezone(timedelta(days, seconds), *filter(None, [name]))
    return (datetime if code == DATETIME else time)(*parts, tzinfo=zone, fold=fold)


def build(items: list):
    """Turn a decoded list that begins with a mark into what it stands for."""
    if not items or type(items[0]) is not ExtType:
        return items
    code = items[0].code
    content = items[1:]
    if code == TUPLE:
        return tuple(content)
    if code in (SET, FROZENSET):
        # one by one, so that an alarm can end a flood of colliding hashes
        members = set()
        for item in content:
            members.add(item)
        return members if code == SET else frozenset(members)
    if code == COMPLEX and all(type(part) is float for part in content):
        return complex(*content)
    if code == RANGE:
        return range(*content)
    if code == DEQUE:
        return deque(content)
    if code == DECIMAL and len(content[0]) <= MAX_DIGITS:
        return Decimal(content[0])
    if code == FRACTION and all(part.bit_length() <= MAX_DIGITS for part in content):
        return Fraction(*content)
    if code in (KEYS, VALUES, ITEMS):
        return view(code, content)
    if code in (DATE, DATETIME, TIME, TIMEDELTA):
        return from_moment(code, content)
    raise WireError("a mark without its content")


def view(code: int, content: list):
    """Return a view of a dictionary that has such keys, values or items."""
    if code == KEYS:
        return dict.fromkeys(content).keys()
    if code == VALUES:
        return dict(enumerate(content)).values()
    return dict(content).items()


def extension(code: int, data: bytes):
    """Return the mark, or the large integer, of a MessagePack extension value."""
    if code == INT:
        return int.from_bytes(data, "little", signed=True)
    if code in MARKS and not data:
        return MARKS[code]
    raise WireError("an unknown mark")


ITERABLES = ((set, SET), (frozenset, FROZENSET), (deque, DEQUE))
ITERABLES += ((type({}.keys()), KEYS), (type({}.values()), VALUES), (type({}.items()), ITEMS))
MOMENTS = ((date, DATE), (datetime, DATETIME), (time, TIME), (timedelta, TIMEDELTA))
PACKER = Packer(
    strict_types=True, unicode_errors="surrogatepass", default=convert, buf_size=1 << 14
)
