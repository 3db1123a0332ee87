"""The store keeps what it is given, once, in whole batches, the same on SQLite and on MySQL."""

import math
import signal
import subprocess
import sys
import tracemalloc
from collections import Counter
from contextlib import suppress
from dataclasses import replace

import pytest
from conftest import own_table
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from codegarden.program import Outcome, Problem, Program, TestCase, TestKind, Verdict
from codegarden.settings import load
from codegarden.store import Added, Store, StoreError

# every text that a driver, a key or a collation might change
AWKWARD = [
    "x = A",
    "x = a",
    "x = a ",
    "x = a\n",
    "x = a\r\n",
    "x = \u00e4",
    "x = a\u0308",
    "s = '\N{SEEDLING}\N{GREEK SMALL LETTER ALPHA}'",
    "s = '\\\\n \\' \" %s %(a)s :name ? ` -- # /* */;'",
    'for delimiter in "\';": split(delimiter )\n',
    "ON DUPLICATE KEY UPDATE x = VALUES(x); INSERT INTO t VALUES (%s)",
    "nul = '\0'",
    "",
    " ",
    "# " + "x" * 1_000_000,
]


def problem(name="shelf/sort", programs=2, tests=3):
    return Problem(
        name=name,
        description="Sort a list. \N{SEEDLING}",
        entry_point="sort",
        programs=tuple(
            Program(
                f"def sort(x):\n    return sorted(x)  # {number}\n",
                "sort",
                problem=name,
                is_correct=(True, False, None)[number % 3],
                origin="shelf",
                label=f"way {number}",
            )
            for number in range(programs)
        ),
        tests=tuple(
            TestCase(str(number), args=([number, -0.0, {"b", "a"}], ()), expected={number: b"\xff"})
            for number in range(tests)
        ),
        origin="shelf",
        split="train",
        topics=("lists", "sorting"),
    )


def program(source, **fields):
    return Program(source, "f", **fields)


def test_a_problem_comes_back_as_it_was_given(store):
    given = problem()
    assert store.problems.add([given]) == Added(problems=1, programs=2, tests=3)
    assert list(store.problems.read()) == [given]
    assert list(store.programs.read()) == list(given.programs)
    assert store.problems.tests(given) == store.problems.tests(given.name) == list(given.tests)


def test_every_kind_of_test_comes_back_in_its_order(store):
    tests = (
        TestCase("z", args=(math.inf, frozenset()), expected=set(), tolerance=1e-9),
        TestCase("a", TestKind.EXPRESSION, source="C().n", setup="c = C()", expected=(1,)),
        TestCase("m", TestKind.ASSERT, source="assert f(1) == 2"),
        TestCase("b", TestKind.SUITE, source="def check(candidate): ...", origin="definitions"),
    )
    store.problems.add([replace(problem(), tests=tests)])
    assert store.problems.tests("shelf/sort") == list(tests)


def test_adding_twice_adds_nothing(store):
    problems = [problem(), problem("shelf/other")]
    first = store.problems.add(iter(problems))
    before = store.counts()
    assert first == Added(problems=2, programs=4, tests=6)
    assert store.problems.add(problems + problems) == Added()
    assert store.counts() == before
    assert before["problems"] == 2
    assert list(store.problems.read()) == problems


def test_a_problem_that_is_there_gets_what_it_lacks(store):
    store.programs.add([program("a", problem="shelf/sort")])
    assert store.problems.add([problem()]) == Added(problems=0, programs=2, tests=3)
    store.problems.add([replace(problem(tests=4), description="Better words.")])
    [stored] = store.problems.read()
    assert stored.description == "Better words."
    assert len(stored.tests) == 4
    assert len(stored.programs) == 3


def test_names_that_differ_in_case_or_accent_are_two_problems(store):
    names = ["shelf/a", "shelf/A", "shelf/\u00e4"]
    store.problems.add(map(problem, names))
    assert [each.name for each in store.problems.read()] == names
    assert [each.name for each in store.problems.read(name="shelf/A")] == ["shelf/A"]
    assert list(store.problems.read(origin="Shelf")) == []


def test_a_removed_problem_takes_its_rows_along(store):
    kept, removed = problem("shelf/kept"), problem("shelf/removed")
    store.problems.add([kept, removed])
    verdicts = [(p, Verdict("0", Outcome.PASS), removed.tests[0]) for p in removed.programs]
    store.verdicts.add(verdicts)
    assert store.problems.remove("shelf/removed")
    assert not store.problems.remove("shelf/removed")
    assert list(store.problems.read()) == [kept]
    assert store.counts() | {"problems": 1} == {
        **dict.fromkeys(store.counts(), 0),
        "problems": 1,
        "code_examples": 2,
        "test_cases": 3,
    }


def test_awkward_programs_come_back_byte_for_byte(store):
    store.programs.add(map(program, AWKWARD))
    assert [each.source for each in store.programs.read()] == AWKWARD
    assert store.programs.add(map(program, reversed(AWKWARD))) == 0


def test_awkward_text_in_every_field(store):
    text = AWKWARD[8] + AWKWARD[9] + "\N{SEEDLING} "
    given = replace(
        problem(name=text + "."),
        description=text,
        topics=(text, ""),
        programs=(program(text, problem=text + ".", origin=text, operator=text, label=text),),
        tests=(TestCase(text, TestKind.ASSERT, (text, text.encode()), text, text, text),),
    )
    store.problems.add([given])
    assert list(store.problems.read()) == [given]
    assert list(store.programs.read(origin=text, problem=text + ".")) == list(given.programs)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(max_size=60), max_size=8))
@example(["delimiter '", 'delimiter "', "delimiter $$\n'; DROP TABLE problems; '"])
def test_any_text_comes_back(store, sources):
    name = f"any/{hash(tuple(sources))}"
    store.programs.add(program(source, problem=name) for source in sources)
    stored = [each.source for each in store.programs.read(problem=name)]
    assert stored == list(dict.fromkeys(sources))


def test_a_program_of_many_megabytes(store):
    huge = program("x = 1\n" * 1_000_000)
    store.programs.add([huge, program("small")])
    assert [len(each.source) for each in store.programs.read()] == [6_000_000, 5]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"programs": (program("s = '\ud800'"),)}, r"'[0-9a-f]{8}' of 'p': code holds a lone"),
        ({"programs": (program("", label="l" * 256),)}, "label has 256 characters: shorten"),
        ({"name": "p "}, "problem 'p ': the name ends in a space: remove it"),
        ({"tests": (TestCase("t", args=(range(3),)),)}, "problem 'p': test 't': a range is not"),
        ({"tests": (TestCase("t", tolerance=math.nan),)}, "problem 'p': tolerance is nan"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_its_batch_with_it(store, broken, message):
    with pytest.raises(StoreError, match=message):
        store.problems.add([problem(), replace(problem("p"), **broken)])
    assert set(store.counts().values()) == {0}


def test_a_failing_source_leaves_whole_batches(store):
    def source():
        for number in range(2500):
            yield program(f"x = {number}")
        raise OSError("the file ends too early")

    with pytest.raises(OSError, match="too early"):
        store.programs.add(source())
    assert store.counts()["code_examples"] == 2000


def test_a_killed_process_leaves_the_database_as_before_the_batch(store, database_url):
    store.problems.add([problem()])
    before = store.counts()
    script = """
import os, signal, sys
from codegarden.program import Problem, Program
from codegarden.store import Store
from codegarden.store.problems import Problems
class Killed(Problems):
    def _put_tests(self, problems, connection):
        os.kill(os.getpid(), signal.SIGKILL)  # the problems are written, the rest is not
store = Store(sys.argv[1])
Killed(store.database, store.programs).add(Problem(f"k/{n}", "", "f") for n in range(100))
"""
    killed = subprocess.run([sys.executable, "-c", script, database_url])
    assert killed.returncode == -signal.SIGKILL
    assert store.counts() == before
    assert store.problems.add([problem("shelf/next")]).problems == 1


def test_programs_are_chosen_by_their_fields(store):
    store.problems.add([problem(programs=6), problem("shelf/other", programs=3)])
    assert [p.label for p in store.programs.read(True, problem="shelf/sort")] == ["way 0", "way 3"]
    assert len(list(store.programs.read(False))) == 3
    assert len(list(store.programs.read(origin="shelf", limit=4))) == 4
    assert list(store.programs.read(limit=0)) == []
    assert list(store.programs.read(problem="unknown")) == []
    assert store.problems.tests("unknown") == []


def test_programs_that_were_made_of_others_do_not_come_with_the_problem(store):
    given = problem()
    store.problems.add([given])
    mutant = program("m", problem=given.name, parents=(given.programs[0].sha256,) * 2, operator="O")
    assert store.programs.add([mutant]) == 1
    assert list(store.problems.read()) == [given]
    assert list(store.programs.read())[-1] == mutant


def test_a_program_learns_whether_it_is_correct_but_never_forgets(store):
    for is_correct in (None, False, None, True):
        store.programs.add([program("x", is_correct=is_correct)])
    assert [each.is_correct for each in store.programs.read()] == [False]


def test_who_writes_while_reading_does_not_meet_what_was_written(store):
    store.programs.add(program(f"x = {number}") for number in range(1200))
    read = 0
    for each in store.programs.read():
        read += 1
        if read % 400 == 0:
            store.programs.add([program(f"{each.source}  # again")])
    assert read == 1200
    assert store.counts()["code_examples"] == 1203


def test_reading_takes_constant_memory(store):
    rows, characters = 20_000, 2000
    store.programs.add(program(f"{n:{characters}}") for n in range(rows))

    sql = "SELECT code, 'f' AS entry_point FROM code_examples"
    for count in (
        lambda: sum(1 for _ in store.programs.read()),
        lambda: store.programs.retrieve(sql, 50).rows,
    ):
        tracemalloc.start()
        assert count() == rows
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < rows * characters / 10


def test_large_programs_take_little_memory_too(store):
    store.programs.add(program(f"{n:1000000}") for n in range(60))
    tracemalloc.start()
    assert sum(len(each.source) for each in store.programs.read()) == 60_000_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 45_000_000


def test_the_users_own_table_is_enough(database_url, tmp_path):
    own_table(
        database_url,
        "CREATE TABLE code_examples (code TEXT, is_correct INT)",
        "INSERT INTO code_examples VALUES ('def f():\n  return 1\ndef g(x):\n  return x', 1)",
        "INSERT INTO code_examples VALUES ('def broken(:', 0)",
        "INSERT INTO code_examples VALUES ('x = 1', NULL)",
    )
    sql = "SELECT code, is_correct FROM code_examples"
    environment = {"CODEGARDEN_DATABASE_URL": database_url, "CODEGARDEN_EXAMPLES_SQL": sql}
    with Store.connect(load(environment)) as store:
        examples, rows, broken = store.programs.retrieve(sql)
        assert [each.entry_point for each in examples] == ["g", ""]
        assert [each.is_correct for each in examples] == [True, None]
        assert (rows, broken) == (3, ["row 2: code is not Python at line 1: invalid syntax"])
        # the user's table stays theirs, and the store still has a place for its own
        store.create()
        assert store.programs.add(examples) == 2
        assert store.counts()["code_examples"] == 2
        assert store.programs.retrieve(sql).rows == 3
    with Store(database_url) as store:
        assert [each.source for each in store.programs.read()] == [each.source for each in examples]


def test_examples_find_the_problems_that_they_name(store):
    store.problems.add([problem()])
    sql = "SELECT 'def helper(): 0' AS CODE, 'shelf/sort' AS Problem"
    [example] = store.programs.retrieve(sql).programs
    assert example.entry_point == "sort"
    assert example.is_correct is None
    assert store.problems.tests(example.problem) == list(problem().tests)
    [named] = store.programs.retrieve(f"{sql}, 'mine' AS entry_point").programs
    assert named.entry_point == "mine"
    # without a problem, functions of one name are taken for programs for one problem
    own = store.programs.retrieve(
        "SELECT 'def f(x): return x' AS code UNION SELECT 'def g(x): return x'"
    )
    assert sorted(each.problem for each in own.programs) == ["query/f", "query/g"]


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT 1 AS source, 2 AS ok", "returns no column code, only source, ok: name it"),
        ("SELECT code FROM nowhere", r"nowhere is missing: run `codegarden db init`, or correct"),
        ("SELECT absent FROM code_examples", "absent.*: correct the query, or run"),
        ("SELEKT 1", "the SQL cannot be read: .*SELEKT"),
        ("DELETE FROM problems", "returns no rows: write a SELECT"),
    ],
)
def test_a_query_that_gives_no_examples_says_why(store, sql, message):
    store.problems.add([problem()])
    with pytest.raises(StoreError, match=message) as failure:
        store.programs.retrieve(sql)
    assert "\n" not in str(failure.value)
    assert store.counts()["problems"] == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("NULL, 1", "code is NULL, not text: leave such rows out with WHERE"),
        ("X'ff', 1", "code is not UTF-8 at byte 0"),
        ("'x', 'maybe'", "is_correct is 'maybe': give 1, 0 or NULL"),
        ("'def f(:', 1", "code is not Python at line 1: invalid syntax"),
        ("'x = 1\n\nreturn x', 1", "code is not Python at line 3: 'return' outside function"),
    ],
)
def test_a_broken_row_costs_only_itself(store, row, message):
    sql = f"SELECT 'x = 1' AS code, 1 AS is_correct UNION ALL SELECT {row} UNION ALL SELECT 'y', 0"
    programs, rows, broken = store.programs.retrieve(sql)
    assert [each.source for each in programs] == ["x = 1", "y"]
    assert rows == 3
    assert broken == [f"row 2: {message}"]


def test_text_that_is_none_costs_only_its_row(tmp_path):
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    own_table(
        url,
        "CREATE TABLE code_examples (code TEXT)",
        "INSERT INTO code_examples VALUES ('x'), (CAST(X'78ff' AS TEXT)), ('y')",
    )
    with Store(url) as store:
        programs, rows, broken = store.programs.retrieve("SELECT code FROM code_examples")
    assert [each.source for each in programs] == ["x", "y"]
    assert (rows, broken) == (3, ["row 2: code is not UTF-8 at byte 1"])


def test_a_sample_of_many_rows_is_uniform_and_in_order(store):
    store.programs.add(program(f"x = {number}") for number in range(2000))
    sql = "SELECT code FROM code_examples ORDER BY id"
    drawn = Counter()
    for seed in range(40):
        programs, rows, _ = store.programs.retrieve(sql, most=100, seed=seed)
        numbers = [int(each.source.removeprefix("x = ")) for each in programs]
        assert rows == 2000
        assert numbers == sorted(set(numbers))
        drawn.update(number // 500 for number in numbers)
    # 4,000 draws: 1,000 of each quarter, with a standard deviation of 27
    assert all(900 < drawn[quarter] < 1100 for quarter in range(4))
    first, second = (store.programs.retrieve(sql, most=100, seed=1) for _ in range(2))
    assert first == second


def test_verdicts_are_kept_once_and_joined_with_names(store):
    given = problem()
    store.problems.add([given])
    first, second = given.programs
    mutant = program("m", problem=given.name, origin="mutation", operator="NegateCondition")
    suite = TestCase("check", TestKind.SUITE, source="def check(candidate): ...")
    wrong = Verdict("0", Outcome.WRONG, 0.1 + 0.2, "m\0\ud800", "r\N{SEEDLING}", "out \udcff")
    verdicts = [
        (first, Verdict("0", Outcome.PASS, 0.25), given.tests[0]),
        (second, wrong, given.tests[0]),
        (mutant, Verdict("check", Outcome.TIMEOUT), suite),
    ]
    for _ in range(2):
        assert store.verdicts.add(iter(verdicts), run="r1") == 3
    assert store.counts()["verdicts"] == 3
    assert store.counts()["code_examples"] == 3  # the mutant came with its verdict

    table = store.verdicts.table()
    assert list(table.test) == ["0", "0", "check"]
    assert list(table.label) == ["way 0", "way 1", ""]
    assert table.program[2] == mutant.sha256
    assert list(table.operator) == ["", "", "NegateCondition"]
    assert table.cpu_s[1] == 0.1 + 0.2
    assert (table.message[1], table.stdout[1]) == ("m\0\\ud800", "out \\udcff")
    assert table.returned[1] == "r\N{SEEDLING}"
    assert len(store.verdicts.table(origin="mutation", problem=given.name, run="r1")) == 1
    assert list(store.verdicts.table(run="r2").columns) == list(table.columns)


def test_what_is_finished_need_not_be_done_again(store):
    given = problem()
    one, other = given.programs
    assert store.verdicts.finished([(one, given.tests)])[0] == {}
    error = Verdict("1", Outcome.HARNESS_ERROR)
    passed = Verdict("0", Outcome.PASS, 0.5)
    store.verdicts.add([(one, passed, given.tests[0]), (one, error, given.tests[1])])
    assert store.verdicts.finished([(one, given.tests)])[0] == {"0": passed}
    assert store.verdicts.finished([(replace(one, problem="shelf/other"), given.tests)])[0] == {}
    assert store.verdicts.finished([(other, given.tests)])[0] == {}
    renamed = replace(given.tests[0], name="new")
    assert store.verdicts.finished([(one, [renamed])])[0] == {"new": replace(passed, test="new")}
    store.verdicts.add([(one, replace(error, outcome=Outcome.WRONG), given.tests[1])])
    assert list(store.verdicts.finished([(one, given.tests)])[0]) == ["0", "1"]
    assert store.counts()["verdicts"] == 2


def test_a_recording_keeps_what_came_before_an_interruption(store):
    given = problem()
    store.problems.add([given])
    with suppress(KeyboardInterrupt), store.verdicts.recording() as record:
        for one in given.programs:
            verdicts = [Verdict(test.name, Outcome.PASS) for test in given.tests]
            record(one, given.tests, verdicts)
        raise KeyboardInterrupt
    assert store.counts()["verdicts"] == 6
    assert len(store.verdicts.finished([(given.programs[0], given.tests)])[0]) == 3


def test_a_recording_of_slow_programs_does_not_wait_for_a_batch(store, monkeypatch):
    given = problem()
    store.problems.add([given])
    monkeypatch.setattr("codegarden.store.verdicts.RECORDING_S", 0.0)
    with store.verdicts.recording() as record:
        record(given.programs[0], given.tests, [Verdict("0", Outcome.PASS)] * len(given.tests))
        assert store.counts()["verdicts"] == len(given.tests)


def test_a_digest_tells_what_was_made_from_what_was_given(store):
    given = problem()
    store.problems.add([given])
    before = store.digest(derived=False), store.digest(derived=True)
    mutant = replace(given.programs[0], source="x = 1", parents=(given.programs[0].sha256,))
    store.programs.add([mutant])
    after = store.digest(derived=False), store.digest(derived=True)
    assert after[0] == before[0]
    assert after[1] != before[1]
    store.verdicts.add([(mutant, Verdict("0", Outcome.WRONG), given.tests[0])])
    assert store.digest(derived=True) != after[1]
    assert store.digest(derived=False) == before[0]
    store.problems.add([replace(problem("package/one"), origin="package")])
    assert store.digest(derived=False) == before[0]
    store.problems.add([problem("shelf/other")])
    assert store.digest(derived=False) != before[0]


def test_one_search_at_a_time_writes_into_a_database(store, database_url):
    with Store(database_url) as other:
        with store.database.alone("search"):
            with pytest.raises(StoreError, match="another search is going on in it: wait"):
                other.database.alone("search").__enter__()
            with other.database.alone("import"):
                pass
        with other.database.alone("search"):
            pass


def test_trials_come_back_as_they_were_given(store):
    trial = {
        "study": "lstm",
        "number": 3,
        "parameters": {"units": 64, "rate": 1e-3, "cell": "\N{SEEDLING}"},
        "value": 0.1 + 0.2,
        "status": "complete",
        "reason": "",
        "history": [{"loss": 2.5, "epoch": 1}, {"loss": 0.1, "epoch": 2}],
        "seconds": 12.5,
        "seed": 2**40,
        "space_hash": "s",
        "code_hash": "c",
        "data_hash": "d",
        "started": "2026-01-01T00:00:00+00:00",
        "ended": "2026-01-01T00:00:12+00:00",
        "notes": {"measures": {"weights": 1e6}, "gains": [0.5]},
    }
    store.trials.add(**trial)
    store.trials.add("lstm", 1, {}, value=math.nan, status="failed", reason="loss is NaN")
    store.trials.add("other", 1, {})
    first, second = store.trials.read("lstm")
    assert (first["value"], first["status"], first["seed"]) == (None, "failed", None)
    assert second == trial
    store.trials.add(**trial)
    with pytest.raises(StoreError, match="another search runs this study"):
        store.trials.add(**trial | {"value": 7.0})
    assert store.trials.read("lstm")[1] == trial, "nothing is replaced"
    store.trials.add("lstm", 5, {}, status="interrupted")
    store.trials.add("lstm", 5, {}, value=7.0)
    assert [each["value"] for each in store.trials.read("lstm")] == [None, trial["value"], 7.0]
    with pytest.raises(StoreError, match="a set cannot be stored as JSON"):
        store.trials.add("lstm", 4, {"bad": {1}})


def test_runs_begin_and_end(store):
    store.runs.start("r1", "smoke", "abc")
    store.runs.start("r1", "smoke", "abd")
    assert list(store.runs.table().status) == ["running"]
    store.runs.finish("r1", "success", {"figures": 3})
    run = store.runs.table().iloc[0]
    assert (run.status, run.git_commit, run.manifest) == ("success", "abd", '{"figures": 3}')
    assert run.started < run.ended
    with pytest.raises(StoreError, match="run 'r2' was never started"):
        store.runs.finish("r2", "success", {})


def test_answers_are_kept(store):
    verdicts = [Verdict("1", Outcome.PASS, 0.5)]
    for _ in range(2):
        store.answers.add("Sort a list.", {"type": "list"}, "def f(): 0", "plausible", verdicts)
    table = store.answers.table()
    assert len(table) == 2
    assert table.specification[0] == '{"type": "list"}'
    assert '"outcome": "pass"' in table.verdicts[0]
