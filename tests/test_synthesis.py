"""Enumeration, retrieval, shelf, genetic search: each finds what it should, and refuses lists."""

import ast
import itertools
import math
import random
import re
from dataclasses import replace

import pytest

from codegarden.description.types import FLOAT, INT, STR, parse, type_of
from codegarden.program import Problem, Program, TestCase, TestKind
from codegarden.synthesis.adaptation import adapt, calls
from codegarden.synthesis.bank import Bank, Clock
from codegarden.synthesis.candidates import Candidate
from codegarden.synthesis.choices import Choices
from codegarden.synthesis.constants import constants
from codegarden.synthesis.enumeration import Enumeration
from codegarden.synthesis.examples import TestTextError, as_test, call_of, calls_of
from codegarden.synthesis.expressions import Expression, write_program
from codegarden.synthesis.folds import Fold
from codegarden.synthesis.genetic import Population
from codegarden.synthesis.grammar import grammar_for
from codegarden.synthesis.guards import edge_cases
from codegarden.synthesis.inputs import invented, vary
from codegarden.synthesis.iterations import SETTLED_PRELUDE, Iteration
from codegarden.synthesis.learning import Lessons
from codegarden.synthesis.operations import standard_operations
from codegarden.synthesis.patterns import patterns_in
from codegarden.synthesis.records import record_goal
from codegarden.synthesis.repetitions import Repetition
from codegarden.synthesis.retrieval import Corpus, leave_out
from codegarden.synthesis.shelf import shelf_operations
from codegarden.synthesis.tasks import Retrieved, Task
from codegarden.synthesis.worker import EnumerationWorker, WorkerError

TASKS = [
    ("sum of the even numbers", [(([1, 2, 4],), 6), (([3, 8],), 8)], ([5, 6, 7, 10],), 16),
    ("reverse each word of the list", [((["ab", "cd"],), ["ba", "dc"])], (["xyz"],), ["zyx"]),
    (
        "sort the list by the last element",
        [(([(2, 5), (1, 2), (4, 4)],), [(1, 2), (4, 4), (2, 5)])],
        ([(0, 1), (9, 0)],),
        [(9, 0), (0, 1)],
    ),
    (
        "keys with a value greater than k",
        [(({"a": 3, "b": 9, "c": 5}, 4), ["b", "c"])],
        ({"x": 1, "y": 2}, 1),
        ["y"],
    ),
    ("count the vowels of a string", [(("banana",), 3), (("xyz",), 0)], ("aeb",), 2),
    ("remove duplicates from the list", [(([3, 1, 3, 2, 1],), [3, 1, 2])], ([5, 5],), [5]),
    ("find the nth catalan number", [((4,), 14), ((5,), 42)], (6,), 132),
    (
        "say Yes for an even number and No otherwise",
        [((2,), "Yes"), ((3,), "No"), ((8,), "Yes")],
        (5,),
        "No",
    ),
]


def task(text, pairs, name="f"):
    params = tuple("uvw"[: len(pairs[0][0])])
    return Task(name, params, tuple(a for a, _ in pairs), tuple(r for _, r in pairs), text)


def run(source, name, args):
    namespace: dict = {}
    exec(source, namespace)
    return namespace[name](*args)


def answers(search, seconds, count=1):
    found = []
    for each in search.search(seconds):
        if each is not None and each.passed == each.rows:
            found.append(each)
            if len(found) == count:
                break
    return found


@pytest.mark.parametrize(("text", "pairs", "args", "expected"), TASKS, ids=[t[0] for t in TASKS])
def test_enumeration_finds_a_program_that_generalizes(text, pairs, args, expected):
    [found] = answers(Enumeration(task(text, pairs)), 30)
    assert all(run(found.source, "f", a) == r for a, r in pairs)
    assert run(found.source, "f", args) == expected


def test_what_is_enumerated_does_what_its_values_say():
    """The text of an expression, run by Python, gives the values that the search computed."""
    inputs = [([3, 1, 2], "b a"), ([5, 5, 4, 8], "x")]
    search = Enumeration(Task("f", ("u", "v"), tuple(inputs), ("\0", "\1"), "sort words"))
    assert not answers(search, 1.5)
    checked = 0
    for types in search.bank.levels.values():
        for type_, expressions in types.items():
            for expression in expressions[:6]:
                if type_.name == "regex":
                    continue
                source = search.found(expression.write(), 0, (expression,), (), 0).source
                for row, args in enumerate(inputs):
                    assert run(source, "f", args) == expression.values[row], source
                checked += 1
    assert checked > 150


def test_a_program_that_lists_the_answers_is_not_written():
    pairs = [((1,), 7919), ((2,), -31), ((3,), 65537)]
    for found in answers(Enumeration(task("some number", pairs)), 1.0, count=5):
        constants = {
            n.value for n in ast.walk(ast.parse(found.source)) if isinstance(n, ast.Constant)
        }
        assert not {7919, 31, 65537} & constants
    listed = [(("1.02",), "1.2"), (("3.04",), "3.4"), (("0003.4",), "3.4")]
    for found in answers(Enumeration(task("some text", listed)), 1.0, count=5):
        assert "'3.4'" not in found.source
    words = [((1,), "red"), ((2,), "green"), ((3,), "blue")]
    assert not answers(Enumeration(task("some word", words)), 1.0)


def test_partial_programs_come_last_and_are_marked():
    pairs = [((1,), 2), ((2,), 4), ((3,), 1000003)]
    found = [f for f in Enumeration(task("double", pairs)).search(0.5) if f]
    assert found
    assert any(f.passed == 2 and f.rows == 3 for f in found)


def test_edge_cases_are_left_to_guards():
    pairs = [(([],), None), (([4, 9, 2],), 9), (([5, 1],), 5), (([7, 7, 8],), 8)]
    search = Enumeration(task("the largest item, None without items", pairs))
    assert [(g.condition, g.result) for g in search.guards] == [("not u", "None")]
    found = answers(search, 10, 2)[-1].source
    assert all(run(found, "f", args) == result for args, result in pairs)
    two = [([], 1), ([3, 4], 9), ([5], 0), ([6, 7], -2)]
    guards = edge_cases(["xs", "k"], two, [-1, -1, 5, -1])
    assert [g.write() for g in guards] == ["if not xs:\n    return -1"]  # two more would be all
    assert not edge_cases(["n"], [(0,), (1,), (2,)], [41, 42, 43])
    edge_cases(["n", "b"], [(300, b"a"), (-1, b""), (2, b"b")], [1, 2, 3])  # 300 is no byte


def test_choices_cover_all_rows_with_answers_and_conditions():
    text = "perfect, abundant or deficient: compare with the sum of the proper divisors"
    words = ("perfect", "abundant", "deficient")
    numbers = {1: 2, 6: 0, 12: 1, 8: 2, 28: 0, 18: 1}
    pairs = [((n,), words[kind]) for n, kind in numbers.items()]
    search = Enumeration(
        Task("f", ("u",), tuple(a for a, _ in pairs), tuple(r for _, r in pairs), text, words)
    )
    [found] = answers(search, 20)
    assert [run(found.source, "f", (n,)) for n in (496, 20, 7)] == list(words)


def test_what_stands_for_failure_is_left_to_exceptions():
    pairs = [(({"a": 1, "b": 2}, "by"), 2), (({"a": 1}, "as"), 1), (({"c": 7}, "cc"), 7)]
    pairs += [(({"a": 1}, "za"), None), (({"k": 2}, "zk"), None)]
    sources = [
        f.source for f in answers(Enumeration(task("look the first letter up", pairs)), 10, 6)
    ]
    asking = next(source for source in sources if "except" in source)
    assert run(asking, "f", ({"x": 3}, "xa")) == 3
    assert run(asking, "f", ({"x": 3}, "yx")) is None


def test_the_parts_of_a_record_are_found_one_by_one():
    pairs = [(([3, 1, 2],), (6, [3, 2, 1])), (([5, 9],), (14, [9, 5])), (([1],), (1, [1]))]
    [found] = answers(Enumeration(task("sum and sorted descending", pairs)), 10)
    assert run(found.source, "f", ([4, 8],)) == (12, [8, 4])
    tables = [{"low": 1, "high": 3}, {"low": 5, "high": 9}, {"low": 2, "high": 2}]
    goal = record_goal(tables)
    assert goal.maker.write(["a", "b"]) == "{'low': a, 'high': b}"
    assert record_goal([(1, 2), (1,)]) is None


def test_bodies_that_choose_are_deduced_from_the_elements():
    pairs = [(([1, 2, 3, 4],), [1, 4, 3, 16]), (([6, 5],), [36, 5]), (([8, 7, 2],), [64, 7, 4])]
    [found] = answers(Enumeration(task("square the even numbers, keep the odd", pairs)), 10)
    assert run(found.source, "f", ([10, 11, 12],)) == [100, 11, 144]


def test_filters_of_two_conditions_are_deduced():
    pairs = [(([4, -2, 3, 8, -6],), [4, 8]), (([2, -4, 1],), [2]), (([12, 5, -1],), [12])]
    [found] = answers(Enumeration(task("keep the positive even numbers", pairs)), 10)
    assert run(found.source, "f", ([-8, 6, 7, 10],)) == [6, 10]


def test_the_places_of_what_a_filter_keeps_are_deduced():
    pairs = [(([2, 3, -1, 8, 4],), [3]), (([0, 0, 0],), [0, 1, 2]), (([3, -3, 4],), [2])]
    pairs += [(([1, 2, 1],), [1]), (([1, 2, 3],), [])]
    text = "every index with the same sum before and after it"
    found = answers(Enumeration(task(text, pairs)), 20, 4)
    assert any(run(each.source, "f", ([5, 1, 5, 0],)) == [1] for each in found)
    assert all(run(each.source, "f", pairs[0][0]) == [3] for each in found)


def test_steps_are_taken_a_number_of_times_and_until_nothing_changes():
    pairs = [(("abcd", 1), "bcd"), (("abcd", 3), "d"), (("xyzvw", 4), "w"), (("xy", 0), "xy")]
    text = Expression(STR, [a[0] for a, _ in pairs], 1, text="u")
    count = Expression(INT, [a[1] for a, _ in pairs], 1, text="k")
    bank = Bank([text, count], grammar_for([]), Clock(60), lambda *_: [])
    bank.grow()
    outputs = [result for _, result in pairs]
    [form] = Iteration.over(bank, text, outputs)
    found = itertools.chain.from_iterable(map(form.forms, range(3, 16)))
    whole = next(e for e in found if e.values == outputs and e.operation.name == "iterate")
    source = write_program(whole.write(), "f", ["u", "k"], sorted(whole.preludes()))
    assert run(source, "f", ("hello", 2)) == "llo"
    settled = {}
    exec(SETTLED_PRELUDE, settled)
    assert settled["settled"](lambda x: x.replace("()", ""), "(())()a") == "a"
    with pytest.raises(ValueError, match="circle"):
        settled["settled"](lambda x: -x, 1)


def test_runs_of_neighbours_are_told_apart_by_a_condition():
    pairs = [(([1, 3, 2, 5, 9, 4],), [2, 5, 9]), (([7, 8, 1],), [7, 8]), (([4, 3],), [4])]
    [found] = answers(Enumeration(task("longest run of increasing neighbouring items", pairs)), 20)
    assert run(found.source, "f", ([5, 1, 2, 3, 0, 9],)) == [1, 2, 3]


def test_a_helper_never_hides_behind_the_program_or_a_parameter():
    prelude = "def totals(x):\n    return sum(x)"
    source = write_program("totals(totals) + 1", "f", ["totals"], [prelude])
    assert run(source, "f", ([1, 2],)) == 4
    source = write_program("totals(u) + 1", "totals", ["u"], [prelude])
    assert run(source, "totals", ([1, 2],)) == 4


def test_a_pattern_that_is_misread_is_dropped():
    for text in ("signs + - *, then a followed by *", "an 'a' followed by one '+'"):
        for pattern in patterns_in(text):
            re.compile(pattern)


def test_of_choices_the_cheapest_is_taken():
    def expression(values, cost, text):
        return Expression(INT, values, cost, text=text)

    choices = Choices(4)
    choices.add_answer(0b0011, expression([1, 2, 0, 0], 3, "a"))
    choices.add_answer(0b1100, expression([0, 0, 3, 4], 3, "b"))
    assert choices.best() is None
    choices.add_condition(expression([True, True, False, False], 6, "dear"))
    choices.add_condition(expression([False, False, True, True], 2, "cheap"))
    best = choices.best()
    assert [(c.text, a.text) for c, a in best.branches] == [("cheap", "b")]
    assert best.otherwise.text == "a"
    assert choices.best() is None  # nothing new


def forms_over(kind, values, words):
    """All folds or repetitions over one source, up to a cost."""
    source = Expression(type_of(values[0]), values, 1, text="u")
    grammar = grammar_for(words, taken=["u"])
    clock = Clock(60)
    bank = Bank([source, *constants(set(), (), len(values))], grammar, clock, lambda *_: [])
    made = kind.over(bank, source)
    return [form for level in range(4, 11) for each in made for form in each.forms(level)]


def test_folds_carry_a_value_along():
    rows = [[-2, 1, -3, 4, -1, 2, 1, -5, 4], [1, 2], [3, -4, 6], [5, 5, -9]]
    scans = [f for f in forms_over(Fold, rows, ["consecutive"]) if f.operation.name == "scan"]
    right = [f for f in scans if list(map(max, f.values)) == list(map(best_run, rows))]
    assert right
    names = {"itertools": itertools, "math": math, "u": rows[0]}
    for form in [*right[:3], *scans[::97]]:
        assert eval(form.write(), names) == form.values[0], form.write()


def best_run(xs):
    return max(sum(xs[i:j]) for i in range(len(xs)) for j in range(i + 1, len(xs) + 1))


def test_steps_are_repeated_until_a_condition_ends():
    def steps(n):
        return 0 if n < 10 else 1 + steps(sum(map(int, str(n))))

    numbers = [5, 39, 199, 78, 12, 68889]
    forms = forms_over(Repetition, numbers, ["step", "until"])
    right = [f for f in forms if f.values == list(map(steps, numbers))]
    assert right
    names = {"math": math, "u": 199}
    exec(right[0].operation.prelude, names)
    assert all(eval(f.write(), names) == f.values[2] for f in [*right[:3], *forms[::97]])


def test_known_functions_are_built_on():
    known = Retrieved("zig", "def zig(u):\n    return [u] * 3", ([1, 1, 1], [2, 2, 2]), 3)
    search = Enumeration(replace(task("sum zig", [((1,), 3), ((2,), 6)]), retrieved=(known,)))
    sources = [f.source for f in answers(search, 2, 40)]
    assert any("zig(u)" in source and run(source, "f", (4,)) == 12 for source in sources)


def test_solved_problems_teach_which_operations_go_with_a_word():
    def solved(n, text, body):
        source = f"def f(x):\n    return {body}\n"
        return Problem(f"p{n}", text, "f", (Program(source, "f", is_correct=True),))

    problems = [solved(n, "polish the thing", "x.strip()") for n in range(5)]
    problems += [solved(n, "count the thing", "x.count('a')") for n in range(5, 30)]
    operations = {o.name: o for o in standard_operations()}.values()
    weights = Lessons(problems).weights("polish it", "", operations)
    assert weights["strip"] > 1 > weights["count_in"]
    assert Lessons([]).weights("polish it", "", operations)["strip"] == 0


def test_search_is_the_same_twice():
    one, two = (answers(Enumeration(task(*TASKS[0][:2])), 20, 3) for _ in range(2))
    assert one == two


def test_without_outputs_the_words_decide():
    inputs = tuple(invented([parse("list[int]")]))
    search = Enumeration(Task("f", ("u",), inputs, (), "sum of the even numbers", (), "int"))
    best = next(found for found in search.search(1.5) if found is not None)
    assert run(best.source, "f", ([1, 2, 4],)) == 6


def test_the_worker_finds_and_can_be_stopped():
    with EnumerationWorker(task(*TASKS[0][:2]), 30) as worker:
        found = []
        while not worker.done and not any(f.passed == f.rows for f in found):
            found += worker.poll(1.0)
        assert worker.tried > 0
    [first, *_] = [f for f in found if f.passed == f.rows]
    assert run(first.source, "f", ([2, 3],)) == 2


def test_a_worker_that_breaks_off_says_why():
    broken = replace(task(*TASKS[0][:2]), params=None)
    with EnumerationWorker(broken, 30) as worker, pytest.raises(WorkerError, match="TypeError: "):
        worker.poll(60.0)


def test_every_operation_of_the_tables_reads_and_fits_somewhere():
    operations = standard_operations()
    assert len({(o.name, o.params) for o in operations}) == len(operations) > 250
    for operation in operations:
        ast.parse(operation.write(["a", "b", "c", "d"][: operation.arity]), mode="eval")


def test_words_make_operations_cheap():
    plain, told = grammar_for([]), grammar_for(["sort"])
    cost = {o.name: (plain.costs[o], told.costs[o]) for o in plain.costs}
    assert cost["sorted"][1] < cost["sorted"][0]
    assert cost["upper"][1] == cost["upper"][0]


KNOWN = [
    ("fibonacci", (10,), 55),
    ("is_prime", (97,), True),
    ("prime_factors", (84,), [2, 2, 3, 7]),
    ("bell", (5,), 52),
    ("stirling", (5, 2), 15),
    ("derangements", (5,), 44),
    ("partitions", (7,), 15),
    ("delannoy", (3, 3), 63),
    ("ludic_numbers", (25,), [1, 2, 3, 5, 7, 11, 13, 17, 23, 25]),
    ("lucky_numbers", (6,), [1, 3, 7, 9, 13, 15]),
    ("josephus", (7, 3), 4),
    ("ugly", (10,), 12),
    ("eulerian", (3, 1), 4),
    ("pascal_row", (4,), [1, 4, 6, 4, 1]),
    ("edit_distance", ("kitten", "sitting"), 3),
    ("longest_common_subsequence", ("AGGTAB", "GXTXAYB"), 4),
    ("largest_sum_subarray", ([-2, 1, -3, 4, -1, 2, 1, -5, 4],), 6),
    ("longest_increasing", ([10, 9, 2, 5, 3, 7, 101, 18],), 4),
    ("longest_bitonic", ([1, 11, 2, 10, 4, 5, 2, 1],), 6),
    ("coin_ways", ([1, 2, 3], 4), 4),
    ("fewest_coins", ([1, 2, 5], 11), 3),
    ("knapsack", (50, [10, 20, 30], [60, 100, 120]), 220),
    ("egg_drops", (2, 10), 4),
    ("cheapest_path", ([[1, 2, 3], [4, 8, 2], [1, 5, 3]],), 8),
    ("triangle_path", ([[2], [3, 4], [6, 5, 7]],), 10),
    ("fewest_jumps", ([1, 3, 6, 1, 0, 9],), 3),
    ("spiral", ([[1, 2], [3, 4]],), [1, 2, 4, 3]),
    ("flatten_deep", ([1, [2, (3, [4])]],), [1, 2, 3, 4]),
    ("merge_intervals", ([[1, 3], [2, 6], [8, 9]],), [[1, 6], [8, 9]]),
    ("to_roman", (1994,), "MCMXCIV"),
    ("from_roman", ("MCMXCIV",), 1994),
    ("is_balanced", ("([]{})",), True),
    ("caesar", ("xyZ", 3), "abC"),
    ("run_length", ("aab",), "a2b1"),
    ("smallest_window", ("this is a test string", "tist"), "t stri"),
    ("heron_area", (3, 4, 5), 6.0),
    ("leap_year", (1900,), False),
    ("day_of_year", (2024, 3, 1), 61),
    ("are_isomorphic", ("paper", "title"), True),
    ("goldbach", (10,), (3, 7)),
    ("majority", ([2, 1, 2],), 2),
    ("neighbours", ([(1, 2), (2, 3)],), {1: [2], 2: [1, 3], 3: [2]}),
    ("successors", ([(1, 2)],), {1: [2], 2: []}),
    ("hop_counts", ({"a": ["b", "c"], "b": ["d"]}, "a"), {"a": 0, "b": 1, "c": 1, "d": 2}),
    ("shortest_path", ({1: [2, 3], 2: [3]}, 1, 3), [1, 3]),
    ("route_costs", ([("a", "b", 4), ("a", "c", 1), ("c", "b", 2)], "b"), {"b": 0, "c": 2, "a": 3}),
    ("directed_route_costs", ([("a", "b", 4), ("b", "a", 1)], "b"), {"b": 0, "a": 1}),
    ("topological_order", ({"z": ["a"], "b": ["z"]},), ["a", "z", "b"]),
    ("has_cycle", ({1: [2], 2: [3], 3: [1]},), True),
    ("has_cycle", ({1: [2, 3], 2: [3]},), False),
    ("components", (4, [(0, 1), (1, 2)]), [[0, 1, 2], [3]]),
    ("merged_sets", ([[1, 2], [5], [2, 3]],), [[1, 2, 3], [5]]),
    ("islands", ([[1, 0, 1], [1, 0, 0]],), 2),
    ("evaluate_infix", ("2 * (3 - 5) - 4",), -8),
    ("evaluate_postfix", ("2 3 + 4 *",), 20),
    ("bracket_partners", ("(a[b])",), {2: 4, 0: 5}),
    ("bracket_depth", ("(a(b)c)",), 2),
    ("totals", ([("a", 1), ("b", 2), ("a", 3)],), {"a": 4, "b": 2}),
    ("by_value_then_key", ({"b": 2, "a": 2, "c": 5},), ["c", "a", "b"]),
    ("ranks", ([30, 10, 30],), [1, 3, 1]),
    ("inverted_index", ({"b": [1, 2], "a": [2, 2]},), {2: ["a", "b"], 1: ["b"]}),
    ("jaccard", ([1, 2], [2, 3]), 1 / 3),
    ("round_robin", ("ace", "b"), ["a", "b", "c", "e"]),
    ("dealt_parts", ([1, 2, 3, 4, 5], 3), [[1, 2], [3, 4], [5]]),
    ("subset_sum_ways", ([1, 2, 3], 3), 2),
    ("indel_distance", ("kitten", "sitting"), 5),
    ("polygon_area", ([(0, 0), (2, 0), (2, 2), (0, 2)],), 4.0),
    ("matrix_power", ([[1, 1], [1, 0]], 5), [[8, 5], [5, 3]]),
    ("to_base", (-255, 16), "-ff"),
    ("depth", (7,), 0),
]


@pytest.mark.parametrize(("name", "args", "expected"), KNOWN, ids=[k[0] for k in KNOWN])
def test_the_shelf_is_right_and_stands_alone(name, args, expected):
    [operation] = [o for o in shelf_operations() if o.name == name]
    assert operation.function(*args) == expected
    header = "import math, re, itertools, datetime, collections, heapq\n"
    assert run(header + operation.prelude, name, args) == expected


def test_every_function_of_the_shelf_gives_the_type_it_promises():
    rows = invented([INT] * 6)
    for operation in shelf_operations():
        assert operation.words, operation.name
        if all(p in (INT, parse("N")) for p in operation.params):
            for args in rows:
                try:
                    value = operation.function(*args[: operation.arity])
                except (ValueError, ArithmeticError):
                    continue
                allowed = (
                    ("int", "float") if operation.result.name == "N" else (operation.result.name,)
                )
                said = type_of(value).name
                assert said in allowed or (said, operation.result) == ("int", FLOAT), operation.name


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
    assert corpus.candidates("add numbers", "g", [STR, INT, INT])[0].cost > 9


def test_a_retrieved_program_is_called_with_what_there_is():
    text, pair = parse("str"), [INT, STR, STR]
    assert calls(pair, [STR, INT, STR], ["n", "text"]) == [(["text", "n"], 1.0)]
    numbers = parse("list[int]")
    assert calls([numbers, INT], [numbers, INT, INT], ["xs"]) == [(["xs", "len(xs)"], 2.0)]
    assert calls([numbers, INT, INT], [numbers, INT], ["xs", "n"]) == [(["xs"], 2.0)]
    assert calls([text, INT], [INT, INT, INT, INT], ["t"]) == []


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
