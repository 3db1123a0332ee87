"""What weights are worth to the search: the same tasks, the same processor time, right or not."""

import math

import pytest

from codegarden.generation.effort import Effort, Passing, both_right, effort_table, efforts, posed
from codegarden.program import Problem, Program, TestCase
from codegarden.sandbox import Limits, Sandbox
from codegarden.synthesis.productions import language
from codegarden.synthesis.weights import Weights


def problem(name, source, *tests):
    return Problem(
        name,
        "Return what is asked for.",
        name,
        programs=(Program(source, name, is_correct=True),),
        tests=tuple(
            TestCase(str(n), args=args, expected=end) for n, (args, end) in enumerate(tests)
        ),
    )


TOTAL = problem("total", "def total(xs):\n    return sum(xs)\n", (([3, 1, 2],), 6), (([5, 5],), 10))
# the only test does not tell what the reference does: what passes first is not right
VAGUE = problem(
    "vague", "def vague(xs):\n    return [x * x * x - 8 * x for x in xs]\n", (([3],), [3])
)
MUTE = problem("mute", "def mute():\n    return None\n")


@pytest.fixture(scope="module")
def found():
    kinds = {"uniform": lambda _: Weights(language()), "same": lambda _: Weights(language())}
    done = []
    with Sandbox(workers=1, limits=Limits(cpu_s=1.0)) as sandbox:
        made = efforts([TOTAL, VAGUE, MUTE], kinds, 0.3, sandbox, on_problem=done.append)
    assert done == [1, 2, 3]
    return made


def test_a_right_program_is_told_from_one_that_passes(found):
    total, vague, mute = found["uniform"]
    assert "return sum(" in total.right.source
    assert 0 < total.right.seconds <= 0.4
    assert vague.passing is not None
    assert vague.tried >= vague.passing.tried
    assert vague.right is None
    assert mute == Effort()
    assert posed(MUTE) is None


def test_the_same_weights_find_the_same_program(found):
    [(one, other)] = both_right(found["uniform"], found["same"])
    assert one.source == other.source


def test_figures_say_how_many_and_how_long():
    right = [Passing("", 10, 0.1), Passing("", 30, 0.3)]
    solved = [Effort(40, right[0], right[0]), Effort(50, right[1], right[1]), Effort(60, right[0])]
    table = effort_table({"a": solved, "b": [Effort(), Effort(), Effort()]})
    assert table.loc["a"].to_dict() == pytest.approx(
        {"problems": 3, "tried": 150, "solved": 3, "right": 2, "expressions": 20, "seconds": 0.2}
    )
    assert table.loc["b", "right"] == 0
    assert math.isnan(table.loc["b", "seconds"])
