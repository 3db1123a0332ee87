"""The benchmark of programming by examples: its files, and who is right."""

import json

import pytest

from codegarden.benchmarks import pbe

TASK = {
    "name": "first letter",
    "params": ["word"],
    "description": "",
    "train": [["('pear',)", "'p'"], ["('fig',)", "'f'"]],
    "hidden": [["('apple',)", "'a'"]],
}


def test_an_answer_is_right_only_by_hidden_examples(tmp_path, capsys):
    file = tmp_path / "tasks.jsonl"
    rows = [TASK, {**TASK, "name": "contradicted", "hidden": [["('apple',)", "'e'"]]}]
    rows.append({**TASK, "name": "nothing hidden", "hidden": []})
    file.write_text("\n".join(map(json.dumps, rows)))
    out = tmp_path / "rows.jsonl"
    found = pbe.run(file, seconds=20.0, out=out, limit=0, processes=1, seed=0)
    assert (found["tasks"], found["plausible"], found["correct"]) == (3, 3, 1)
    assert [json.loads(line)["right"] for line in out.open()] == [True, False, False]
    assert found["crashes"] == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [({"train": [["('a'", "1"]]}, "train"), ({"hidden": [["('a',)", "x y"]]}, "hidden")],
)
def test_a_bad_line_is_named(tmp_path, change, field):
    file = tmp_path / "tasks.jsonl"
    file.write_text(json.dumps(TASK) + "\n" + json.dumps({**TASK, **change}))
    with pytest.raises(pbe.TaskFileError, match=f"line 2, {field}"):
        list(pbe.tasks_in(file))


def test_a_missing_field_is_named(tmp_path):
    file = tmp_path / "tasks.jsonl"
    file.write_text(json.dumps({"name": "x", "params": []}))
    with pytest.raises(pbe.TaskFileError, match="line 1, train"):
        list(pbe.tasks_in(file))
