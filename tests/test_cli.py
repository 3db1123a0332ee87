"""The command line as a person meets it: what it prints, its exit status, its one-line errors."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ONE_PROBLEM = {
    "entry_point": "double",
    "topics": ["numbers"],
    "tests": [{"call": "double(2)", "expected": "4"}, {"call": "double(0)", "expected": "0"}],
}


@pytest.fixture
def run(tmp_path):
    """Run codegarden in a project of its own with one small problem."""
    examples = tmp_path / "data" / "examples"
    for folder in ("correct", "incorrect", "tests"):
        (examples / folder).mkdir(parents=True)
    source = 'def double(x):\n    """Return twice `x`."""\n    return {}\n'
    (examples / "correct" / "double.product.py").write_text(source.format("2 * x"))
    (examples / "correct" / "double.sum.py").write_text(source.format("x + x"))
    (examples / "incorrect" / "double.squares.py").write_text(source.format("x * x + x"))
    (examples / "tests" / "double.json").write_text(json.dumps(ONE_PROBLEM))
    kept = {name: value for name, value in os.environ.items() if "CODEGARDEN" not in name}

    def command(*arguments, typed="", **environment):
        return subprocess.run(
            [sys.executable, "-m", "codegarden", *arguments],
            env=kept | {"CODEGARDEN_HOME": str(tmp_path)} | environment,
            input=typed,
            capture_output=True,
            text=True,
        )

    return command


def test_a_database_is_filled_looked_at_and_written_out(run, tmp_path):
    assert "Added(problems=1, programs=3, tests=2)" in run("db", "init").stdout
    assert "Added(problems=0, programs=0, tests=0)" in run("db", "init").stdout
    assert re.search(r"code_examples +3\b", run("db", "status").stdout)
    out = tmp_path / "out.jsonl"
    assert "1 problems in" in run("db", "export", str(out)).stdout
    elsewhere = {"CODEGARDEN_DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite'}"}
    done = run("db", "import", "jsonl", str(out), **elsewhere)
    assert "Added(problems=1, programs=3, tests=2)" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "environment", "message"),
    [
        (["db", "import", "nothing", "x"], {}, "there is no format 'nothing': choose one of"),
        (["db", "import", "mbpp", "nowhere.jsonl"], {}, "nowhere.jsonl: cannot be read"),
        (["db", "status"], {"CODEGARDEN_WORKERS": "none"}, "CODEGARDEN_WORKERS is 'none'"),
        (["db", "status"], {"CODEGARDEN_DATABASE_URL": "nonsense"}, "CODEGARDEN_DATABASE_URL"),
        (
            ["db", "status"],
            {"CODEGARDEN_DATABASE_URL": "mysql+mysqlconnector://ada:secret@127.0.0.1:1/garden"},
            "127.0.0.1",
        ),
        (["run", "--profile", "quick"], {}, "there is no profile 'quick'"),
        (["mutate", "nowhere.py", "--tests", "nowhere_either.py"], {}, "nowhere"),
    ],
)
def test_what_goes_wrong_is_one_line_with_the_remedy(run, arguments, environment, message):
    done = run(*arguments, **environment)
    assert done.returncode == 1
    assert message in done.stderr
    assert done.stderr.startswith("codegarden: ")
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stdout + done.stderr


def test_tests_of_ones_own_are_judged_by_mutants(run, tmp_path):
    (tmp_path / "code.py").write_text("def larger(a, b):\n    return a if a > b else b\n")
    (tmp_path / "tests.py").write_text("assert larger(2, 1) == 2\nassert larger(1, 2) == 2\n")
    done = run("mutate", str(tmp_path / "code.py"), "--tests", str(tmp_path / "tests.py"))
    assert "mutation score" in done.stdout
    assert ">=" in done.stdout, "the equivalent mutant survives"


def test_files_are_read_as_python_reads_them(run, tmp_path):
    body = "def f(s):\n    return s + 'é'\n"
    code, tests = tmp_path / "code.py", tmp_path / "tests.py"
    code.write_bytes(b"# coding: latin-1\n" + body.encode("latin-1"))
    tests.write_bytes(b"\xef\xbb\xbf" + "assert f('a') == 'aé'\n".encode())
    assert "mutation score" in run("mutate", str(code), "--tests", str(tests)).stdout


def test_benchmarks_are_listed_with_what_they_measure(run):
    done = run("benchmark")
    assert done.returncode == 0
    assert "sandbox" in done.stdout
    assert run("benchmark", "nothing").returncode == 2


def test_a_task_is_solved_and_the_exit_status_says_so(run):
    run("db", "init")
    done = run("generate", "Return twice the number x.", "--test", "f(3) == 6", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["status"]) == (0, "solved")
    namespace = {}
    exec(answer["code"], namespace)
    assert namespace["f"](21) == 42
    done = run("generate", "Return twice.", "--test", "f(1) == 2", "--test", "f(1) == 3",
               "--seconds", "2")  # fmt: skip
    assert done.returncode == 1


def test_a_task_is_asked_for_when_none_is_given(run):
    done = run("generate", "--seconds", "2", typed="Return the largest number in a list.\n")
    assert "What should the program do" in done.stdout
    assert "no examples: a program cannot be proven right without one" in done.stdout
    assert done.returncode == 1


def test_doctor_tries_everything_out(run):
    run("db", "init")
    done = run("doctor")
    for what in ("Python", "tensorflow", "database", "running a program", "sandbox: "):
        assert what in done.stdout
