"""The command line as a person meets it: what it prints, its exit status, its one-line errors."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from codegarden import settings
from codegarden.cli.doctor import database, definitions, functions_of, tried, writable
from codegarden.cli.options import check_signature
from codegarden.generation.answer import PASSING

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

    def python(*arguments, typed="", **environment):
        return subprocess.run(
            [sys.executable, *arguments],
            env=kept | {"CODEGARDEN_HOME": str(tmp_path)} | environment,
            input=typed,
            capture_output=True,
            text=True,
        )

    def command(*arguments, **more):
        return python("-m", "codegarden", *arguments, **more)

    command.python = python
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


FILES = {"broken.py": "def check_double(:\n", "empty.py": "x = 1\n"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "--profile", "quick"], "there is no profile 'quick': choose one of smoke"),
        (["run", "--from", "99"], "no notebook starts with '99'"),
        (["run", "--definitions", "nowhere.py"], "nowhere.py cannot be read"),
        (["run", "--definitions", "broken.py"], "broken.py, line 1"),
        (["run", "--definitions", "empty.py"], "empty.py defines no test"),
        (["generate", "x", "--seconds", "-3"], "'--seconds': -3: give a number above 0"),
        (["generate", "x", "--seconds", "nan"], "'--seconds': nan"),
        (["generate", "x", "--seconds", "soon"], "'--seconds'"),
        (["generate", "x", "--signature", "longest words"], "'longest words': write a name, or"),
        (["benchmark", "nope"], "there is no 'nope': choose one of choice, descriptions, "),
        (["generate", "x", "--test", "f(1"], "test 1, 'f(1': '(' was never closed"),
        (["generate", "x", "--test", ""], "test 1, ''"),
        (["generate", "x", "--with", "no_such_package"], "'no_such_package' cannot be imported"),
        (["benchmark", "tuning", "--trials", "many"], "'--trials'"),
        (["benchmark", "mbpp", "x", "--limit", "-1"], "'--limit': -1: give 0 or a number above"),
        (["benchmark", "shipped", "--seconds", "0"], "'--seconds': 0: give a number above 0"),
        (["benchmark", "humaneval", "--without", "magic"], "'--without': without: 'magic' is not"),
        (["benchmark", "mbpp", "x", "--with", "no_such_package"], "'no_such_package' cannot"),
        (["benchmark", "mbpp", "x", "--sources", "magic"], "'magic' is not one of retrieval"),
        (["mutate", "empty.py", "--tests", "b.py"], "empty.py defines no function"),
        (["mutate", "empty.py", "--tests", "b.py", "--function", "g"], "empty.py defines no g"),
        (["mutate", "a.py", "--tests", "b.py", "--limit", "-1"], "'--limit'"),
        (["generate", "x", "--nope"], "No such option: --nope"),
        (["nope"], "No such command 'nope'"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_an_option_that_cannot_be_used_is_refused_at_once(run, tmp_path, arguments, message):
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "smoke.yaml").touch()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    done = run(*[str(tmp_path / one) if one in FILES else one for one in arguments])
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "data" / "codegarden.sqlite").exists()


@pytest.mark.parametrize(
    "signature", ["total", "def f(xs: list[int], k=2) -> int:", "f(a, b)", "async def g()"]
)
def test_a_name_and_a_header_are_signatures(signature):
    check_signature(signature)


def test_tests_of_ones_own_are_judged_by_mutants(run, tmp_path):
    (tmp_path / "code.py").write_text("def larger(a, b):\n    return a if a > b else b\n")
    (tmp_path / "tests.py").write_text("assert larger(2, 1) == 2\nassert larger(1, 2) == 2\n")
    done = run("mutate", str(tmp_path / "code.py"), "--tests", str(tmp_path / "tests.py"))
    assert "mutation score" in done.stdout
    assert ">=" in done.stdout, "the equivalent mutant survives"


def test_an_import_names_and_counts_what_it_passes_over(run, tmp_path):
    run("db", "init")
    out = tmp_path / "out.jsonl"
    run("db", "export", str(out))
    sound = out.read_text().strip()
    lone = json.dumps(json.loads(sound) | {"name": "lone", "description": "\ud800"})
    out.write_text(f"{sound}\n{{broken\n{lone}\n{sound.replace('examples/', 'more/')}\n")
    first, second = (run("db", "import", "jsonl", str(out)) for _ in range(2))
    assert "Added(problems=1, programs=3, tests=2)" in first.stdout
    assert "Added(problems=0, programs=0, tests=0)" in second.stdout
    for done in (first, second):
        assert done.returncode == 1
        assert "out.jsonl, line 2: is not JSON" in done.stderr
        assert "problem 'lone': description holds a lone surrogate" in done.stderr
        assert "2 passed over in all" in done.stderr


def test_files_are_read_as_python_reads_them(run, tmp_path):
    body = "def f(s):\n    return s + 'é'\n"
    code, tests = tmp_path / "code.py", tmp_path / "tests.py"
    code.write_bytes(b"# coding: latin-1\n" + body.encode("latin-1"))
    tests.write_bytes(b"\xef\xbb\xbf" + "assert f('a') == 'aé'\n".encode())
    assert "mutation score" in run("mutate", str(code), "--tests", str(tests)).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["every_module", "no_such_package"], "'no_such_package' is no installed package"),
        (["refactory", "empty.zip"], "empty.zip: cannot be read (File is not a zip file)"),
        (["quixbugs", "."], ".: has no python_programs"),
    ],
)
def test_data_that_a_benchmark_cannot_use_is_told_of_in_one_line(run, tmp_path, arguments, message):
    (tmp_path / "empty.zip").touch()
    places = {"empty.zip": tmp_path / "empty.zip", ".": tmp_path}
    done = run("benchmark", *[str(places.get(one, one)) for one in arguments])
    assert done.returncode == 1
    assert message.removeprefix(".") in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("typed", ["", "\n  \n"])
def test_a_task_that_is_not_given_is_told_of_in_one_line(run, typed):
    for arguments in (["generate"], ["generate", "   "]):
        done = run(*arguments, typed=typed)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert done.stderr.strip() == "codegarden: no task was given"


def test_benchmarks_are_listed_with_what_they_measure(run):
    done = run("benchmark")
    assert done.returncode == 0
    assert "sandbox" in done.stdout


def test_a_task_is_solved_and_the_exit_status_says_so(run):
    run("db", "init")
    done = run("generate", "Return twice the number x.", "--test", "f(3) == 6", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["status"] in PASSING) == (0, True)
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


def test_doctor_finds_this_machine_healthy_before_and_after_the_first_use(run):
    done = run("doctor")
    assert done.returncode == 0, done.stdout
    for what in ("Python", "tensorflow", "on CPU", "running a program", "sandbox: ", "first use"):
        assert what in done.stdout
    assert "FAILS" not in done.stdout


def test_doctor_names_what_is_wrong_and_the_remedy(tmp_path):
    environment = {"CODEGARDEN_HOME": str(tmp_path), "CODEGARDEN_DATABASE_URL": "nonsense"}
    found = tried("database", lambda: database(settings.load(environment)), "correct it")
    assert not found.works
    assert "CODEGARDEN_DATABASE_URL" in found.detail
    nowhere = Path("/proc/self/nowhere")  # a folder in which nobody can make a file
    with pytest.raises(OSError, match="nothing can be made in /proc"):
        writable(nowhere)
    assert writable(tmp_path / "a" / "b") == str(tmp_path / "a" / "b")
    assert not (tmp_path / "a").exists()
    for name, value, attempt in [
        ("DATABASE_URL", f"sqlite:///{nowhere}/x.sqlite", database),
        ("DATABASE_URL", f"sqlite:///{tmp_path}", database),
        ("DEFINITIONS", "nowhere.py", definitions),
    ]:
        wrong = settings.load({"CODEGARDEN_HOME": str(tmp_path), f"CODEGARDEN_{name}": value})
        assert not tried("x", lambda attempt=attempt, wrong=wrong: attempt(wrong)).works
    assert not tried("x", lambda: functions_of("no_such_package")).works
    assert not tried("x", lambda: 1 / 0).works
    assert "make setup" in tried("x", lambda: 1 / 0).remedy


IMPORTED = """
import sys
from codegarden import cli
sys.argv = ["codegarden", *sys.argv[1:]]
try:
    cli.main()
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""
HEAVY = {"tensorflow", "keras", "matplotlib", "plotly", "optuna", "bayes_opt", "papermill", "torch"}


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], HEAVY | {"numpy", "pandas", "spacy", "sqlalchemy", "yaml", "nbformat"}),
        (["run", "--from", "99"], HEAVY | {"pandas", "spacy", "sqlalchemy"}),
        (["generate", "Return twice the number x.", "--test", "f(3) == 6"], HEAVY),
    ],
    ids=["help", "a wrong option", "generate"],
)
def test_no_more_is_imported_than_needed(run, tmp_path, arguments, absent):
    model = tmp_path / "models" / "latest" / "tuned"
    model.mkdir(parents=True)
    (model / "card.json").write_text("{}")  # a model, which would have to be loaded to be asked
    done = run.python("-c", IMPORTED, *arguments)
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "codegarden" in loaded
    assert not loaded & absent
