"""Plain data keep their value, type and sign through the text that the database keeps of them."""

import math
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from codegarden.plain import DEEPEST, PlainDataError, from_text, to_text
from codegarden.program import TestCase, TestKind

numbers = (
    st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.integers(-3, 3).map(lambda n: n * 10**5000)
)
surrogates = st.text(st.characters(exclude_categories=()))
zones = (
    st.none()
    | st.just(UTC)
    | st.builds(timezone, st.timedeltas(timedelta(hours=-23), timedelta(hours=23)))
)
moments = st.dates() | st.datetimes(timezones=zones) | st.times(timezones=zones) | st.timedeltas()
exact = st.decimals(allow_nan=False) | st.fractions()
atoms = st.none() | st.booleans() | numbers | surrogates | st.binary() | moments | exact
hashable = st.recursive(
    atoms, lambda inner: st.frozensets(inner) | st.lists(inner).map(tuple), max_leaves=8
)
plain = st.recursive(
    atoms,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.sets(hashable)
        | st.frozensets(hashable)
        | st.dictionaries(hashable, inner)
    ),
    max_leaves=20,
)


def same(a, b):
    """Whether two values are equal in type and, for floats, bit for bit; any NaN is NaN."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return (math.isnan(a) and math.isnan(b)) or (
            a == b and math.copysign(1, a) == math.copysign(1, b)
        )
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return same(list(a.items()), list(b.items()))
    if isinstance(a, set | frozenset):
        return sorted(map(to_text, a)) == sorted(map(to_text, b))
    return a == b


@given(plain)
@example(set())
@example([frozenset(), {frozenset({()})}])
@example((math.nan, -math.inf, -0.0, complex(-0.0, math.nan)))
@example({"\ud800": b"\x00\xff", 1: "\0\r\n'\"\\ \N{SEEDLING}"})
@example(-(7**9000))
def test_reading_what_was_written_gives_the_value(value):
    assert same(from_text(to_text(value)), value)


@given(plain)
def test_the_text_can_be_sent_as_utf8(value):
    to_text(value).encode()


def test_a_text_is_what_a_person_would_write():
    assert to_text(({"b", "a"}, (1,), [None, -0.5], {"k": b"v"})) == (
        "({'a', 'b'}, (1,), [None, -0.5], {'k': b'v'})"
    )


@pytest.mark.parametrize(
    "value",
    [object(), [range(3)], bytearray(), {1: lambda: 0}, TestKind.CALL, type("L", (list,), {})()],
)
def test_other_types_are_refused_by_name(value):
    with pytest.raises(PlainDataError, match="is not plain data: use None, bool, int"):
        to_text(value)


@pytest.mark.parametrize("kind", [lambda x: [x], lambda x: (x,), lambda x: frozenset({x})])
def test_nesting_is_read_as_deep_as_it_is_written(kind):
    value = ()
    for _ in range(DEEPEST - 1):
        value = kind(value)
    assert from_text(to_text(value)) == value
    with pytest.raises(PlainDataError, match="nested deeper than 90 levels"):
        to_text(kind(kind(value)))


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "1 + 1", "-True", "...", "f''", "(1", "\0", "[" * 5000, "{[]: 1}", "{**{}}"),
        *("open('f')", "__import__('os')", "[i for i in ()]", "lambda: 1"),
        *("frozenset([1])", "set((1,))", "complex('1')"),
    ],
)
def test_only_the_text_of_plain_data_is_read(text):
    with pytest.raises(PlainDataError, match="not the text of plain data"):
        from_text(text)


def test_the_identity_of_a_test_is_what_it_tests():
    test = TestCase("1", args=({"a"}, 1), expected=-0.0)
    assert test.sha256 == TestCase("two", args=({"a"}, 1), expected=-0.0).sha256
    others = [
        TestCase("1", args=({"a"}, True), expected=-0.0),
        TestCase("1", args=({"a"}, 1), expected=0.0),
        TestCase("1", args=(frozenset("a"), 1), expected=-0.0),
        TestCase("1", TestKind.EXPRESSION, args=({"a"}, 1), expected=-0.0),
        TestCase("1", args=({"a"}, 1), expected=-0.0, tolerance=1e-9),
    ]
    assert len({each.sha256 for each in [test, *others]}) == 6


def test_the_identity_of_a_test_is_the_same_in_every_process():
    # the order of a set of strings changes from process to process
    script = (
        "from codegarden.program import TestCase;"
        "print(TestCase('1', args=(set('abcdefgh'), frozenset('xyz'))).sha256)"
    )
    identities = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(identities) == 1


def test_dates_and_exact_numbers_read_as_a_person_writes_them():
    value = (date(2024, 2, 29), timedelta(days=1), Decimal("1.10"))
    text = "(datetime.date(2024, 2, 29), datetime.timedelta(days=1), Decimal('1.10'))"
    assert to_text(value) == text
    assert TestCase("1", args=value).sha256 != TestCase("1", args=value[:1]).sha256
    with pytest.raises(PlainDataError, match="UTC offset"):
        to_text(datetime(2024, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")))


@pytest.mark.parametrize("text", ["datetime.date(2024, 13, 1)", "Fraction(1, 0)", "datetime.now()"])
def test_dates_and_fractions_that_are_none_are_refused(text):
    with pytest.raises(PlainDataError):
        from_text(text)
