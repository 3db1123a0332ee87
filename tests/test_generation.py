"""From a description to code, end to end, in the real sandbox."""

import ast
import math
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

from codegarden.generation import Generation, generate_code_from_description, given
from codegarden.generation.corpus import Shipped, solved_problems
from codegarden.generation.form import TaskForm
from codegarden.generation.given import LONGEST, BudgetError, given_for, given_tests
from codegarden.generation.header import Header
from codegarden.generation.judging import COLUMNS, reachable
from codegarden.generation.sources import UnknownPartError
from codegarden.language_model.ngram import NGram
from codegarden.language_model.tokens import Vocabulary
from codegarden.plots import generation as plots
from codegarden.program import Problem, Program, TestCase, TestKind
from codegarden.sandbox import Sandbox
from codegarden.store import Store
from codegarden.synthesis.examples import TestTextError

EASY = "return the sum of the even numbers in a list"


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(workers=1) as opened:
        yield opened


@pytest.fixture(scope="module")
def easy(sandbox) -> Generation:
    tests = ["total([1, 2, 4]) == 6", "assert total([3, 8]) == 8", "total([5, 6, 7, 2]) == 8"]
    return generate_code_from_description(EASY, tests, sandbox=sandbox, seconds=90)


def run(answer: Generation, *args):
    namespace: dict = {}
    exec(answer.code, namespace)
    return namespace[answer.specification.entry_point](*args)


def test_an_easy_request_is_solved(easy):
    assert easy.passes
    assert run(easy, [5, 6, 7, 10]) == 16
    assert easy.passed == 3
    assert list(easy.candidates.columns) == COLUMNS
    assert {"judging", "total"} <= easy.seconds.keys()
    assert easy.curve[-1][1] == 1.0


def test_a_generation_prints_well(easy):
    assert "passes all given tests" in str(easy)
    assert "3 of 3 tests" in str(easy)
    page = easy._repr_html_()
    assert "total" in page
    assert "<svg" in page
    assert list(easy.verdict_table()["outcome"]) == ["pass"] * 3


def test_same_seed_same_answer(easy, sandbox):
    again = generate_code_from_description(EASY, easy.tests, sandbox=sandbox, seconds=90)
    assert again.code == easy.code


def test_examples_in_the_text_are_tests(sandbox):
    text = """def lengths(words):
    '''Return the length of each word.

    >>> lengths(['a', 'bcd'])
    [1, 3]
    '''
    """
    answer = generate_code_from_description(text, sandbox=sandbox, seconds=90)
    assert answer.passes
    assert run(answer, ["xx"]) == [2]
    assert answer.tests[0].origin == "description"


def test_without_tests_nothing_is_claimed(sandbox):
    answer = generate_code_from_description("the sum of a list of numbers", sandbox=sandbox)
    assert answer.status == "not tested"
    assert "nothing shows that it is right" in str(answer)
    assert run(answer, [1, 2, 4]) == 7


@pytest.mark.parametrize("text", ["", "   ", "呼び出し", "x " * 50_000, "the", "a\x00b \ud800"])
def test_bad_text_gives_an_answer_and_no_invented_success(text, sandbox):
    answer = generate_code_from_description(text, sandbox=sandbox, seconds=5)
    assert answer.status in ("nothing", "not tested")
    assert answer.specification.missing


def test_contradictory_tests_cannot_be_solved(sandbox):
    tests = ["f(1) == 2", "f(1) == 3", "f(2) == 3"]
    answer = generate_code_from_description("add one", tests, sandbox=sandbox, seconds=120)
    assert answer.seconds["total"] < 0.7 * 120  # nothing better is to be found
    assert answer.status == "partial"
    assert answer.passed == 2
    assert "not passed: assert f(1)" in str(answer)
    assert any("contradict" in each for each in answer.specification.missing)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("f(1) == 2; f(1) == 3; f(2) == 3", 2),
        ("f(1) == 2; f(1) == 2.0; f(2) == 3", 3),
        ("f([1]) == {1}; f([1]) == {True}; f([1]) == []", 2),
        ("f(1) == 2; len(f(3)) == 4", 2),
    ],
)
def test_how_many_tests_one_program_can_pass(text, count):
    assert reachable(given_for(Header("f"), given_tests(text))) == count


def test_very_many_results_of_one_input_are_not_compared():
    tests = given_tests([f"f(1) == {number}" for number in range(2000)])
    assert reachable(given_for(Header("f"), tests)) == 2000


def test_a_test_that_cannot_be_read_is_refused(sandbox):
    with pytest.raises(TestTextError, match="test 1"):
        generate_code_from_description("add", ["f(1"], sandbox=sandbox)


def test_a_part_that_there_is_none_of_is_refused(sandbox):
    with pytest.raises(UnknownPartError, match="'magic' is not one of retrieval"):
        generate_code_from_description("add", sandbox=sandbox, without=["magic"])


def test_a_docstring_is_enough(sandbox):
    text = '''from typing import List, Optional


def top(scores: List[int]) -> Optional[int]:
    """ Return the largest score, or None without any scores.

    top([3, 9, 4])  # => 9
    top([5, 1])  # => 5
    top([])  # => None
    """
'''
    answer = generate_code_from_description(text, sandbox=sandbox, seconds=20)
    assert answer.passes
    assert (run(answer, [7, 8]), run(answer, [])) == (8, None)


SOLVED = Problem(
    "known/zig",
    "Interleave the digits of two numbers, zigzag.",
    "zig",
    (
        Program(
            "def zig(a, b):\n"
            "    return int(''.join(x + y for x, y in zip(str(a), str(b))) or 0) * 3 + 1\n",
            "zig",
            is_correct=True,
        ),
    ),
    (TestCase("1", args=(12, 34), expected=3973),),
)


def test_retrieval_answers_and_is_named_as_source(sandbox):
    answer = generate_code_from_description(
        "zigzag: interleave digits of two numbers",
        [((12, 34), 3973), ((56, 78), 17305)],
        signature="weave",
        corpus=[SOLVED],
        sandbox=sandbox,
        seconds=20,
        without=["enumeration"],
    )
    assert (answer.passes, answer.source) == (True, "retrieval")
    assert "def weave(" in answer.code
    assert "known/zig" in answer.origin


def test_genetic_search_mends_a_near_miss(sandbox):
    answer = generate_code_from_description(
        "zigzag: interleave digits of two numbers",
        [((12, 34), 3972), ((56, 78), 17304), ((11, 11), 3333)],
        signature="weave",
        corpus=[SOLVED, near_miss()],
        sandbox=sandbox,
        seconds=90,
        without=["enumeration"],
    )
    assert answer.passes
    assert answer.source == "genetic search"


def test_enumeration_builds_on_what_is_retrieved(sandbox):
    answer = generate_code_from_description(
        "zigzag: interleave digits of two numbers, as text in reverse",
        [((12, 34), "3793"), ((56, 78), "50371"), ((11, 22), "7363")],
        signature="weave",
        corpus=[SOLVED],
        sandbox=sandbox,
        seconds=20,
    )
    assert answer.passes
    assert "known_zig(" in answer.code
    assert run(answer, 12, 34) == "3793"


def near_miss() -> Problem:
    source = (
        "def zag(a, b):\n"
        "    if a == b:\n        return 3333\n"
        "    return int(''.join(x + y for x, y in zip(str(a), str(b)))) * 3 + 1\n"
    )
    return Problem("known/zag", "zigzag digits", "zag", (Program(source, "zag", is_correct=True),))


def test_the_seeds_file_sentences_give_code_that_works_in_a_folder(sandbox):
    write = generate_code_from_description(
        "write contents of variable1 to file variable2", ["f('text', 'x') is None"], sandbox=sandbox
    )
    assert (write.passes, write.source) == (True, "template")
    done = sandbox.run_in_folder(Program(write.code, "f"), [TestCase("1", args=("text", "x"))], {})
    assert done.files["x"] == b"text"
    read = generate_code_from_description("read a file and print it", sandbox=sandbox)
    assert read.status == "not tested"
    program = Program(read.code, read.specification.entry_point)
    [verdict] = sandbox.run(program, [TestCase("1", args=("x",), expected="hi")], {"x": "hi"})
    assert verdict.passed
    assert verdict.stdout == "hi\n"
    convert = generate_code_from_description(
        "convert the integer variable1 to float", ["f(3) == 3.0"], sandbox=sandbox
    )
    assert convert.passes
    assert repr(run(convert, 3)) == "3.0"


def test_record_and_progress_are_called_and_can_stop(sandbox):
    kept, stages = [], []

    def stop(stage, gone):
        stages.append((stage, gone))
        return True

    answer = generate_code_from_description(
        "some hard thing",
        ["f(1) == 77", "f(2) == 3"],
        sandbox=sandbox,
        seconds=60,
        record=kept.append,
        progress=stop,
    )
    assert kept == [answer]
    assert len(stages) == 1
    assert answer.seconds["total"] < 20


def test_figures_are_drawn(easy):
    for made in (
        plots.search_curve(easy.curve),
        plots.right_within({"guide": [0.2, 0.9], "no guide": []}, tasks=4, seconds=1.0),
    ):
        assert made.axes[0].get_title()
        made.canvas.draw()


def test_a_language_model_writes_candidates(sandbox):
    sources = ["def g(x):\n    return x * x + 7\n", "def h(y):\n    return y * y + 7\n"] * 3
    vocabulary = Vocabulary.learn(sources, 600)
    model = NGram.fit([vocabulary.encode(source) for source in sources], vocabulary, 4)
    answer = generate_code_from_description(
        "the curious number",
        ["g(2) == 11", "g(3) == 16"],
        sandbox=sandbox,
        seconds=60,
        signature="def g(x)",
        language_model=model,
        without=["enumeration"],
    )
    assert (answer.passes, answer.source) == (True, "language model")
    assert run(answer, 5) == 32


EVIL = "<img src=x onerror=alert(1)>"


class Tags(HTMLParser):
    """The names of the tags that a browser would see."""

    def __init__(self, page: str):
        super().__init__()
        self.names: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("f(1", "never closed"),
        ("f(1) = 2", r"write f\(1\) == 2"),
        ("f(1)", r"compares nothing; write f\(1\) == 2, or assert f\(1\)"),
        ("1 == 1", "calls no function"),
        ("assert True", "calls no function"),
        ("f('\ud800') == 1", r"half a surrogate pair, '\\ud800'"),
        (f"f([{'1,' * LONGEST}]) == 1", "200,010 characters: give 100,000 at most"),
        ("f(" + "[" * 150 + "]" * 150 + ") == 1; g(2)", "write one test"),
        (((10**5000,), 1), "4300 digits"),
        (((print,), 1), "a value of type builtin_function_or_method"),
        ([1, 2], "a pair of arguments and result"),
    ],
)
def test_a_test_that_cannot_be_used_is_refused_in_one_line(test, said):
    with pytest.raises(TestTextError, match=said) as caught:
        given_tests([test])
    assert "test 1" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_tests_are_limited_together_and_seconds_are_a_number(sandbox):
    with pytest.raises(TestTextError, match="over 1,000,000 characters"):
        given_tests([f"f('{'x' * 90_000}') == 1"] * 20)
    for seconds in (0, -3, float("nan"), float("inf"), "5"):
        with pytest.raises(BudgetError, match="give a number above 0"):
            generate_code_from_description("add", sandbox=sandbox, seconds=seconds)


def test_tests_of_a_text_are_statements_and_not_pieces():
    assert given.tests_in("f('a;b') == 3; f('') == 0\n\nf(\n  1\n) == 2") == [
        "f('a;b') == 3",
        "f('') == 0",
        "f(\n  1\n) == 2",
    ]
    assert given.tests_in("") == []
    with pytest.raises(TestTextError, match=r"line 2, 'f\(2\) = 3'.*write f\(1\) == 2"):
        given.tests_in("f(1) == 2\nf(2) = 3")


@pytest.mark.parametrize(
    ("header", "args", "keywords", "row", "call"),
    [
        ("def f(s, n=2)", ("ab",), {}, ("ab", 2), "f('ab', 2)"),
        ("def f(xs, *, up=False)", ([1],), {"up": True}, ([1], True), "f([1], up=True)"),
        ("def f(*values)", (1, 2), {}, ((1, 2),), "f(1, 2)"),
        ("def f(x, **more)", (1,), {"k": 2}, (1, {"k": 2}), "f(1, k=2)"),
        ("def f(x, key=len, k=1)", (1,), {}, (1, 1), "f(1, k=1)"),
        ("def f(x, key=len)", (1, 2), {}, None, ""),
        ("def f(x)", (1, 2), {}, None, ""),
        ("async def f(x)", (1,), {}, (1,), "asyncio.run(f(1))"),
        ("class A:\n    def f(self, x)", (1,), {}, (1,), "A().f(1)"),
    ],
)
def test_calls_bind_to_a_header_as_python_binds_them(header, args, keywords, row, call):
    found = Header.of("f", header)
    assert found.row(args, keywords) == row
    assert row is None or found.call(row) == call


@pytest.mark.parametrize(
    ("header", "code", "dressed"),
    [
        ("def f(s: str, n: int=2) -> str", "def f(s, n):\n    return s * n", "f('ab') == 'abab'"),
        ("def f(xs, *, k=1)", "def f(a, b):\n    return a[b:]", "f([1, 2], k=0) == [1, 2]"),
        ("def f(x: List[np.array])", "def f(x):\n    return x", "f([1]) == [1]"),
        ("def f(x: List[int])", "def f(x):\n    return x", "f([1]) == [1]"),
        ("def f(a, b)", "def f(b, c):\n    a = 1\n    return b - c - a", "f(5, 2) == 2"),
        (
            "async def f(n)",
            "def f(n):\n    return 1 if n < 2 else n * f(n - 1)",
            "__import__('asyncio').run(f(4)) == 24",
        ),
        (
            "class A:\n    def f(self, n)",
            "import math\ndef f(m):\n    return 0 if m < 1 else f(m - 1) + math.floor(1.5)",
            "A().f(3) == 3",
        ),
        ("def f(*values)", "def f(xs):\n    return sum(xs)", "f(1, 2) == 3"),
    ],
)
def test_programs_get_the_header_that_is_asked_for(header, code, dressed):
    asked = Header.of("f", header)
    made = asked.dress(code)
    namespace: dict = {}
    exec(made, namespace)
    assert eval(dressed, namespace)
    assert asked.dress(made) == made
    bare = ast.unparse(ast.parse(header + ": pass")).partition(":")[0].partition("(")[0]
    assert bare in made


def test_defaults_methods_and_coroutines_are_answered_as_asked(sandbox):
    def ask(text, tests, signature=None):
        return generate_code_from_description(
            text, tests, signature=signature, sandbox=sandbox, seconds=30
        )

    answer = ask(
        "Repeat the string n times.",
        ["f('ab') == 'abab'", "f('ab', 3) == 'ababab'"],
        "def f(s: str, n: int = 2) -> str:",
    )
    assert answer.passes
    assert "def f(s: str, n: int=2) -> str:" in answer.code
    assert run(answer, "x") == "xx"
    method = ask("Double the number.", ["Solution().twice(3) == 6", "Solution().twice(5) == 10"])
    assert method.passes
    assert "class Solution:" in method.code
    waiting = ask("Double the number.", ["asyncio.run(f(3)) == 6", "asyncio.run(f(5)) == 10"])
    assert waiting.passes
    assert "async def f(" in waiting.code
    named = ask("Drop what is there twice.\n>>> deduped([1, 2, 1])\n[1, 2]\n", ())
    assert "def deduped(" in named.code


def test_expected_values_are_shown_for_assert_lines():
    cases = given_tests(["f(1) == 2", "f(2) > 3", "assert f(3)", "not f(4)", ((5,), [6])])
    answer = generate_code_from_description(
        "nothing of the sort", cases, seconds=0.5, without=["enumeration", "retrieval"]
    )
    assert answer.status == "nothing"
    table = Generation("", "nothing", answer.specification, tuple(cases), ()).verdict_table()
    assert list(table["expected"]) == ["2", "> 3", "True", "False", "[6]"]


def test_whatever_was_typed_is_escaped(sandbox):
    text = f"{EVIL} gives the text {EVIL}"
    answer = generate_code_from_description(
        text, [((EVIL,), EVIL), f"f({EVIL!r}, 2) == {EVIL!r}"], sandbox=sandbox, seconds=2
    )
    broken = Generation(
        f"# {EVIL}", "partial", answer.specification, failures={EVIL: EVIL}, source=EVIL
    )
    for page in (
        answer._repr_html_(),
        broken._repr_html_(),
        answer.specification._repr_html_(),
        answer.specification.explain().partition("data:image")[0],
    ):
        assert "img" not in Tags(page).names - {"svg"} or "dependency arrows" in page
        assert EVIL not in page


def form(**typed):
    """Return a form with what somebody typed, around the search itself."""
    made = TaskForm(generate_code_from_description, seconds=2)
    for name, value in typed.items():
        getattr(made, name).value = value
    return made


def test_the_form_asks_for_a_task_and_escapes_errors():
    empty = form(tests="f(1) == 2")
    assert empty.begin() is None
    assert "A task is missing" in empty.result.value
    wrong = form(description="add", tests=f"f('{EVIL}' ==")
    wrong.begin().join()
    assert "TestTextError" in wrong.result.value
    assert Tags(wrong.result.value).names == {"p", "b"}
    uncompared = form(description="add", tests="f(1)")
    uncompared.begin().join()
    assert "compares nothing; write f(1) == 2" in uncompared.result.value
    assert not uncompared.start.disabled


def test_the_form_names_the_stage_and_says_stopped():
    made = form(description="some hard thing", tests="f(1) == 740183; f(2) == 13", seconds=240)
    stages = []
    made.stage.observe(lambda change: stages.append(change["new"]), "value")
    thread = made.begin()
    started = time.monotonic()
    while "enumeration" not in stages and time.monotonic() - started < 200:
        time.sleep(0.1)
    made.stop.click()
    thread.join(30)
    assert {"reading", "retrieval", "enumeration"} <= set(stages)
    assert made.answer.status == "stopped"
    assert made.stage.value == "stopped"
    assert "stopped</b>: the search was stopped" in made.result.value


class Failing:
    """A language model that breaks at every question."""

    vocabulary = None

    def begin(self, count):
        raise KeyError("no such state")

    def next_log_probs(self, ids, state):
        raise KeyError("no such state")

    def log_prob(self, sources):
        raise KeyError("no such program")


def test_a_source_that_breaks_is_named_and_costs_nothing_else(sandbox):
    def corpus(words, until):
        raise OSError("the database has gone")

    answer = generate_code_from_description(
        EASY,
        ["total([1, 2, 4]) == 6", "assert total([3, 8]) == 8"],
        sandbox=sandbox,
        seconds=30,
        corpus=corpus,
        language_model=Failing(),
    )
    assert answer.passes
    assert answer.failures["retrieval"] == "OSError: the database has gone"
    assert "language model" in answer.failures
    assert "retrieval broke off: OSError" in str(answer)
    assert "broke off" in answer._repr_html_()


@pytest.mark.parametrize(
    "test",
    [
        "all(f([i]) == i for i in iter(int, 1))",
        "f([1]) == 10**8 + [0 for _ in range(10**9)][0]",
    ],
)
def test_a_test_without_an_end_keeps_the_budget(test):
    for _ in range(3):  # on a busy machine once may be too slow
        started = time.monotonic()
        answer = generate_code_from_description(EASY, [test, "f([2]) == 2"], seconds=2)
        over = time.monotonic() - started - 2
        assert answer.status in ("nothing", "partial")
        if over <= 1:
            return
    pytest.fail(f"{over:.1f} s over the budget, three times")


def test_the_database_gives_its_nearest_problems_and_the_shipped_ones(tmp_path):
    shipped = Path(__file__).parents[1] / "data" / "examples"
    with Store(f"sqlite:///{tmp_path}/x.sqlite") as store:
        store.create()
        store.problems.add([SOLVED, near_miss()])
        found = solved_problems(store, shipped, "zigzag", time.monotonic() + 60)
        names = [problem.name for problem in found]
        assert {"known/zig", "known/zag"} <= set(names)
        assert sum(name.startswith("examples/") for name in names) >= 100
        assert len(names) == len(set(names))
        assert next(p for p in found if p.name == "known/zig").tests
        none = solved_problems(store, tmp_path / "absent", "zigzag", time.monotonic() - 1)
        assert none == []


def test_shipped_problems_are_read_as_far_as_there_is_time():
    made = Shipped(Path(__file__).parents[1] / "data" / "examples")
    assert made.until(time.monotonic() - 1) == ()
    made.known.append(next(made.rest))
    some = made.until(time.monotonic() - 1)
    rest = made.until(math.inf)
    assert len(some) == 1
    assert rest[:1] == some
    assert len({problem.name for problem in rest}) == len(rest) >= 100
    assert Shipped(Path("nowhere")).until(math.inf) == ()


def test_pairs_and_asserts_become_rows_for_a_search():
    header = Header.of("f", "def f(xs, *, up=False)")
    tests = given_tests(["f([1]) == 2", "sorted(f([3], up=True)) == [4]", (([5], True), 6)])
    made = given_for(header, tests)
    assert made.pairs == [(([1], False), 2), (([3], True), [4]), (([5], True), 6)]
    assert made.tests[2].call("f") == "f([5], up=True)"
    assert made.tests[0] is tests[0]


def test_a_stored_test_that_does_not_parse_is_left_to_the_sandbox():
    broken = TestCase("1", TestKind.ASSERT, source="assert f(1nb != 2")
    header = Header("m", "class C:\n    def m(self, x)", "C")
    assert given_for(header, [broken]).tests == [broken]
