"""Every program of ``tests/hostile`` is contained, as this user and as one without rights."""

import os
import sys
from pathlib import Path

import pytest

from codegarden.benchmarks.hostile import as_ordinary_user, examine, read_tricks
from codegarden.sandbox.layer import missing

FOLDER = Path(__file__).parent / "hostile"
TRICKS = read_tricks(FOLDER)
WORKERS = max(os.cpu_count() or 1, 2)

pytestmark = pytest.mark.skipif(bool(missing()), reason="this system lacks a layer of the jail")


@pytest.fixture(scope="module")
def reports():
    return {report.name: report for report in examine(TRICKS, WORKERS)}


@pytest.fixture(scope="module")
def ordinary_reports():
    found = as_ordinary_user(FOLDER, WORKERS)
    if found is None:
        pytest.skip("not started as root: the other tests ran as an ordinary user")
    return {report.name: report for report in found}


@pytest.mark.parametrize("name", [trick.name for trick in TRICKS])
def test_contained(reports, name):
    assert reports[name].problems == []


def test_contained_as_an_ordinary_user(ordinary_reports):
    assert len(ordinary_reports) == len(TRICKS)
    assert {name: r.problems for name, r in ordinary_reports.items() if r.problems} == {}


def test_the_suite_would_notice():
    """Without landlock, at least five tricks leak."""
    reading = [trick for trick in TRICKS if trick.group == "secrets"]
    reports = examine(reading, WORKERS, without=("landlock",))
    assert sum(report.leaked for report in reports) >= 5


def test_there_are_enough_of_all_groups():
    groups = {trick.group for trick in TRICKS}
    assert groups >= {
        "time", "memory", "processes", "files", "secrets", "network", "exits", "cheats", "kernel",
        "source", "ordinary", "folders",
    }  # fmt: skip
    assert len(TRICKS) >= 100
    assert sys.platform == "linux"
