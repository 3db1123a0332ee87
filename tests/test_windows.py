import numpy as np
import pytest

from codegarden.language_model.windows import (
    SplitError,
    batches_of_streams,
    batches_of_windows,
    check_split,
    one_hot,
    one_hot_bytes,
    pack,
    sliding_windows,
    split_by_problem,
)
from codegarden.program import Program

SHARES = {"train": 0.7, "validation": 0.2, "test": 0.1}


def programs(problems=20):
    made = []
    for number in range(problems):
        parent = Program(f"def f(): return {number}", "f", problem=f"p/{number}")
        other = Program(f"def f(): return 0 + {number}", "f", problem=f"p/{number}")
        mutant = Program(
            f"def f(): return -{number}", "f", problem="", parents=(parent.sha256,), operator="m"
        )
        child = Program(
            f"def f(): return - 0 + {number}", "f", parents=(mutant.sha256, other.sha256)
        )
        made += [mutant, parent, child, other]
    return made


def test_a_family_is_never_parted():
    parts = split_by_problem(programs(), SHARES, seed=1)
    assert sum(map(len, parts.values())) == 80
    for part in parts.values():
        numbers = [program.source.split()[-1].lstrip("-") for program in part]
        assert len(numbers) == 4 * len(set(numbers))
    assert len(parts["train"]) == pytest.approx(56, abs=4)
    assert parts["test"]


def test_a_split_depends_on_the_seed_alone():
    made = programs()
    first = split_by_problem(made, SHARES, seed=1)
    shuffled = split_by_problem(made[::-1], SHARES, seed=1)
    assert {k: {p.sha256 for p in v} for k, v in first.items()} == {
        k: {p.sha256 for p in v} for k, v in shuffled.items()
    }
    assert split_by_problem(made, SHARES, seed=2) != first


def test_copies_of_a_source_go_together():
    made = [Program("x = 1", "f", problem=f"p/{number % 6}") for number in range(12)]
    made += [Program(f"x = {number}", "f", problem=f"q/{number}") for number in range(10, 13)]
    parts = split_by_problem(made, {"train": 0.5, "validation": 0.5}, seed=0)
    assert sum("x = 1" in {program.source for program in part} for part in parts.values()) == 1


def test_functions_of_a_module_go_together():
    made = [
        Program(f"x = {number}", "f", problem=f"package/m{number % 8}:f{number}")
        for number in range(48)
    ]
    parts = split_by_problem(made, SHARES)
    modules = [{program.problem.split(":")[0] for program in part} for part in parts.values()]
    assert sum(map(len, modules)) == 8
    with pytest.raises(SplitError, match="problem package/m1 is in both"):
        check_split({"train": [made[1]], "validation": [made[9]]})


def test_too_few_problems_are_refused():
    with pytest.raises(SplitError, match="2 unrelated problems"):
        split_by_problem(programs(2), SHARES)
    with pytest.raises(SplitError, match="positive"):
        split_by_problem(programs(4), {"train": 1.0, "test": 0.0})


def test_every_part_gets_a_problem():
    parts = split_by_problem(programs(3), {"train": 0.98, "validation": 0.01, "test": 0.01})
    assert [len(part) for part in parts.values()] == [4, 4, 4]


def test_check_split_sees_parent_and_mutant_apart():
    parent = Program("x = 1", "f", problem="p/1")
    mutant = Program("x = 2", "f", parents=(parent.sha256,))
    with pytest.raises(SplitError, match="or its child is in both train and validation"):
        check_split({"train": [parent], "validation": [mutant]})
    other = Program("x = 3", "f", problem="p/1")
    with pytest.raises(SplitError, match="problem p/1 is in both"):
        check_split({"train": [parent], "validation": [other]})
    sibling = Program("x = 4", "f", parents=(parent.sha256,))
    with pytest.raises(SplitError, match="child"):
        check_split({"train": [mutant], "validation": [sibling]})
    check_split({"train": [parent, mutant], "validation": []})


def test_sliding_windows_have_the_next_id_as_target():
    stream = np.arange(10)
    pairs = sliding_windows(stream, length=4, stride=3)
    assert pairs.inputs.tolist() == [[0, 1, 2, 3], [3, 4, 5, 6]]
    assert (pairs.targets == pairs.inputs + 1).all()
    assert np.shares_memory(pairs.inputs, stream)
    with pytest.raises(ValueError, match="too few for a context window of 10"):
        sliding_windows(stream, length=10)


@pytest.mark.parametrize("cut", [batches_of_windows, batches_of_streams])
@pytest.mark.parametrize("size", [2, 3, 16, 17, 25, 100])
def test_each_id_is_a_target_once(cut, size):
    stream = np.arange(1, size + 1)
    inputs, targets = cut(stream, length=4, batch=2, pad=0)
    assert inputs.shape == targets.shape
    assert inputs.shape[1:] == (2, 4)
    assert sorted(targets[targets > 0]) == list(range(2, size + 1))
    known = targets > 0
    assert (targets[known] == inputs[known] + 1).all()


def test_streams_go_on_where_the_batch_before_ended():
    inputs, targets = batches_of_streams(np.arange(1, 26), length=4, batch=2, pad=0)
    assert (inputs[1:, :, 0] == targets[:-1, :, -1]).all()


def test_packing_shuffles_whole_programs():
    framed = [np.full(number, number) for number in range(1, 9)]
    first, again, other = pack(framed, 1), pack(framed, 1), pack(framed, 2)
    assert (first == again).all()
    assert (first != other).any()
    assert sorted(first) == sorted(other) == sorted(pack(framed))
    assert (np.diff(first) != 0).sum() == 7
    assert pack([]).tolist() == []


def test_one_hot_times_a_matrix_is_a_row_lookup():
    ids = np.array([[2, 0], [1, 2]])
    matrix = np.random.default_rng(0).normal(size=(3, 5)).astype(np.float32)
    assert one_hot(ids, 3).shape == (2, 2, 3)
    assert (one_hot(ids, 3) @ matrix == matrix[ids]).all()
    assert one_hot(ids, 3).nbytes == one_hot_bytes(ids.size, 3)
