"""Weights of the search: solved problems near a task, its types, the standard library."""

import math
from collections import Counter

import numpy as np
import pytest

from codegarden.benchmarks import usual as library
from codegarden.benchmarks.weights import Choice, chances_of, fitted, held_back
from codegarden.description.types import parse
from codegarden.program import Problem, Program, TestCase
from codegarden.synthesis.counting import Asked, Counts
from codegarden.synthesis.mixture import CountedWeights
from codegarden.synthesis.productions import language
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.usual import usual, write
from codegarden.synthesis.weights import CONSTANT, ROOT, VARIABLE, Weights

LANGUAGE = language()
RECOGNIZER = Recognizer(LANGUAGE)


def production(text):
    return next(each for each in LANGUAGE if each.text == text)


def problem(name, description, body, args=(3,), expected=1):
    program = Program(f"def f(x):\n    return {body}", "f", is_correct=True)
    tests = (TestCase("1", args=args, expected=expected),)
    return Problem(name, description, "f", (program,), tests)


PROBLEMS = [
    problem("a", "the greatest of the numbers", "max(x)", ([1, 2],), 2),
    problem("b", "the least of the numbers", "min(x)", ([1, 2],), 1),
    problem("c", "whether a number is even", "x % 2 == 0", (3,), False),
    problem("d", "a text in capitals", "x.upper()", ("a",), "A"),
]


def weights(description="", types=(), **options):
    asked = Asked(description, "", tuple(map(parse, types)))
    return CountedWeights(LANGUAGE, Counts(PROBLEMS, RECOGNIZER), asked, **options)


def test_what_near_problems_do_is_cheap():
    largest, least = production("max(xs)"), production("min(xs)")
    for words, near, far in (("greatest", largest, least), ("least", least, largest)):
        made = weights(f"the {words} element")
        assert made.cost(ROOT, 0, near.result, near) < made.cost(ROOT, 0, far.result, far)


def test_what_gives_the_wanted_type_in_problems_of_such_types_is_cheap():
    even, kind = production("a % b"), parse("int")
    asked = [weights(types=types).share(kind, even) for types in (["int", "bool"], ["str", "str"])]
    assert asked[0] > asked[1]


def test_shares_sum_to_one_and_follow_a_mixture():
    plain = {"shares": 1.0, "words": 0.0, "types": 0.0}
    flat = {"shares": 0.0, "words": 0.0, "types": 0.0}
    kind, head = parse("bool"), production("a == b")
    for made in (weights("even", ["int", "bool"]), weights("even", mixture=plain)):
        able = made.able(kind)
        assert {VARIABLE, CONSTANT} < {*able}
        total = math.fsum(made.probability(ROOT, 0, kind, each) for each in able)
        assert total == pytest.approx(1)
    even = weights("even", ["int", "bool"], mixture=flat)
    assert even.share(kind, head) == pytest.approx(Weights(LANGUAGE).share(kind, head))


def test_a_place_that_no_solved_problem_shows_is_as_in_the_standard_library():
    counts = Counts(PROBLEMS, RECOGNIZER)
    made = CountedWeights(LANGUAGE, counts)
    seen = {key for key in usual(LANGUAGE) if not isinstance(key[0], str)} - counts.places.keys()
    parent, place = key = max(seen, key=lambda each: sum(usual(LANGUAGE)[each].values()))
    kind = parent.types[place]
    here = {h: n for h, n in usual(LANGUAGE)[key].items() if h in made.able(kind)}
    usually = max(here, key=here.get)
    assert made.probability(parent, place, kind, usually) > made.share(kind, usually)


def test_counts_of_a_library_are_read_as_they_were_written(tmp_path):
    add, times = production("a + b"), production("a * b")
    found = {
        (ROOT, 0): Counter({add: 2.2, times: 0.4}),
        (add, 1): Counter({CONSTANT: 1.0, VARIABLE: 7.0}),
    }
    file = tmp_path / "usual.json"
    write(found, {"files": 1}, file)
    assert usual(LANGUAGE, file) == {(ROOT, 0): {add: 2}, (add, 1): {CONSTANT: 1, VARIABLE: 7}}
    kept = usual(tuple(each for each in LANGUAGE if each is not add), file)
    assert not any(add in heads for heads in kept.values())


def test_functions_of_files_are_counted(tmp_path):
    lines = ["def f(x):", "    return x % 2 == 0", "def g(x):", "    print(x)"]
    (tmp_path / "some.py").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "broken.py").write_text("def f(:", encoding="utf-8")
    found, number = library.counted(sorted(tmp_path.glob("*.py")))
    assert number == 1
    equal = [each for each in LANGUAGE if each.text == "a == b"]
    assert sum(found[ROOT, 0][each] for each in equal) == pytest.approx(1)


def test_the_librarys_own_tests_are_not_read():
    files = library.standard_library()
    assert any(path.name == "heapq.py" for path in files)
    assert not [path for path in files if {"test", "tests"} & {*path.parts}]


def test_exponents_are_found_again():
    draw = np.random.default_rng(0)
    true = np.array([0.8, 0.2, 0.5])
    choices = []
    for number in range(2000):
        choice = Choice(draw.normal(size=(6, 3)), 0, 1.0, number)
        taken = int(draw.choice(6, p=chances_of(choice, true)))
        choices.append(choice._replace(taken=taken))
    assert fitted(choices) == pytest.approx(true, abs=0.15)
    best = sum(-math.log2(chances_of(each, true)[each.taken]) for each in choices) / 2000
    assert held_back(choices) == pytest.approx(best, abs=0.02)
