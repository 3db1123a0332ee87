"""The benchmarks of repair and of the shipped tests, on a few programs each."""

import json

import numpy as np
import pytest

from codegarden.benchmarks import (
    _mending,
    _repairing,
    incorrect,
    mutation_score,
    refactory,
    repair_order,
)
from codegarden.benchmarks._fitting import conditional_logit
from codegarden.program import Problem, Program, TestCase
from codegarden.repair import Budget
from codegarden.repair.agreement import agreements, in_one_order
from codegarden.sandbox import Limits, Sandbox

WRONG = Program("def larger(a, b):\n    return a if a < b else b\n", "larger", label="wrong way")
CORRECT = [
    Program("def larger(a, b):\n    return max(a, b)\n", "larger", is_correct=True),
    Program("def larger(a, b):\n    return a if a > b else b\n", "larger", is_correct=True),
]
TESTS = [TestCase(str(n), args=args, expected=max(args)) for n, args in enumerate([(1, 2), (5, 3)])]
TASK = _repairing.Task("larger", WRONG, TESTS, CORRECT)


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    out = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    options = _repairing.Options(Budget(seconds=60, evaluations=150), workers=1)
    made = list(_repairing.repair_all([TASK], options, out))
    assert made == [json.loads(line) for line in out.read_text().splitlines()]
    return made


def test_a_row_tells_the_patch_and_whether_it_is_right(rows):
    [row] = rows
    assert row["plausible"]
    assert row["correct"]
    assert row["code"] in {one.source for one in CORRECT} or "max(" in row["code"]
    assert row["inputs"] > 20
    assert 1 < row["first_patch_at"] <= row["evaluations"] == 150
    assert row["tests_run"] == 2 * row["evaluations"]
    figures = _repairing.totals(rows)
    assert (figures["programs"], figures["plausible"], figures["correct"]) == (1, 1, 1)
    assert figures["evaluations_to_first_patch"] == row["first_patch_at"]


@pytest.fixture(scope="module")
def pairs():
    """Pairs whose slips are in a comparison, but for one that is in a number."""
    slips = [("a < b", "a > b"), ("a <= b", "a >= b"), ("b > a", "b < a"), ("b + 1", "b + 2")]
    with Sandbox(workers=1, limits=Limits(cpu_s=1.0)) as sandbox:
        made = [
            _mending.pair(
                f"{number}: slip",
                Program(f"def larger(a, b):\n    return a if {wrong} else b\n", "larger"),
                [f"def larger(a, b):\n    return a if {right} else b  # right\n"],
                TESTS,
                sandbox,
            )
            for number, (wrong, right) in enumerate(slips)
        ]
        far = ["def larger(a, b):\n    c = max(a, b)\n    return c\n"]
        assert _mending.pair("far", WRONG, far, TESTS, sandbox) is None
    return made


def test_a_pair_knows_which_edits_lead_to_the_right_program(pairs):
    mending = [one.offers[place] for one in pairs for place in np.flatnonzero(one.mends)]
    assert {one.operator for one in mending} >= {"replace-comparison", "change-number"}
    assert mending[0].source == "def larger(a, b):\n    return a if a > b else b\n"
    assert all(one.shares.sum() == pytest.approx(1) for one in pairs)
    counts = _mending.counted(pairs)
    assert sum(mended for mended, _ in counts.operators.values()) == pytest.approx(4, abs=0.02)
    assert counts.factor("replace-comparison", "< -> >") > 1
    assert counts.factor("replace-comparison", "< -> ==") < 1


def test_counted_slips_come_first_and_weights_are_fitted(pairs):
    columns = _mending.crossed(pairs)
    weights = conditional_logit(columns, [one.mends for one in pairs])
    assert weights[0] > 0  # of the prior
    ranks = [_mending.rank(one, c @ weights) for one, c in zip(pairs, columns, strict=True)]
    assert max(ranks[:3]) < min(len(one.offers) for one in pairs) / 4
    assert _mending.figures([1, 4, 2])["geometric_mean"] == 2


def test_no_problem_is_both_fitted_to_and_measured_on():
    measured = {one.wrong.problem for one in incorrect.chosen("odd", 0, 0, 0)}
    assert measured.isdisjoint(one.name for one in repair_order.training())


def test_orders_are_compared_on_what_one_of_them_repairs():
    options = _repairing.Options(Budget(seconds=60, evaluations=150, patches=1), workers=1)
    found = repair_order.compared([TASK], options)
    assert set(found) == set(repair_order.ORDERS)
    assert all(one["programs"] == one["repaired"] == 1 for one in found.values())


def test_a_patch_that_is_only_plausible_is_not_right():
    """On inputs on which the correct programs agree, it has to do what they do."""
    with Sandbox(workers=1, limits=Limits(cpu_s=1.0)) as sandbox:
        wrong = Program("def larger(a, b):\n    return b if a < 3 else a\n", "larger")
        said = _repairing.behaviours([*CORRECT, wrong], TESTS, sandbox, _repairing.Random(1), 30)
    assert said[0] == said[1] != said[2]
    assert _repairing.is_settled(said[0][:1])
    assert not _repairing.is_settled(["1", "2"])
    assert not _repairing.is_settled(["exception ValueError"] * 2)


def test_the_ablation_ends_at_the_first_patch(capsys):
    options = _repairing.Options(Budget(seconds=60, evaluations=150), workers=1)
    figures = _repairing.ablate([TASK], options)
    assert set(figures) == set(_repairing.ABLATION)
    assert all(one["plausible"] == 1 for one in figures.values())
    first = figures["all parts"]["evaluations_to_first_patch"]
    assert first < figures["in order of enumeration"]["evaluations"]
    assert "no localization" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("{'a': 1, 'b': {2, 3}}", "{'b': {3, 2}, 'a': 1}", True),
        ("[{1: 2}]", "[{1: 3}]", False),
        ("{1: 2}", "{(1, 2)}", False),
        ("{'a': 'cut off ...", "{'a': 'cut off ...", True),
    ],
)
def test_dictionaries_and_sets_agree_in_any_order(one, other, alike):
    assert (in_one_order(one) == in_one_order(other)) is alike
    assert agreements([(in_one_order(one),)], [1]) == [1.0]


def test_halves_share_no_problem_and_samples_are_seeded():
    halves = {name: incorrect.chosen(name, 1, 0, 0) for name in ("even", "odd")}
    problems = {name: {task.wrong.problem for task in some} for name, some in halves.items()}
    assert not problems["even"] & problems["odd"]
    assert len(problems["even"] | problems["odd"]) == 108
    assert incorrect.chosen("even", 1, 0, 0) == halves["even"]
    assert len(incorrect.chosen("", 1, 7, 0)) == 7
    assert len(incorrect.chosen("", 0, 0, 0)) > 300
    with pytest.raises(incorrect.HalfError, match="give even or odd"):
        incorrect.chosen("left", 1, 0, 0)


def test_published_results_stand_beside_those_of_the_same_programs():
    text = (
        "File Name,Sampling Rate,Status,RPS,Total Time\n"
        "wrong_1.py,100,success_wo_mut,0.5,2\n"
        "wrong_2.py,100,fail_other,N/A,4\n"
        "wrong_1.py,50,fail_other,N/A,9\n"
    )
    problem = Problem("refactory/question_9", "", "f")
    published = refactory.published_results({"question_9": text})
    rows = []
    for label, size in (("wrong_1.py", 0.25), ("wrong_2.py", 0.75), ("wrong_3.py", 0.5)):
        key = refactory.program_key(problem, Program("", "f", label=label))
        row = {"plausible": True, "rps": size, "seconds": 1.0, "evaluations": 10}
        rows.append(row | published.get(key, {}))
    figures = refactory.totals(rows)
    assert (figures["programs"], figures["rps"], figures["mean_seconds"]) == (3, 0.5, 1.0)
    assert figures["published"] == {
        "programs": 2,
        "repaired": 1,
        "repaired_share": 0.5,
        "rps": 0.5,
        "mean_seconds": 3.0,
        "rps_where_both_repair": [0.25, 0.5],
    }


def test_the_mutation_score_of_shipped_tests_lists_what_survives(tmp_path):
    out = tmp_path / "survivors.jsonl"
    figures = mutation_score.run(only="closest_point", sample=40, workers=1, out=out, survivors=1)
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert (figures["problems"], figures["programs"], figures["mutants"]) == (1, 1, 40)
    assert figures["survived"] == len(rows)
    assert figures["score"] == round(1 - len(rows) / 40, 4)
    assert all(row["problem"] == "examples/closest_point" and row["diff"] for row in rows)
