"""Identities: the same content is the same thing, and nothing else is."""

import pytest

from codegarden.program import Outcome, Program, TestCase, TestKind, Verdict


@pytest.mark.parametrize(
    ("one", "other"),
    [("x = A", "x = a"), ("x = 1", "x = 1 "), ("x = 1", "x = 1\n"), ("é", "e\u0301")],
)
def test_programs_that_differ_in_any_byte_are_different(one, other):
    assert Program(one, "f").sha256 != Program(other, "f").sha256
    assert Program(one, "f").sha256 == Program(one, "g", origin="elsewhere").sha256


def test_a_lone_surrogate_has_an_identity_too():
    assert Program("'\ud800'", "f").sha256 != Program("'\ud801'", "f").sha256


def test_a_test_is_the_same_under_another_name():
    one = TestCase("1", args=([1, 2],), expected=3)
    assert one.sha256 == TestCase("first", args=([1, 2],), expected=3).sha256
    assert one.sha256 != TestCase("1", args=((1, 2),), expected=3).sha256
    assert one.sha256 != TestCase("1", args=([1, 2],), expected=3, tolerance=0.1).sha256


def test_a_test_reads_as_a_line_of_python():
    assert TestCase("1", args=("a", [1])).call("f") == "f('a', [1])"
    line = TestCase("1", kind=TestKind.ASSERT, source="assert f(1) > 2")
    assert line.call("f") == "assert f(1) > 2"


def test_only_a_pass_has_passed():
    assert [o for o in Outcome if Verdict("1", o).passed] == [Outcome.PASS]
