"""The environment is made anew for another content alone: ``make -n`` tells what would be done."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FRESH = "rm -rf .venv\n"


def plan(folder, *arguments):
    """Return what make would do for a target that needs the environment."""
    kept = {k: v for k, v in os.environ.items() if not re.match("MAKE|MFLAGS|PYTHON|GPU", k)}
    command = ["make", "-n", "lint", *arguments]
    done = subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True)
    return done.stdout


def python(folder, version):
    """Return a Python that says of itself that it is of a version."""
    path = folder / f"python-{version}"
    path.write_text(f"#!/bin/sh\necho {version}\n")
    path.chmod(0o755)
    return path


def bare(folder):
    """Return a new folder with what make needs of a checkout."""
    folder.mkdir()
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def checkout(tmp_path):
    """A checkout with an environment that is whole."""
    folder = bare(tmp_path / "checkout")
    first = plan(folder)
    assert FRESH in first
    stamp = folder / re.search(r"touch ([^;\s]+)", first)[1]
    stamp.parent.mkdir()
    stamp.touch()
    return folder


def test_time_stamps_play_no_part(checkout, tmp_path):
    assert FRESH not in plan(checkout)
    for moment in (0, 2_000_000_000):
        for name in ("requirements.lock", "Makefile", ".venv"):
            os.utime(checkout / name, (moment, moment))
        assert FRESH not in plan(checkout)
    assert FRESH not in plan(shutil.copytree(checkout, tmp_path / "copied"))
    (tmp_path / "clone").mkdir()
    for name in ("Makefile", "requirements.lock"):
        (tmp_path / "clone" / name).write_bytes((checkout / name).read_bytes())
    shutil.move(checkout / ".venv", tmp_path / "clone")
    assert FRESH not in plan(tmp_path / "clone")


def test_another_lock_python_or_tensorflow_makes_another_environment(checkout, tmp_path):
    other = python(tmp_path, "3.12.99")
    for arguments in ([f"PYTHON={other}"], ["GPU=1"]):
        (stamp,) = re.findall(r"touch ([^;\s]+)", plan(checkout, *arguments))
        assert FRESH in plan(checkout, *arguments)
        shutil.move(next((checkout / ".venv").iterdir()), checkout / stamp)
        assert FRESH not in plan(checkout, *arguments)
        assert FRESH not in plan(checkout), "what is there stays, when nothing else is asked for"
    assert FRESH in plan(checkout, f"PYTHON={python(tmp_path, '3.13.99')}")
    with (checkout / "requirements.lock").open("a") as lock:
        lock.write("# one line more\n")
    assert FRESH in plan(checkout)


RECORDER = """#!/bin/bash
# a Python whose environments write down how their programs are called
record='#!/bin/bash
echo "$(basename "$0")" "$@" >> calls
env | grep ^CODEGARDEN >> calls
exit ${FAIL:-0}
'
case "$*" in
    *"-m venv"*) mkdir -p .venv/bin
        for name in python codegarden; do
            printf '%s' "$record" > .venv/bin/$name; chmod +x .venv/bin/$name
        done ;;
    *platform*) echo 3.12.99 ;;
esac
"""


@pytest.fixture
def odd(tmp_path):
    """A checkout in a folder of an odd name, and the arguments that make takes there."""
    folder = bare(tmp_path / "a b's (old) & $new")
    recorder = tmp_path / "my python"
    recorder.write_text(RECORDER)
    recorder.chmod(0o755)
    return folder, f"PYTHON={recorder}"


def make(folder, *arguments, **environment):
    """Return what make did."""
    kept = {k: v for k, v in os.environ.items() if not re.match("MAKE|MFLAGS|PYTHON|GPU", k)}
    command = ["make", *arguments]
    return subprocess.run(
        command, cwd=folder, env=kept | environment, capture_output=True, text=True
    )


def test_a_folder_may_have_any_name(odd):
    folder, python_there = odd
    done = make(folder, "test", python_there)
    assert done.returncode == 0, done.stderr
    calls = (folder / "calls").read_text().splitlines()
    assert "python -m pytest -n auto --dist loadfile tests" in calls
    assert f"CODEGARDEN_DATABASE_URL=sqlite:///{folder}/.cache/nbval/codegarden.sqlite" in calls
    assert f"CODEGARDEN_MODELS={folder}/.cache/nbval/models" in calls
    assert make(folder, "pipeline", "PROFILE=smoke").returncode == 0
    assert "codegarden run --profile smoke" in (folder / "calls").read_text().splitlines()


@pytest.mark.parametrize("older", [[], [".SHELLFLAGS=-c"]])
def test_an_environment_that_is_not_finished_is_removed(odd, older):
    folder, python_there = odd
    done = make(folder, "setup", python_there, *older, FAIL="3")
    assert done.returncode == 2
    assert "was not finished and is removed" in done.stdout
    assert not (folder / ".venv").exists()


def test_a_python_that_is_not_there_is_told_in_a_line(odd):
    folder, _ = odd
    done = make(folder, "setup", "PYTHON=/no/such/python")
    assert done.returncode == 2
    assert "codegarden needs Python 3.11, 3.12 or 3.13: install one, or make PYTHON=" in done.stdout
    assert "No such file" not in done.stderr
    assert not (folder / ".venv").exists()
