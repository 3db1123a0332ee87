"""Real pytest suites as judges of changed modules."""

import pytest

from codegarden.mutation.testing import Session, mutant_id, mutation_testing
from codegarden.program import Outcome, Program
from codegarden.repair import Budget, Strategy, repair
from codegarden.sandbox.pytest_suite import PytestSuite, PytestSuiteError

MODULE = """\
from dataclasses import dataclass
from functools import lru_cache

LIMIT = 10


@dataclass(frozen=True)
class Account:
    balance: float = 0.0

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("no amount")
        return Account(self.balance + amount)


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


async def total(values):
    result = 0
    for value in values:
        if value < LIMIT:
            result += value
    return result


def never(x):
    return x + 1
"""
SUITE = """\
import asyncio
from pathlib import Path

import pytest

from bank import Account, fib, total


@pytest.fixture
def account():
    return Account(1)


def test_deposit(account):
    assert account.deposit(2).balance == 3
    with pytest.raises(ValueError):
        account.deposit(0)


@pytest.mark.parametrize(("n", "value"), [(0, 0), (1, 1), (7, 13)])
def test_fib(n, value):
    assert fib(n) == value


class TestTotal:
    def test_total(self):
        assert asyncio.run(total([1, 2, 10])) == 3


@pytest.mark.skip
def test_later():
    raise AssertionError
"""


@pytest.fixture
def bank(tmp_path, monkeypatch):
    """A project in the current folder: a module and its suite."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bank.py").write_text(MODULE)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_bank.py").write_text(SUITE)
    return tmp_path


@pytest.fixture
def judge(bank):
    suite = PytestSuite([bank / "tests"])
    with suite.judge(bank / "bank.py") as one:
        yield one


def outcomes(judge, old, new):
    assert old in MODULE
    verdicts = judge.run(Program(MODULE.replace(old, new, 1), ""), judge.tests)
    failed = [one for one in verdicts if not one.passed and one.outcome is not Outcome.SKIPPED]
    return {one.test.rpartition("::")[2]: one.outcome for one in failed}


def test_functions_methods_dataclasses_and_coroutines_are_judged(judge):
    assert outcomes(judge, "n < 2", "n < 2") == {}
    assert outcomes(judge, "amount <= 0", "amount < 0") == {"test_deposit": Outcome.EXCEPTION}
    assert outcomes(judge, "balance: float = 0.0", "balance: float") == {}
    assert "test_fib[7-13]" in outcomes(judge, "fib(n - 2)", "fib(n - 3)")
    assert outcomes(judge, "value < LIMIT", "value <= LIMIT") == {"test_total": Outcome.WRONG}
    assert outcomes(judge, "LIMIT = 10", "LIMIT = 11") == {"test_total": Outcome.WRONG}
    broken = {"test_deposit": Outcome.EXCEPTION}
    assert outcomes(judge, "import dataclass", "import nothing") == broken


def test_endless_and_dead_modules_are_told_apart(judge):
    assert outcomes(judge, "result = 0", "while True: pass")["test_total"] is Outcome.TIMEOUT
    dead = outcomes(judge, "result = 0", "import os; os.kill(os.getpid(), 9)")
    assert dead == {"test_total": Outcome.KILLED}


def test_only_tests_that_run_what_was_changed_are_run(judge):
    lines = dict(zip([t.name for t in judge.tests], judge.coverage(None, judge.tests), strict=True))
    fib = next(run for name, (_, run) in lines.items() if name.endswith("test_fib[7-13]"))
    number = MODULE.split("\n").index("    return n if n < 2 else fib(n - 1) + fib(n - 2)") + 1
    assert number in fib
    reached = judge.reached(MODULE, MODULE.replace("n - 1", "n - 4"))
    assert {name.rpartition("::")[2].partition("[")[0] for name in reached} == {"test_fib"}
    assert judge.reached(MODULE, MODULE.replace("x + 1", "x + 2")) == set()
    assert len(judge.reached(MODULE, MODULE.replace("frozen=True", "frozen=False"))) == 6


def test_a_suite_writes_nothing_outside_of_scratch_folders(bank):
    (bank / "tests" / "test_write.py").write_text(
        "def test_write(tmp_path):\n    (tmp_path / 'x').touch()\n"
        f"    open({str(bank)!r} + '/y', 'w')\n"
    )
    suite = PytestSuite([bank / "tests"])
    with suite.judge(bank / "bank.py") as judge:
        failed = [one for one in suite.baseline.verdicts.values() if not one.passed]
        assert [one.test.rpartition("::")[2] for one in failed] == ["test_write"]
        assert "Permission" in failed[0].message
        assert judge.isolation == "full"
    assert not (bank / "y").exists()


def test_a_suite_that_cannot_be_run_says_why(bank):
    with pytest.raises(PytestSuiteError, match="there is no"):
        PytestSuite([bank / "nowhere"])
    (bank / "tests" / "test_bank.py").write_text("import nowhere\n")
    with (
        PytestSuite([bank / "tests"]).judge(bank / "bank.py") as judge,
        pytest.raises(PytestSuiteError, match="No module named 'nowhere'"),
    ):
        assert judge.tests


def test_mutants_of_a_module_are_tested_resumed_and_accepted(judge, bank):
    program = Program(MODULE, "", label="bank.py")
    session = bank / "session.jsonl"
    names = ["replace-comparison", "change-number", "replace-arithmetic"]
    first = mutation_testing(program, judge.tests, judge, names, session=Session(session))
    assert {one.sentence.rpartition(" ")[2] for one in first.unreached} == {"31"}
    assert first.score > 0.5
    lines = {line for one in first.killed for line in one.mutant.lines}
    assert {4, 12, 14, 19, 25} <= lines
    ran = []
    again = Session(session)
    second = mutation_testing(
        program, judge.tests, judge, names, session=again, record=lambda *one: ran.append(one)
    )
    assert (ran, second.score) == ([], first.score)
    survivor = first.survived[0]
    again.accept(mutant_id(program, survivor))
    third = mutation_testing(program, judge.tests, judge, names, session=Session(session))
    assert third.accepted == (survivor,)
    assert third.score > first.score
    moved = Program(f"# a line more\n{MODULE}", "", label="bank.py")
    assert [one for one in first.survived if Session(session).accepts(moved, one)] == [survivor]


def test_a_module_is_repaired_by_its_suite(bank):
    wrong = MODULE.replace("value < LIMIT", "value <= LIMIT")
    (bank / "bank.py").write_text(wrong)
    suite = PytestSuite([bank / "tests"])
    with suite.judge(bank / "bank.py") as judge:
        found = repair(
            Program(wrong, ""),
            judge.tests,
            judge,
            budget=Budget(seconds=60, evaluations=150, patches=1),
            strategy=Strategy(agreement=False),
        )
        repaired = judge.run(found.best.program, judge.tests)
    assert len(repaired) == len(judge.tests)
    assert all(verdict.passed for verdict in repaired)


def test_processes_end_with_the_judge(bank):
    suite = PytestSuite([bank / "tests"])
    with suite.judge(bank / "bank.py"):
        assert suite.tests
        (server,) = suite.servers
    assert server.process.poll() is not None
    assert not (bank / ".pytest_cache").exists()
