"""Retrieval and its adaptations, genetic search, tests as people write them, varied inputs."""

import random

import pytest

from codegarden.description.types import INT, STR, parse, type_of
from codegarden.program import Problem, Program, TestCase, TestKind
from codegarden.synthesis.adaptation import adapt, calls
from codegarden.synthesis.candidates import Candidate
from codegarden.synthesis.examples import TestTextError, as_test, call_of, calls_of
from codegarden.synthesis.genetic import Population
from codegarden.synthesis.inputs import vary
from codegarden.synthesis.retrieval import Corpus, leave_out
from codegarden.synthesis.witnesses import of_keys


def run(source, name, args):
    namespace: dict = {}
    exec(source, namespace)
    return namespace[name](*args)


PROBLEMS = [
    Problem(
        name,
        text,
        entry,
        (Program(source, entry, is_correct=True),),
        (TestCase("1", args=args, expected=expected),),
    )
    for name, text, entry, source, args, expected in [
        ("a", "Add two numbers.", "add", "def add(a, b):\n    return a + b\n", (1, 2), 3),
        (
            "b",
            "Sort words by length.",
            "srt",
            "def srt(w):\n    return sorted(w, key=len)\n",
            (["bb", "a"],),
            ["a", "bb"],
        ),
        (
            "c",
            "Sort the words by their length!",
            "by",
            "def by(x):\n    return sorted(x, key=len)\n",
            (["bb", "a"],),
            ["a", "bb"],
        ),
        (
            "d",
            "Factorial.",
            "fac",
            "def fac(n):\n    return 1 if n < 2 else n * fac(n - 1)\n",
            (3,),
            6,
        ),
    ]
]


def test_retrieval_finds_the_nearest_and_renames_it():
    corpus = Corpus(PROBLEMS)
    types = [parse("list[str]"), parse("list[str]")]
    [first, *_] = corpus.candidates("sort a list of words by length", "g", types)
    assert first.code == "def g(w):\n    return sorted(w, key=len)\n"
    assert run(adapt(PROBLEMS[3].programs[0].source, "fac", "g", 1), "g", (5,)) == 120
    assert corpus.candidates("add numbers", "g", [INT, INT, INT])[0].code.startswith("def g(a, b)")
    known, other = ([kind, INT, INT] for kind in (INT, STR))
    [cheap], [dear] = (corpus.candidates("add numbers", "g", types)[:1] for types in (known, other))
    assert cheap.cost + 3 < dear.cost


def test_retrieval_ends_at_its_time():
    corpus = Corpus(PROBLEMS)
    assert corpus.candidates("add numbers", "g", [INT, INT, INT], deadline=0.0) == []


def test_a_mapping_tells_what_each_key_was_mapped_to_in_any_order():
    assert of_keys(["b", "a"], {"a": 1, "b": 2}) == [2, 1]
    assert of_keys(["a", "a"], {"a": 1}) == [1, 1]
    assert of_keys(["a"], {"a": 1, "b": 2}) is None
    assert of_keys([1, True], {1: 5}) is None  # equal, and not the same


def test_a_retrieved_program_is_called_with_what_there_is():
    text, pair = parse("str"), [INT, STR, STR]
    assert calls(pair, [STR, INT, STR], ["n", "text"]) == [(["text", "n"], 1.0)]
    numbers = parse("list[int]")
    assert calls([numbers, INT], [numbers, INT, INT], ["xs"]) == [(["xs", "len(xs)"], 2.0)]
    assert calls([numbers, INT, INT], [numbers, INT], ["xs", "n"]) == [(["xs"], 2.0)]
    assert calls([text, INT], [INT, INT, INT, INT], ["t"]) == []


def test_a_dictionary_is_varied_in_its_keys_too():
    draw = random.Random(0)
    made = [vary({"a": 1, "b": 2, "c": 3}, draw) for _ in range(50)]
    assert {len(each) for each in made} == {2, 3}
    assert {key for each in made for key in each} == {"a", "b", "c"}
    assert all(vary({"a": 1}, draw).keys() == {"a"} for _ in range(20))


def test_leave_out_drops_a_problem_and_its_copies():
    assert [p.name for p in leave_out(PROBLEMS, PROBLEMS[1])] == ["a", "d"]


def test_genetic_search_breeds_new_programs_from_the_best():
    population = Population("f", random.Random(1))
    assert population.children(3) == []
    population.add(Candidate("def f(a, b):\n    return a - b\n", "retrieval", 5.0, "x"), 0.5)
    population.add(Candidate("def f(a, b):\n    return 0\n", "retrieval", 5.0, "y"), 0.0)
    children = {c.code for _ in range(40) for c in population.children(4)}
    assert any(run(c, "f", (2, 3)) == 5 for c in children if "a + b" in c)
    assert children == {
        c.code
        for rerun in [Population("f", random.Random(1), list(population.members))]
        for _ in range(40)
        for c in rerun.children(4)
    }


@pytest.mark.parametrize(
    ("test", "call"),
    [
        ("assert f(1, [2]) == 3", ("f", (1, [2]), 3)),
        ("f('a')", ("f", ("a",), True)),
        ("assert not f('a')", ("f", ("a",), False)),
        ("assert sorted(f([2, 1])) == [1, 2]", ("f", ([2, 1],), [1, 2])),
        ("assert math.isclose(f(2), 4.5, rel_tol=0.01)", ("f", (2,), 4.5)),
        ("assert f(Pair(1, 2)) == 3", None),
        ("assert f(1) > 3", None),
    ],
)
def test_asserts_are_read_as_calls(test, call):
    assert call_of(as_test(test, 1)) == call


def test_tests_of_other_forms():
    assert as_test(((1, 2), 3), 1).args == (1, 2)
    assert calls_of([as_test("g(1) == 2", 1), as_test(((2,), 3), 2)]) == (
        "g",
        [((1,), 2), ((2,), 3)],
    )
    expression = TestCase("1", TestKind.EXPRESSION, source="set(f([1]))", expected={1})
    assert call_of(expression) == ("f", ([1],), {1})
    for bad in ("f(", "x = 1", 5, (1, 2, 3)):
        with pytest.raises(TestTextError, match="test 7"):
            as_test(bad, 7)


def test_varied_inputs_keep_their_type():
    draw = random.Random(0)
    for value in (3, 2.5, "text", [1, 2], ("a", 1), {"k": 1}, {1, 2}, None, True):
        for _ in range(20):
            assert type_of(vary(value, draw)).name == type_of(value).name
