"""The fuzz's own parts: inputs repeat, faults are seen at their door, and the doors hold."""

import json
import time
from random import Random
from types import SimpleNamespace

import pytest

from codegarden.benchmarks import _odd_texts, fuzz
from codegarden.benchmarks._random_inputs import Inputs
from codegarden.importers import examples
from codegarden.mutation import MutationError
from codegarden.settings import load


@pytest.fixture(scope="module")
def inputs():
    return Inputs(examples.read(load().data / "examples"))


def test_random_inputs_are_answered(capsys):
    """All doors, for real; 300 seconds of them: codegarden benchmark fuzz."""
    figures = fuzz.run(seconds=60, seed=7, inputs=60)
    assert figures["uncaught"] == 0, capsys.readouterr().out
    assert set(figures["doors"]) == {"repair", "mutate", "generate", "encode"}
    assert sum(row["inputs"] for row in figures["doors"].values()) == figures["inputs"] == 60
    assert 0 < figures["doors"]["mutate"]["refused"] < figures["doors"]["mutate"]["inputs"]
    assert json.loads(json.dumps(figures)) == figures


def test_one_seed_gives_one_input(inputs):
    def drawn(seed):
        random = Random(seed)
        problem = inputs.problem(random)
        return repr(
            (
                inputs.program(random, problem),
                [fuzz.shown(test) for test in inputs.tests(random, problem)],
                inputs.description(random, problem),
                inputs.header(random, problem),
            )
        )

    assert [drawn(seed) for seed in range(40)] == [drawn(seed) for seed in range(40)]
    assert len({drawn(seed) for seed in range(40)}) == 40


def test_odd_texts_hold_what_escapes_say():
    assert {"\u2028", "\x0c", "\ud800", "\0", "\ufeff"} <= set(_odd_texts.WORDS)
    assert "def f(x):\r    return x\r" in _odd_texts.PROGRAMS
    assert "f(b'\\xff') == '\\ud800'" in _odd_texts.LINES


class Doors:
    """Doors that do what they must not."""

    sandbox = SimpleNamespace(pool=SimpleNamespace(deaths={}))

    def __init__(self, work):
        self.work = work

    def encode(self, random, seconds):
        """Show an input, and work on it."""
        yield ("x" * 900,)
        self.work()

    mutate = encode


def raising(error):
    """A function that raises."""

    def work():
        raise error

    return work


@pytest.mark.parametrize(
    ("work", "refused", "fault"),
    [
        (raising(KeyError("k")), False, "KeyError: KeyError('k') in "),
        (raising(MutationError("no")), True, ""),
        (
            lambda: Doors.sandbox.pool.deaths.update({len(Doors.sandbox.pool.deaths): 1}),
            False,
            "a jud",
        ),
        (lambda: None, False, ""),
    ],
)
def test_a_fault_costs_its_input_alone_and_is_printed(work, refused, fault, capsys):
    tried = fuzz.attempt(Doors(work), 3, 1)
    assert (tried.refused, tried.late) == (refused, False)
    assert tried.fault.startswith(fault)
    assert bool(tried.fault) == bool(fault)
    printed = capsys.readouterr().out
    assert len(printed) < 900
    assert ("--first 1 --seed 3" in printed) == bool(fault)


def test_a_call_over_its_budget_and_one_that_hangs_are_seen(monkeypatch):
    monkeypatch.setattr(fuzz, "QUICK_S", 0.05)
    monkeypatch.setattr(fuzz, "LATE_S", 0.05)
    monkeypatch.setattr(fuzz, "HUNG_S", 0.2)
    late = fuzz.attempt(Doors(lambda: time.sleep(0.15)), 0, 1)
    hung = fuzz.attempt(Doors(lambda: time.sleep(60)), 0, 1)
    assert (late.late, late.fault) == (True, "")
    assert hung.late
    assert hung.fault.startswith("Hung")
    assert fuzz.figures([late, hung])["over_budget"] == 2
    assert fuzz.figures([late, hung])["uncaught"] == 1
