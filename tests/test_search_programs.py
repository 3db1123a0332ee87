"""Programs of each kind that the search writes, and that what is written is what was meant.

All problems are written for these tests. Those in ``WHILE_BUILDING`` were looked at while the
search was built; the others were tried when it was done.
"""

import ast
import copy
import math
from itertools import accumulate
from pathlib import Path

import pytest

from codegarden.description.types import INT
from codegarden.importers import examples
from codegarden.synthesis.branches import Partial
from codegarden.synthesis.counting import Counts
from codegarden.synthesis.meaning import BRANCH, compiled
from codegarden.synthesis.mixture import CountedWeights
from codegarden.synthesis.productions import language
from codegarden.synthesis.productions.loops import CALL, FOLD, MEMOISED, PASSED, RECURSION, STEPS
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.search import Search
from codegarden.synthesis.tasks import Task
from codegarden.synthesis.terms import Apply, Const, Lambda, Var
from codegarden.synthesis.values import Entry
from codegarden.synthesis.writing import write

LANGUAGE = language()


def named(text: str, kind: str = ""):
    return next(p for p in LANGUAGE if p.text == text and kind in str(p))


def run(source: str, *args):
    space: dict = {}
    exec(compile(source, "answer", "exec"), space)
    return space["f"](*args)


def best_gain(prices):
    return max(x - low for x, low in zip(prices, accumulate(prices, min), strict=True))


def halves(n):
    return n + halves(n // 2) if n else 0


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def nested(leaf, join):
    def function(items):
        return join(function(x) if isinstance(x, list) else leaf(x) for x in items)

    return function


def digit_sum(n):
    return sum(map(int, str(n)))


PRICES = [([7, 1, 5, 3, 6],), ([9, 2, 8, 4, 11, 3],), ([5, 5, 1],), ([2, 30, 1, 20],)]
PRICES += [([12, 4, 9, 3],), ([1, 2, 3, 9],), ([20, 11, 25, 8, 24],), ([6, 6, 2, 4, 1, 8],)]
CHANGES = [([3, -1, 2],), ([-1, 5],), ([2, 2, -5, 3],), ([4, -4, 1],), ([0, 1, -1],)]
CHANGES += [([1, -2, 9],), ([6, -3, -3],), ([2, -1, -2],)]
NUMBERS = [(5,), (12,), (7,), (30,), (1,), (64,), (100,), (9,)]
NESTED = [([1, [2, 3], [[4]]],), ([5],), ([[1, [7]], 2],), ([3, [[2, [1]], [1, 1]], 6],)]
ROWS = [([[1, -2], [3], [-4, 5, 6]],), ([[0, 2], [-7, 8]],), ([[9], [1, 1], [-2, -3]],)]
WORDS = [(["apple", "fig", "kiwi"],), (["a", "bb"],), (["tree", "sea", "tea"],)]
OVER = [([1, 5, 9], 3), ([2, 8, 4], 1), ([7, 3, 6], 6), ([4, 9, 2, 11], 8)]
SQUARES = [([1, 5, 9], 25), ([2, 8, 4], 3), ([7, 3, 6], 36), ([4, 9, 2, 11], 8), ([3], 9)]
LONGER = [(["a", "bcd", "ef"], 1), (["tree", "sea", "forest"], 4), (["one", "three"], 2)]
PROBLEMS = {
    "two variables: gain": (("prices",), best_gain, PRICES),
    "two variables: lowest": (("changes",), lambda c: min(accumulate(c)), CHANGES),
    "two variables: balance": (("changes",), lambda c: min(accumulate(c)) >= 0, CHANGES),
    "while: halves": (("n",), halves, NUMBERS),
    "while: halvings": (("n",), lambda n: n.bit_length() - 1, NUMBERS),
    "while: digits": (("n",), digit_sum, [*NUMBERS, (4071,)]),
    "recursion: sum": (("items",), nested(lambda x: x, sum), NESTED),
    "recursion: greatest": (("items",), nested(lambda x: x, max), NESTED),
    "recursion: count": (("items",), nested(lambda x: 1, sum), NESTED),
    "memory: fibonacci": (("n",), fibonacci, [(n,) for n in (5, 8, 2, 10, 1, 13, 4)]),
    "two levels: doubled": (("rows",), lambda rows: [[2 * x for x in r] for r in rows], ROWS),
    "two levels: squares": (("rows",), lambda rows: [sum(x * x for x in r) for r in rows], ROWS),
    "exit: first over": (("values", "n"), lambda v, n: next(x for x in v if x > n), OVER),
    "exit: any square": (("values", "n"), lambda v, n: any(x * x == n for x in v), SQUARES),
    "exit: first longer": (("words", "n"), lambda w, n: next(x for x in w if len(x) > n), LONGER),
    "one pass: lengths": (("words",), lambda words: {w: len(w) for w in words}, WORDS),
    "one pass: places": (("words",), lambda words: {w: n for n, w in enumerate(words)}, WORDS),
    "one pass: groups": (
        ("words",),
        lambda words: {n: [w for w in words if len(w) == n] for n in map(len, words)},
        WORDS,
    ),
}
WHILE_BUILDING = ("two variables: gain", "while: digits", "recursion: sum", "memory: fibonacci")
TERMS = 1_500_000  # of a search


@pytest.fixture(scope="module")
def weights():
    """Weights that are counted on the examples, none of which is a problem below."""
    problems = list(examples.read(Path("data/examples")))
    return CountedWeights(LANGUAGE, Counts(problems, Recognizer(LANGUAGE)))


@pytest.mark.parametrize("name", PROBLEMS)
def test_programs_of_each_kind_are_found(name, weights):
    params, reference, inputs = PROBLEMS[name]
    outputs = tuple(reference(*copy.deepcopy(args)) for args in inputs)
    found, clock = [], []  # what the search evaluates is its clock, so that it repeats
    task = Task("f", params, tuple(inputs), outputs, weights=weights)
    search = Search(task, now=lambda: clock[0].tried if clock else 0)
    clock.append(search.clock)
    for each in search.search(TERMS):
        if each is None and found:
            break
        if each is not None and each.passed == each.rows:
            found.append(each)
    assert found
    best = min(found, key=lambda each: each.cost)
    assert [run(best.source, *args) for args in inputs] == list(outputs), best.source


def branch(condition, yes, no):
    return Apply(named(BRANCH), (condition, yes, no))


def test_a_second_variable_is_written_into_the_loop_of_the_first():
    lowest = Apply(named("min(a, b)"), (Var("s'"), Var("x'")))
    first = Apply(named("xs[i]"), (Var("prices"), Const("0", 0)))
    steps = Apply(STEPS, (Var("prices"), first, Lambda(("s'", "x'"), lowest)))
    places = [Apply(named(f"t[{n}]", "tuple[a, b, c])"), (Var("t'"),)) for n in range(3)]
    for other in (1, 2):
        gain = Apply(named("a - b"), (places[0], places[other]))
        term = Apply(named("[f(x) for x in xs]"), (steps, Lambda(("t'",), gain)))
        source = write(term, "f", ("prices",))
        values = [7, 11, 3, 5]
        assert compiled(term)({"prices": values}) == run(source, values)
        assert source.count("for ") == 1
    both = Apply(named("(x, y)"), (places[1], places[2]))
    term = Apply(named("[f(x) for x in xs]"), (steps, Lambda(("t'",), both)))
    source = write(term, "f", ("prices",))
    assert (
        run(source, [3, 1, 2]) == compiled(term)({"prices": [3, 1, 2]}) == [(3, 3), (3, 1), (1, 1)]
    )


def test_a_loop_inside_a_comprehension_becomes_a_function_of_its_own():
    add = Apply(named("a + b"), (Var("s'"), Var("x'")))
    total = Apply(FOLD, (Var("row'"), Var("n"), Lambda(("s'", "x'"), add)))
    term = Apply(named("[f(x) for x in xs]"), (Var("rows"), Lambda(("row'",), total)))
    source = write(term, "f", ("rows", "n"))
    assert run(source, [[1, 2], [], [5]], 10) == [13, 10, 15]
    assert "def part(row)" in source


def test_a_loop_on_one_side_of_a_choice_runs_on_that_side_alone():
    halve = Apply(named("a // b"), (Var("s'"), Const("2", 2)))
    more = Apply(named("a < b"), (Const("0", 0), Var("s'")))
    passed = Apply(PASSED, (Var("n"), Lambda(("s'",), more), Lambda(("s'",), halve)))
    total = Apply(named("sum(xs)"), (passed,))
    worse = Apply(named("a // b"), (total, Var("n")))
    inner = branch(Apply(named("not a"), (Var("n"),)), Const("-1", -1), worse)
    term = Apply(named("-a"), (inner,))
    source = write(term, "f", ("n",))
    assert [run(source, n) for n in (0, 8, 5)] == [1, -1, -1]
    assert "while" in source


def recursion(production, name: str):
    def smaller(by: int):
        less = Apply(named("a - b"), (Var("x'"), Const(str(by), by)))
        return Apply(CALL, (Var("again'"), less))

    total = Apply(named("a + b"), (smaller(1), smaller(2)))
    small = Apply(named("a < b"), (Var("x'"), Const("2", 2)))
    body = branch(small, Var("x'"), total)
    return Apply(production, (Var(name), Lambda(("again'", "x'"), body)))


@pytest.mark.parametrize("production", [RECURSION, MEMOISED])
def test_a_function_that_calls_itself_is_written_and_run(production):
    term = recursion(production, "n")
    source = write(term, "f", ("n",))
    assert [run(source, n) for n in range(9)] == [0, 1, 1, 2, 3, 5, 8, 13, 21]
    assert compiled(term)({"n": 8}) == 21
    assert ("functools.cache" in source) == (production is MEMOISED)
    assert run(write(term, "f", ("m", "n")), 0, 8) == 21


def test_the_request_becomes_the_docstring():
    source = write(Var("n"), "f", ("n",), docstring="Return n.")
    assert ast.get_docstring(ast.parse(source).body[0]) == "Return n."


CASES = {
    "numbers": (("xs", "n"), [([3, 1, 2, 5], 2), ([4, 4, 0], 1), ([7, -1, 9, 2, 2], 3)]),
    "text": (("s", "t"), [("ab cd", "a"), ("xyzzy", "z"), ("Hello", "l")]),
    "a number": (("n",), [(12,), (7,), (30,)]),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_written_gives_what_the_search_found(case):
    params, inputs = CASES[case]
    search = Search(Task("f", params, tuple(inputs), ("no", "such", "outputs")))
    entries: list[Entry] = []
    search.bank.watch.append(entries.extend)
    search.clock.deadline = math.inf
    search.bank.grow_to(21)
    loops = search.bank.growers[1]
    entries += [trace.source for trace in loops.traces]
    chosen = entries[:: max(1, len(entries) // 400)]
    assert len(chosen) > 200
    for entry in chosen:
        if "nan" in repr(entry.values):  # which equals nothing
            continue
        source = write(entry.term(), "f", params)
        assert tuple(run(source, *args) for args in inputs) == entry.values, source


def entry(cost: int, *values) -> Entry:
    return Entry(Const(str(cost), cost), (), INT, cost, values)


def test_two_examples_buy_no_branch_of_their_own():
    partial = Partial(6, (1, 2, 3, 4, 9, 9))
    partial.add(entry(5, 1, 2, 3, 4, 0, 0))
    partial.add(entry(2, 9, 9, 9, 9, 9, 9))
    partial.add_conditions([entry(4, False, False, False, False, True, True)])
    bits, _ = partial.best(3)
    assert bits > 5 + 2 + 4 + 3
    more = Partial(7, (1, 2, 3, 4, 9, 9, 9))
    more.add(entry(5, 1, 2, 3, 4, 0, 0, 0))
    more.add(entry(2, 9, 9, 9, 9, 9, 9, 9))
    more.add_conditions([entry(4, False, False, False, False, True, True, True)])
    assert more.best(3)[0] == 5 + 2 + 4 + 3
    dear = Partial(4, (1, 2, 7, 8))
    dear.add(entry(30, 1, 2, 0, 0))
    dear.add(entry(30, 0, 0, 7, 8))
    dear.add_conditions([entry(4, True, True, False, False)])
    assert dear.best(3) is None
