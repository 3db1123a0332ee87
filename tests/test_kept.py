"""Results kept in files: found out once, made anew where a file is broken, lost to no other."""

import json

import pytest

from codegarden.program import Problem, Program
from codegarden.synthesis import kept as module
from codegarden.synthesis.counting import Counts
from codegarden.synthesis.kept import FILES, Kept
from codegarden.synthesis.productions import language
from codegarden.synthesis.recognition import Recognizer


def never():
    raise AssertionError("it is known")


def test_a_result_is_found_out_once(tmp_path):
    first = Kept("sizes", folder=tmp_path)
    assert first.get("a text", lambda: [6]) == first.get("a text", never) == [6]
    first.save()
    assert Kept("sizes", folder=tmp_path).get("a text", never) == [6]
    assert Kept("sizes", "of another language", folder=tmp_path).get("a text", lambda: 7) == 7


@pytest.mark.parametrize("broken", ["", "{", "[1, 2]", "null", "\0\xff"])
def test_a_broken_file_is_made_anew(tmp_path, broken):
    first = Kept("sizes", folder=tmp_path)
    first.path.write_text(broken, encoding="latin-1")
    again = Kept("sizes", folder=tmp_path)
    again.get("a", lambda: 1)
    again.save()
    assert Kept("sizes", folder=tmp_path).get("a", never) == 1


def test_writers_keep_what_others_have_written(tmp_path):
    one, other = (Kept("sizes", folder=tmp_path) for _ in range(2))
    one.get("a", lambda: 1)
    other.get("b", lambda: 2)
    one.save()
    other.save()
    last = Kept("sizes", folder=tmp_path)
    assert (last.get("a", never), last.get("b", never)) == (1, 2)
    assert [path.name for path in tmp_path.iterdir()] == [last.path.name]


def test_only_the_newest_files_and_results_stay(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST", 3)
    for number in range(FILES + 3):
        made = Kept("sizes", str(number), folder=tmp_path)
        for text in "abcde":
            made.get(text, lambda: 1)
        made.save()
    assert len(list(tmp_path.iterdir())) == FILES
    assert len(json.loads(made.path.read_text())) == 3


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path):
    (tmp_path / "file").write_text("no folder")
    made = Kept("sizes", folder=tmp_path / "file")
    assert made.get("a", lambda: 1) == 1
    made.save()


def test_counts_are_the_same_from_a_file(tmp_path, monkeypatch):
    source = "def f(xs):\n    return sorted(set(xs))[-2] + 1"
    problems = [
        Problem("p", "the second largest", "f", programs=(Program(source, "f", is_correct=True),))
    ]
    made = []
    for _ in range(2):
        recognizer = Recognizer(language())
        recognizer.kept = Kept("counted", folder=tmp_path)
        made.append(Counts(problems, recognizer))
        assert recognizer.kept.path.is_file()
    assert made[0].places == made[1].places != {}
    assert made[0].constants == made[1].constants != {}
