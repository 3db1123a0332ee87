"""Verdicts, and every score that follows from them, on programs that really run."""

import itertools
import subprocess
import sys
import time
from pathlib import Path

import pytest

from codegarden import evaluation
from codegarden.evaluation import DefinitionsError
from codegarden.program import Outcome, Problem, Program, TestCase, Verdict
from codegarden.sandbox import Limits, Sandbox
from codegarden.store import Store

TESTS = [
    TestCase("1", args=(0,), expected=0),
    TestCase("2", args=(3,), expected=6),
    TestCase("3", args=(-1,), expected=-2),
]
DOUBLE = Program("def double(x):\n    return 2 * x\n", "double", "double", is_correct=True)
SQUARE = Program("def double(x):\n    return x * x\n", "double", "double", is_correct=False)
BROKEN = Program("def double(x)\n    return x\n", "double", "double", is_correct=False)
RAISES = Program("def double(x):\n    return 2 * x / x\n", "double", "double", is_correct=False)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(workers=2, limits=Limits(cpu_s=1.0)) as box:
        yield box


def verdicts(*outcomes):
    return [Verdict(str(number), outcome) for number, outcome in enumerate(outcomes, 1)]


def test_every_program_meets_every_test_in_order(sandbox):
    recorded = []
    table = evaluation.evaluate(
        [DOUBLE, SQUARE, BROKEN], lambda program: TESTS, sandbox, lambda *row: recorded.append(row)
    )
    assert list(table.columns) == evaluation.COLUMNS
    assert list(table["test"]) == ["1", "2", "3"] * 3
    assert list(table["outcome"]) == [
        *("pass", "pass", "pass"),
        *("pass", "wrong", "wrong"),
        *("syntax_error",) * 3,
    ]
    assert {program.sha256 for program, _, _ in recorded} == set(table["program"])


def test_what_is_known_is_not_run_again(sandbox):
    earlier = {"2": Verdict("2", Outcome.TIMEOUT, message="of an earlier run")}
    recorded = []

    def run(known):
        return evaluation.evaluate(
            [DOUBLE, SQUARE],
            lambda program: TESTS,
            sandbox,
            lambda program, tests, _: recorded.append((program, [test.name for test in tests])),
            lambda jobs: [known if program == DOUBLE else {} for program, _ in jobs],
        )

    assert list(run(earlier)["outcome"]) == ["pass", "timeout", "pass", "pass", "wrong", "wrong"]
    assert sorted(recorded, key=lambda row: len(row[1])) == [
        (DOUBLE, ["1", "3"]),
        (SQUARE, ["1", "2", "3"]),
    ]
    recorded.clear()
    run({test.name: Verdict(test.name, Outcome.PASS) for test in TESTS})
    assert [program for program, _ in recorded] == [SQUARE]


def test_a_program_without_tests_gives_no_row(sandbox):
    assert evaluation.evaluate([DOUBLE], lambda program: [], sandbox).empty


def test_a_summary_has_a_row_a_program_and_knows_the_parents(sandbox):
    source = "def double(x):\n    return 2 * x if x else 1 / x\n"
    parents = (DOUBLE.sha256, SQUARE.sha256)
    child = Program(source, "double", "double", operator="crossover", parents=parents)
    table = evaluation.evaluate([DOUBLE, SQUARE, child], lambda program: TESTS, sandbox)
    summary = evaluation.summarize(table).set_index("program")
    assert list(summary["fitness"]) == [1, pytest.approx(1 / 3), pytest.approx(2 / 3)]
    assert list(summary["outcome"]) == ["pass", "wrong", "exception"]
    assert summary.loc[child.sha256, "first"] == 1
    assert summary.loc[child.sha256, "second"] == pytest.approx(1 / 3)
    assert summary.loc[DOUBLE.sha256, ["first", "second"]].isna().all()
    assert evaluation.summarize(table.head(0)).empty


def test_fitness_is_the_share_of_tests_passed():
    assert evaluation.fitness([]) == 0
    assert evaluation.fitness(verdicts(Outcome.PASS, Outcome.WRONG)) == 0.5


def test_the_mutation_score_is_the_share_of_mutants_killed(sandbox):
    table = evaluation.evaluate([DOUBLE, SQUARE, RAISES, BROKEN], lambda program: TESTS, sandbox)
    assert evaluation.mutation_score(table) == 0.75
    assert dict(evaluation.mutation_score(table, by="is_correct")) == {True: 0.0, False: 1.0}


def test_pass_at_k_agrees_with_counting_every_choice():
    for samples, correct, k in [(5, 2, 1), (5, 2, 3), (6, 0, 2), (6, 6, 2), (7, 1, 7)]:
        choices = list(itertools.combinations(range(samples), k))
        share = sum(min(choice) < correct for choice in choices) / len(choices)
        assert evaluation.pass_at_k(samples, correct, k) == pytest.approx(share)


@pytest.mark.parametrize(("samples", "correct", "k"), [(5, 6, 1), (5, 1, 6), (5, -1, 1), (0, 0, 1)])
def test_pass_at_k_refuses_what_is_not_defined(samples, correct, k):
    with pytest.raises(ValueError, match="is not defined"):
        evaluation.pass_at_k(samples, correct, k)


def definitions(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "main_definitions.py"
    path.write_text(text, encoding="utf-8")
    return path


CHECKS = """
from random import Random
BOUND = 5

def even(x):
    return x % 2 == 0

def check_double(candidate):
    for x in range(-BOUND, BOUND):
        assert even(candidate(x))

def check_other(candidate):
    assert candidate() is None
"""


CHECK = """LIMIT = 3

def check_double(candidate):
    assert candidate(1) == 2
    assert candidate(LIMIT) == 6
"""


def test_definitions_run_beside_the_stored_tests(tmp_path, sandbox):
    loaded = evaluation.load_definitions(definitions(tmp_path, CHECKS))
    assert sorted(loaded) == ["double", "other"]
    tests_of = evaluation.tests_with_definitions({"double": TESTS}, loaded)
    assert [test.name for test in tests_of(SQUARE)] == ["1", "2", "3", "check_double"]
    table = evaluation.evaluate([DOUBLE, SQUARE], tests_of, sandbox)
    suites = table[table["test_origin"] == "definitions"]
    assert list(suites["outcome"]) == ["pass", "wrong"]


def test_an_edit_of_one_check_leaves_the_others_as_they_were(tmp_path):
    before = evaluation.load_definitions(definitions(tmp_path, CHECKS))
    after = evaluation.load_definitions(definitions(tmp_path, CHECKS.replace("is None", "== 1")))
    assert before["double"].sha256 == after["double"].sha256
    assert before["other"].sha256 != after["other"].sha256


@pytest.mark.parametrize("gap", ["\x0c\n", "SEP = 'a\u2028b'\n", "S = '\x1c'; T = [\n]; U = 1\n"])
def test_a_check_keeps_its_last_assert_whatever_stands_before_it(tmp_path, gap):
    [suite] = evaluation.load_definitions(definitions(tmp_path, gap + CHECK)).values()
    compile(suite.source, "suite", "exec")
    assert suite.source.endswith("assert candidate(LIMIT) == 6\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1\n", "defines no test"),
        ("x = '\0'\n", "null"),
        ("def check_a(candidate:\n    pass\n", "line 1"),
        ("\ndef check_a(one, two):\n    pass\n", "line 2: check_a takes one argument"),
    ],
)
def test_definitions_that_cannot_be_used_are_named(tmp_path, text, message):
    with pytest.raises(DefinitionsError, match=message):
        evaluation.load_definitions(definitions(tmp_path, text))


def test_an_absent_file_of_definitions_is_named(tmp_path):
    with pytest.raises(DefinitionsError, match="cannot be read"):
        evaluation.load_definitions(tmp_path / "nowhere.py")


def test_a_file_of_asserts_and_checks_becomes_tests(tmp_path, sandbox):
    path = definitions(tmp_path, CHECKS + "\nassert double(2) == 4\n")
    tests = evaluation.load_tests(path, "double")
    assert [str(test.kind) for test in tests] == ["assert", "suite"]
    assert [verdict.passed for verdict in sandbox.run(DOUBLE, tests)] == [True, True]
    with pytest.raises(DefinitionsError, match="has no test of triple"):
        evaluation.load_tests(definitions(tmp_path, "x = 1\n"), "triple")


INTERRUPTED = """
import sys
from codegarden import evaluation
from codegarden.sandbox import Limits, Sandbox
from codegarden.store import Store, verdicts

verdicts.RECORDING_S = 0.1
with Store(sys.argv[1]) as store, Sandbox(1, Limits(cpu_s=1.0)) as sandbox:
    tests = store.problems.tests("slow")
    programs = list(store.programs.read())
    with store.verdicts.recording() as record:
        known = store.verdicts.finished
        evaluation.evaluate(programs, lambda program: tests, sandbox, record, known)
"""


def test_after_a_kill_the_next_run_goes_on_where_it_stopped(tmp_path, sandbox):
    source = "import time\ndef slow(x):\n    time.sleep(0.02)\n    return x + {}\n"
    programs = tuple(Program(source.format(n), "slow", "slow") for n in range(60))
    url = f"sqlite:///{tmp_path}/garden.sqlite"
    with Store(url) as store:
        store.create()
        store.problems.add([Problem("slow", "", "slow", programs, (TestCase("1", args=(1,)),))])
        running = subprocess.Popen([sys.executable, "-c", INTERRUPTED, url])
        while not store.counts()["verdicts"] and running.poll() is None:
            time.sleep(0.02)
        running.kill()
        assert running.wait() == -9
        finished = store.counts()["verdicts"]
        assert 0 < finished < len(programs)
        run = []
        with store.verdicts.recording() as record:
            table = evaluation.evaluate(
                programs,
                lambda program: store.problems.tests("slow"),
                sandbox,
                lambda *row: (run.append(row), record(*row)),
                store.verdicts.finished,
            )
        assert len(run) == len(programs) - finished
        assert len(table) == len(programs) == store.counts()["verdicts"]


PEOPLES = '''
"""As people write them."""
import math
from mine import smallest
import pytest

DATA = [3, 1, 2]
PAIRS = []
for number in range(3):
    PAIRS.append((number, number))

def reference(items):
    return min(items)

assert smallest(DATA) == 1
assert smallest([math.floor(2.5), 7]) == 2
assert smallest(DATA) == reference(DATA)
assert smallest([5, 4]) == 4
for least, same in PAIRS:
    assert smallest([least, 9]) == same

def test_smallest():
    with pytest.raises(IndexError):
        smallest([])

def test_of_another():
    assert other() == 1

async def check_smallest(candidate):
    assert candidate(DATA) == 1
'''
SMALLEST = "def smallest(items):\n    return sorted(items)[0]\n"
LARGEST = "def smallest(items):\n    return sorted(items)[-1]\n"


def test_a_file_of_tests_brings_its_data_helpers_blocks_and_test_functions(tmp_path, sandbox):
    tests = evaluation.load_tests(definitions(tmp_path, PEOPLES), "smallest")
    assert [(test.name, bool(test.setup)) for test in tests] == [
        *(("line 15", True), ("line 16", True), ("line 17", True), ("line 18", False)),
        *(("check_line_19", False), ("check_test_smallest", False), ("check_smallest", False)),
    ]
    assert tests[1].setup == "import math"
    right, wrong = (
        [str(verdict.outcome) for verdict in sandbox.run(Program(source, "smallest"), tests)]
        for source in (SMALLEST, LARGEST)
    )
    assert right == ["pass"] * 7
    assert wrong == ["wrong"] * 5 + ["pass", "wrong"]


def test_data_of_a_file_of_tests_stays_out_of_the_programs_reach(tmp_path, sandbox):
    path = definitions(tmp_path, "WANTED = [271828]\nassert f(1) == WANTED[0]\n")
    found = "next((o[0] for o in gc.get_objects() if type(o) is list and o[:1] == [271828]), 0)"
    source = f"import gc\ndef f(x):\n    return {found}"
    [verdict] = sandbox.run(Program(source, "f"), evaluation.load_tests(path, "f"))
    assert (verdict.outcome, verdict.returned) == (Outcome.WRONG, "0")
