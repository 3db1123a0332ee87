"""The examples that the project ships: every one is run, and is what it says it is."""

import copy
import difflib
import io
import signal
import tokenize
from collections import defaultdict
from itertools import permutations

import pytest
from test_search_honesty import tasks

from codegarden import settings
from codegarden.evaluation import load_definitions
from codegarden.importers import examples
from codegarden.sandbox import Sandbox

FEW_TOKENS = 8  # away from a correct program, for one that passes no test
NO_TOKENS = (tokenize.COMMENT, tokenize.NL)
# what a benchmark asks for as well, or whose reference passes the few tests of one by chance
ALIKE = {
    *("align_columns", "balance_points", "count_out_of_order_pairs", "dominant_letter"),
    *("fewest_coins", "flatten_settings", "longest_distinct_run", "longest_rising_run"),
    *("merge_inventories", "resolve_alias", "roman_to_number", "round_to_step"),
    *("run_length_decode", "running_maximum", "search_rotated", "second_largest_distinct"),
    *("signed_nested_sum", "simplify_ratio", "sort_without_comparing", "wildcard_match"),
    "write_in_base",
}
CALL_S = 0.02  # wall time of a call with the arguments of another problem


@pytest.fixture(scope="module")
def problems():
    return list(examples.read(settings.load({}).data / "examples"))


@pytest.fixture(scope="module")
def definitions():
    return load_definitions(settings.load({}).data / "main_definitions.py")


@pytest.fixture(scope="module")
def verdicts(problems, definitions):
    """Return (problem, program, verdicts): correct programs also run on the definitions."""
    jobs, owners = [], []
    for problem in problems:
        own = definitions.get(problem.entry_point)
        for program in problem.programs:
            suites = [own] if own and program.is_correct else []
            jobs.append((program, [*problem.tests, *suites]))
            owners.append(problem)
    with Sandbox(workers=2) as sandbox:
        found = dict(sandbox.map(jobs))
    return [(owner, jobs[i][0], found[i]) for i, owner in enumerate(owners)]


def tokens(source):
    found = tokenize.generate_tokens(io.StringIO(source).readline)
    return [token.string for token in found if token.type not in NO_TOKENS]


def distance(one, other):
    """Return how many tokens differ between two sources."""
    matcher = difflib.SequenceMatcher(None, tokens(one), tokens(other), autojunk=False)
    changes = (code[1:] for code in matcher.get_opcodes() if code[0] != "equal")
    return sum(max(i2 - i1, j2 - j1) for i1, i2, j1, j2 in changes)


def names(problem, is_correct):
    return [program.label for program in problem.programs if program.is_correct is is_correct]


def test_there_are_enough_problems_programs_and_tests(problems):
    assert len(problems) >= 250
    assert sum(len(names(problem, True)) >= 2 for problem in problems) >= 250
    assert sum(len(names(problem, False)) >= 2 for problem in problems) >= 100
    for problem in problems:
        assert len(problem.tests) >= 6, problem.name
        assert names(problem, True), problem.name
        assert len({test.args for test in map(hashable, problem.tests)}) == len(problem.tests)


def hashable(test):
    """Return a test whose arguments can be told apart in a set."""
    return type(test)(test.name, args=repr(test.args))


def test_programs_differ(problems):
    sources = [program.source for problem in problems for program in problem.programs]
    assert len(set(sources)) == len(sources)
    for problem in problems:
        correct = [program.source for program in problem.programs if program.is_correct]
        assert all(distance(correct[0], other) > 3 for other in correct[1:]), problem.name


def test_descriptions_say_something_of_their_own(problems):
    descriptions = {problem.description for problem in problems}
    assert len(descriptions) == len(problems)
    assert all(len(description.split()) >= 5 for description in descriptions)


def test_the_wanted_topics_are_covered(problems):
    topics = {topic for problem in problems for topic in problem.topics}
    assert topics >= {
        *("strings", "lists", "dictionaries", "sets", "tuples", "numbers", "dates"),
        *("recursion", "searching", "sorting", "matrices", "graphs", "parsing"),
        "dynamic programming",
    }


def test_correct_programs_pass_all_tests_and_definitions(verdicts):
    failed = [
        (program.problem, program.label, verdict)
        for _, program, results in verdicts
        if program.is_correct
        for verdict in results
        if not verdict.passed
    ]
    assert failed == []


def test_incorrect_programs_fail_a_test_and_are_near_misses(verdicts):
    for problem, program, results in verdicts:
        if program.is_correct:
            continue
        passed = sum(verdict.passed for verdict in results)
        assert passed < len(results), f"{program.problem} ({program.label}) passes every test"
        if passed == 0:
            near = min(
                distance(program.source, other.source)
                for other in problem.programs
                if other.is_correct
            )
            assert near <= FEW_TOKENS, f"{program.problem} ({program.label})"


def test_definitions_are_of_shipped_problems(problems, definitions):
    assert len(definitions) >= 25
    assert definitions.keys() <= {problem.entry_point for problem in problems}


def result_of(function, args):
    """Return what a function gives within the limit, None where it doesn't."""
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, CALL_S)
        try:
            return function(*copy.deepcopy(args))
        finally:  # where the alarm may still ring
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except (Exception, LateError):  # not meant for such values
        return None


class LateError(BaseException):
    """A call that takes too long; programs can't catch it."""


def late(*_):
    raise LateError


def plain(value):
    """Return a value with its tuples as lists and true and false apart from one and zero."""
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, bool) else value


def test_problems_are_not_those_of_benchmarks(problems):
    """The reference passes the tests of no benchmark's problem, its arguments in any order."""
    by_width = defaultdict(list)
    for name, pairs in tasks():
        by_width[len(pairs[0][0])].append((name, pairs))
    assert len(by_width[1]) > 100  # the test looks at something
    found = defaultdict(set)
    before = signal.signal(signal.SIGVTALRM, late)
    try:
        for problem in problems:
            module = {}
            exec(next(p.source for p in problem.programs if p.is_correct), module)
            function = module[problem.entry_point]
            width = len(problem.tests[0].args)
            for name, pairs in by_width[width]:
                for order in permutations(range(width)):
                    if all(
                        plain(result_of(function, [args[place] for place in order]))
                        == plain(result)
                        for args, result in pairs
                    ):
                        found[problem.entry_point].add(name)
    finally:
        signal.signal(signal.SIGVTALRM, before)
    assert {name: alike for name, alike in found.items() if name not in ALIKE} == {}
