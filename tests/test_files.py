"""Files that are there whole, or as they were before."""

import pytest

from codegarden.files import filled, replaced, write_whole


def fail_within(writing, *name: str) -> None:
    """Write half of a file, and fail."""
    with writing as new:
        new.joinpath(*name).write_text("half of")
        raise ZeroDivisionError


def test_a_file_is_replaced_when_all_is_written(tmp_path):
    path = tmp_path / "new" / "a.txt"
    write_whole(path, "one")
    with replaced(path) as new:
        new.write_text("two")
        assert path.read_text() == "one"
    assert path.read_text() == "two"
    assert list(path.parent.iterdir()) == [path]


def test_what_fails_leaves_a_file_as_it_was(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("one")
    with pytest.raises(ZeroDivisionError):
        fail_within(replaced(path))
    assert path.read_text() == "one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_filled_when_all_is_written(tmp_path):
    (tmp_path / "own.txt").write_text("mine")
    (tmp_path / "card").write_text("old")
    with pytest.raises(ZeroDivisionError):
        fail_within(filled(tmp_path), "card")
    assert (tmp_path / "card").read_text() == "old"
    with filled(tmp_path) as new:
        (new / "card").write_text("new")
        assert (tmp_path / "card").read_text() == "old"
    found = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert found == {"own.txt": "mine", "card": "new"}
