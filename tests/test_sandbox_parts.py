"""The parts of the sandbox: codec, comparison, static analysis, system call filter."""

import math
import platform
import re
import struct
from collections import Counter, OrderedDict, deque, namedtuple
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegarden.sandbox import asserts, layers, seccomp, syscalls, wire
from codegarden.sandbox.compare import equal, show
from codegarden.sandbox.static_analysis import may_share

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
    | st.text(st.characters(codec=None))
    | st.binary()
    | st.integers(min_value=1 << 70)
)
KEYS = (
    st.integers() | st.text() | st.tuples(st.integers(), st.text()) | st.frozensets(st.integers())
)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(KEYS, inner)
        | st.sets(KEYS)
        | st.frozensets(KEYS)
    ),
    max_leaves=20,
)


def typed(value):
    """A value with its types, which ``==`` does not compare."""
    if isinstance(value, list | tuple):
        return type(value), [typed(item) for item in value]
    if isinstance(value, dict):
        return dict, [(typed(key), typed(item)) for key, item in value.items()]
    if isinstance(value, set | frozenset):
        return type(value), sorted(repr(typed(item)) for item in value)
    return type(value), repr(value)


@given(PLAIN)
def test_plain_data_survives_the_wire(value):
    assert typed(wire.unpack(wire.pack(value))) == typed(value)


@pytest.mark.parametrize(
    ("value", "as_plain"),
    [
        (Counter("aa"), {"a": 2}),
        (OrderedDict(x=1), {"x": 1}),
        (namedtuple("P", "x")(1), (1,)),
        (bytearray(b"x"), b"x"),
        (type("Text", (str,), {})("x"), "x"),
        (range(3), range(3)),
        (deque([1]), deque([1])),
        (Decimal("1.5"), Decimal("1.5")),
        (Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_near_plain_data(value, as_plain):
    found = wire.unpack(wire.pack(value))
    assert (type(found), found) == (type(as_plain), as_plain)


@pytest.mark.parametrize("value", [object(), iter([]), len, math, type, lambda: 1, [object()]])
def test_other_data_is_refused(value):
    with pytest.raises(wire.WireError, match="a value of type"):
        wire.pack(value)


@pytest.mark.parametrize("value", [Fraction(1, 3**9000), Decimal("1" * 10_001)])
def test_numbers_that_would_be_refused_are_not_sent(value):
    with pytest.raises(wire.WireError, match="digits: at most 10,000 are sent"):
        wire.pack([value])
    assert wire.unpack(wire.pack(Fraction(1, 3**6000))) == Fraction(1, 3**6000)


@given(st.binary(max_size=200))
def test_forged_bytes_decode_to_plain_data_or_not_at_all(data):
    try:
        value = wire.unpack(data)
    except wire.WireError:
        return
    repr(value)


def test_forged_depth_does_not_crash():
    for mark in (b"\x91", b"\x92\xc7\x00\x01", b"\x81\x01"):
        with pytest.raises(wire.WireError):
            wire.unpack(mark * 100_000 + b"\xc0")


@pytest.mark.parametrize(
    ("value", "expected", "tolerance", "verdict"),
    [
        (1, True, 0, True),
        (1.0, 1, 0, True),
        ([1], (1,), 0, False),
        ({1}, frozenset({1}), 0, True),
        (0.1 + 0.2, 0.3, 0, False),
        (0.1 + 0.2, 0.3, 1e-9, True),
        ({"a": [0.1 + 0.2]}, {"a": [0.3]}, 1e-9, True),
        ({0.1 + 0.2, 5}, {0.3, 5}, 1e-9, True),
        (1001, 1000, 0.5, False),
        (1001.0, 1000, 0.5, True),
        (10**400, 1.0, 0.5, False),
        (math.nan, math.nan, 0, True),
        (math.nan, 1.0, 1.0, False),
        (1.0, math.nan, 1.0, False),
        ([math.nan], [math.nan], 0, True),
        (math.inf, math.inf, 0, True),
        ("1", 1, 1.0, False),
        (True, 1.5, 1.0, False),
        (1 + 1e-12j, 1, 1e-9, True),
    ],
)
def test_equal(value, expected, tolerance, verdict):
    assert equal(value, expected, tolerance) is verdict


def test_show_is_short_whatever_the_value():
    deep = []
    for _ in range(5000):
        deep = [deep]
    for value in ("x" * 10**6, [1] * 10**6, 10**10_000, deep, {(1,) * 1000: {2}}):
        assert len(show(value)) <= 200


DEEP: list = []
for _ in range(89):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    ("source", "calls"),
    [
        ("assert f(1) == 2", [("f", (1,), {})]),
        ("assert 2 == f([1], x=-1)", [("f", ([1],), {"x": -1})]),
        ("assert f(1) == g(2)", [("f", (1,), {}), ("g", (2,), {})]),
        ("assert sorted(f((1,))) == [1]", [("f", ((1,),), {})]),
        ("assert f(f(1)) == 2", None),
        ("assert f(1) and f(2)", None),
        ("assert f(x) == 2", None),
        ("assert 1 < f(1) < 3", None),
        ("assert 1 == 1", None),
        ("assert f({[]}) == 1", None),
        ("assert f(...) == 1", None),
        (f"assert f({'-' * 2000}1) == 1", None),
        (f"assert f({'[' * 90}{']' * 90}) == {{[]: 1}}", [("f", (DEEP,), {})]),
    ],
)
def test_asserts_taken_apart(source, calls):
    found = asserts.condition(source, "f")
    assert (found and list(found.calls)) == calls


SAFE = [
    "def f(x):\n    return x + 1",
    "import math\ndef f(x):\n    return math.floor(x)",
    "from collections import Counter, defaultdict\ndef f(x):\n    return Counter(x)",
    "class A:\n    def __init__(self):\n        self._x = 1\ndef f(): return A()._x",
    "def f(x):\n    global y\n    y = 1",
]
UNSAFE = [
    "import os",
    "from collections import _sys",
    "import collections\ncollections.abc.sys",
    "import enum\ndef f(): return enum.sys.modules",
    "import math\nmath.pi = 3",
    "import math\nm = math\nm.pi = 3",
    "from collections import Counter\nCounter.update = None",
    "def f(): return open('x')",
    "def f(): return eval('1')",
    "def f(x): return x.__class__",
    "def f(): return ().__class__.__base__.__subclasses__()",
    "def f(): return __builtins__",
    "def f(): return \uff4fpen('x')",  # a wide o, which Python takes for an o
    "def f(x): return getattr(x, 'y')",
    "class A:\n    def __del__(self): pass",
    "import math, sys",
    "from . import x",
    "x = 1\0",
]


@pytest.mark.parametrize("source", SAFE)
def test_static_analysis_lets_in(source):
    assert may_share(source)


@pytest.mark.parametrize("source", UNSAFE)
def test_static_analysis_keeps_out(source):
    assert not may_share(source)


def run_filter(code, architecture, name_or_number, args=(0,) * 6, audit=None):
    """A classic BPF machine, as the kernel has one: returns what a filter says to a call."""
    number = name_or_number
    if isinstance(number, str):
        number = syscalls.numbers(architecture)[number]
    audit = audit or syscalls.AUDIT[architecture]
    data = struct.pack("<IIQ6Q", number, audit, 0, *(arg % (1 << 64) for arg in args))
    program = list(struct.iter_unpack("<HBBI", code))
    place, accumulator = 0, 0
    while True:
        op, if_true, if_false, value = program[place]
        place += 1
        if op == seccomp.LOAD:
            accumulator = struct.unpack_from("<I", data, value)[0]
        elif op == seccomp.RETURN:
            return value
        elif op == seccomp.JUMP:
            place += value
        else:
            test = {
                seccomp.JUMP_EQUAL: accumulator == value,
                seccomp.JUMP_FROM: accumulator >= value,
                seccomp.JUMP_ANY_BIT: bool(accumulator & value),
            }[op]
            place += if_true if test else if_false


ARCHITECTURES = ["x86_64", "aarch64"]


@pytest.fixture(params=ARCHITECTURES)
def filtered(request):
    architecture = request.param
    code = seccomp.assemble(seccomp.rules(), architecture)

    def run(call, *args, **options):
        padded = (*args, *(0,) * (6 - len(args)))
        return run_filter(code, architecture, call, padded, **options)

    run.architecture = architecture
    return run


def test_filter_allows_what_is_listed_and_nothing_else(filtered):
    names = syscalls.numbers(filtered.architecture)
    by_number = {number: name for name, number in names.items()}
    allowed = seccomp.rules()
    for number in range(500):
        name = by_number.get(number)
        verdict = filtered(number)
        if name == "clone3":
            assert verdict & 0xFFFF == 38  # ENOSYS
        elif name not in allowed:
            assert verdict == seccomp.DENY, (number, name)
        elif not allowed[name]:
            assert verdict == seccomp.ALLOW, name


@pytest.mark.parametrize(
    ("call", "args", "allowed"),
    [
        ("openat", (0, 0, 0), True),
        ("openat", (0, 0, 0o2000000), True),
        ("openat", (0, 0, 1), False),
        ("openat", (0, 0, 2), False),
        ("openat", (0, 0, 0o100), False),
        ("openat", (0, 0, 0o1000), False),
        ("openat", (0, 0, 0o20200000), False),
        ("clone", (0x3D0F00,), True),
        ("clone", (17,), False),
        ("clone", (0x3D0F00 | 0x20000000,), False),
        ("kill", (seccomp.SELF,), True),
        ("kill", (-1,), False),
        ("kill", (0,), False),
        ("tgkill", (1,), False),
        ("socketpair", (1, 1), True),
        ("socketpair", (1, 2), False),
        ("socketpair", (2, 1), False),
        ("sendto", (3, 0, 0, 0, 0), True),
        ("sendto", (3, 0, 0, 0, 1 << 40), False),
        ("prlimit64", (0, 7, 0), True),
        ("prlimit64", (0, 7, 1), False),
        ("prlimit64", (1, 7, 0), False),
        ("ioctl", (0, 0x5401), True),
        ("ioctl", (0, 0x5412), False),
        ("fcntl", (0, 3), True),
        ("fcntl", (0, 8), False),
    ],
)
def test_filter_checks_arguments(filtered, call, args, allowed):
    assert filtered(call, *args) == (seccomp.ALLOW if allowed else seccomp.DENY)


def test_filter_kills_calls_of_another_architecture(filtered):
    other = {"x86_64": 0x40000003, "aarch64": 0x40000028}[filtered.architecture]
    assert filtered(1, audit=other) == seccomp.KILL
    if filtered.architecture == "x86_64":
        assert filtered(0x40000000 | 39) == seccomp.KILL


HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_numbers_are_the_kernels(architecture):
    header = HEADERS[architecture]
    if not header.is_file():
        pytest.skip(f"no kernel headers at {header}")
    text = header.read_text()
    known = {
        name: int(number)
        for name, number in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text)
    }
    known["newfstatat"] = known.get("fstatat", known.get("newfstatat"))
    ours = syscalls.numbers(architecture)
    assert ours == {name: known.get(name) for name in ours}
    assert known["seccomp"] == syscalls.SECCOMP[architecture]
    assert known["landlock_create_ruleset"] == syscalls.LANDLOCK_CREATE


def test_layers_name_a_remedy_where_they_do_not_hold():
    found = layers()
    assert {"landlock", "seccomp", "capabilities"} <= {layer.name for layer in found}
    assert all(layer.holds or layer.remedy for layer in found)
    if platform.system() == "Linux" and platform.machine() in ("x86_64", "aarch64"):
        assert next(layer for layer in found if layer.name == "seccomp").holds
