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


@pytest.fixture
def checkout(tmp_path):
    """A checkout with an environment that is whole."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
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
