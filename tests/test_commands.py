"""The commands themselves: the examples in their help run, and what they print can be relied on."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import optuna
import pytest
from typer.main import get_command

from codegarden import settings
from codegarden.cli.app import app
from codegarden.pipeline.notebooks import write_pictures
from codegarden.pipeline.profiles import ProfileError, given_parameters

ROOT = Path(__file__).parents[1]
# these would take minutes, or start a server: that they can be understood is all that is checked
NOT_RUN = {
    *("run", "notebooks", "db mysql start", "db mysql stop"),
    *("cluster up", "cluster status", "cluster down"),
}


def commands(group=None, path=()):
    """Yield every command with its name."""
    group = group or get_command(app)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


EVERY = dict(commands())


def examples_of(name):
    found = re.findall(r"Example: (codegarden .+)", EVERY[name].epilog or "")
    assert found, f"{name} has no example"
    return [shlex.split(each)[1:] for each in found]


def example_of(name):
    return examples_of(name)[0]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project of its own with the data of this one, in which the examples can be typed."""
    home = tmp_path_factory.mktemp("project")
    for name in (
        *("data/examples", "data/search_space.yaml", "data/guide_space.yaml"),
        *("notebooks", "profiles", "tests/data"),
    ):
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).symlink_to(ROOT / name)
    sample = {"task_id": "HumanEval/53", "completion": "    return x + y\n"}
    (home / "samples.jsonl").write_text(json.dumps(sample) + "\n")
    return home


@pytest.fixture(scope="module")
def run(project):
    kept = {name: value for name, value in os.environ.items() if "CODEGARDEN" not in name}

    def command(*arguments, **environment):
        return subprocess.run(
            [sys.executable, "-m", "codegarden", *map(str, arguments)],
            env=kept | {"CODEGARDEN_HOME": str(project)} | environment,
            cwd=project,
            input="",
            capture_output=True,
            text=True,
        )

    return command


def glob(project, words):
    """Return words as a shell would pass them."""
    for word in words:
        found = sorted(project.glob(word)) if "*" in word else []
        yield from (str(one.relative_to(project)) for one in found) if found else [word]


@pytest.mark.parametrize("name", EVERY)
def test_the_example_in_the_help_works(project, run, monkeypatch, name):
    words = list(glob(project, example_of(name)))
    if name in NOT_RUN:
        monkeypatch.setenv("CODEGARDEN_HOME", str(ROOT))
        EVERY[name].make_context(name, words[len(name.split()) :])
        return
    if name == "tune":
        run(*example_of("train"))
        words += ["--sources", "data/examples/correct"]
    done = run(*words)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("name", EVERY)
def test_every_command_gives_json_and_explains_itself(name):
    options = {text for one in EVERY[name].params for text in one.opts}
    assert "--json" in options or name == "benchmark"
    assert EVERY[name].help
    assert example_of(name)[: len(name.split())] == name.split()


@pytest.mark.parametrize(
    "words",
    [["db", "status"], ["db", "formats"], ["doctor"], ["benchmark"],
     ["benchmark", "descriptions", "--model", "rules"]],
    ids=" ".join,
)  # fmt: skip
def test_with_json_nothing_else_is_printed(run, words):
    run("db", "init")
    done = run(*words, "--json")
    assert json.loads(done.stdout)


def test_the_shell_completes_names_of_commands_and_profiles(run):
    asked = {"_CODEGARDEN_COMPLETE": "complete_bash", "COMP_CWORD": "1"}
    assert "repair" in run(COMP_WORDS="codegarden rep", **asked).stdout
    asked |= {"COMP_CWORD": "3"}
    assert "smoke" in run(COMP_WORDS="codegarden run --profile sm", **asked).stdout


def test_the_version_is_told(run):
    assert re.fullmatch(r"codegarden \d+\.\d+\.\d+\n", run("--version").stdout)


WRONG = "def larger(a, b):\n    if a < b:\n        return a\n    return b\n"
TESTS = "assert larger(1, 2) == 2\nassert larger(5, 3) == 5\n"


@pytest.fixture
def wrong(tmp_path):
    (tmp_path / "larger.py").write_text(WRONG)
    (tmp_path / "asserts.py").write_text(TESTS)
    return tmp_path


def test_a_file_is_repaired_and_the_old_one_kept(run, wrong):
    file = wrong / "larger.py"
    done = run("repair", file, "--tests", wrong / "asserts.py")
    assert done.returncode == 0
    assert file.read_text() == WRONG
    patch = done.stdout.replace(f"a/{file}", "a/larger.py").replace(f"b/{file}", "b/larger.py")
    applied = subprocess.run(
        ["git", "apply", "--check", "-"], cwd=wrong, input=patch, text=True, capture_output=True
    )
    assert applied.returncode == 0, applied.stderr
    for _ in range(2):
        file.write_text(WRONG)
        done = run("repair", file, "--tests", wrong / "asserts.py", "--apply", "--json")
        told = json.loads(done.stdout)
        assert told["passes"]
        assert Path(told["backup"]).read_text() == WRONG
    assert {path.name for path in wrong.glob("*.orig*")} == {"larger.py.orig", "larger.py.orig1"}
    done = run("repair", file, "--tests", wrong / "asserts.py")
    assert (done.returncode, done.stdout) == (0, "")


def test_what_cannot_be_repaired_has_exit_status_1(run, wrong):
    (wrong / "asserts.py").write_text("assert larger(1, 2) == 2\nassert larger(1, 2) == 3\n")
    done = run("repair", wrong / "larger.py", "--tests", wrong / "asserts.py", "--seconds", "1")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no patch found" in done.stderr


def test_programs_are_evaluated_and_the_exit_status_tells_whether_all_pass(run, wrong):
    right = wrong / "right.py"
    right.write_text(WRONG.replace("<", ">"))
    told = run("evaluate", right, wrong / "larger.py", "--tests", wrong / "asserts.py", "--json")
    assert told.returncode == 1
    assert [one["passed"] for one in json.loads(told.stdout)["programs"]] == [2, 0]
    assert run("evaluate", right, "--tests", wrong / "asserts.py").returncode == 0


def test_samples_are_scored_without_bias(run, project):
    rows = [
        {"task_id": "HumanEval/53", "completion": body}
        for body in ("    return x + y\n", "    return x - y\n", "    return y + x\n")
    ]
    file = project / "three.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    told = json.loads(run("score", file, "--k", "1", "--k", "2", "--json").stdout)
    assert told["pass@1"] == pytest.approx(2 / 3)
    assert told["pass@2"] == 1.0
    results = [json.loads(one) for one in (project / "three.jsonl_results.jsonl").open()]
    assert [one["passed"] for one in results] == [True, False, True]


def test_a_study_is_read_back_by_optuna(run, project):
    run(*example_of("train"))
    storage = f"sqlite:///{project / 'again.db'}"
    for _ in range(2):  # the second goes on with what is there
        words = ["tune", "--base", "models/small/language_model", "--trials", "2", "--epochs", "1",
                 "--sources", "data/examples/correct", "--export", storage, "--json"]  # fmt: skip
        told = json.loads(run(*words).stdout)
    (name,) = optuna.get_all_study_names(storage)
    study = optuna.load_study(study_name=name, storage=storage)
    assert name == told["study"]
    assert [one.params for one in study.trials] == [one["parameters"] for one in told["trials"]]
    assert study.best_trial.number == told["best"]
    assert study.best_trial.intermediate_values


def test_a_guide_is_trained_and_tuned(run, project):
    trained = run(*examples_of("train")[1], "--json")
    assert trained.returncode == 0, trained.stderr
    told = json.loads(trained.stdout)
    assert told["samples"]["train"] == 300
    assert told["problems"]["test"] >= 40
    done = run(*examples_of("tune")[1], "--json")
    assert done.returncode == 0, done.stderr
    study = json.loads(done.stdout)
    assert [one["status"] for one in study["trials"]] == ["complete", "complete"]
    folder = project / "models" / "lab" / "tuned_guide"
    card = json.loads((folder / "card.json").read_text())
    best = study["trials"][study["best"]]["parameters"]
    assert {name: card["config"][name] for name in best} == best
    assert (project / "models" / "latest" / "tuned_guide").resolve() == folder


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["train", "--model", "guide", "--context", "8"],
            "--context is no option of --model guide",
        ),
        (["train", "--samples", "8"], "--samples is no option of --model language"),
        (["train", "--model", "guide", "data/examples/correct"], "problems with tests"),
    ],
)
def test_an_option_of_the_other_model_is_refused(run, words, message):
    done = run(*words)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())


def test_parameters_of_notebooks_are_given_by_name():
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    found = given_parameters(["seed=3", "02.epochs=4", "learning_rate=0.5"], notebooks)
    assert {stem: one["seed"] for stem, one in found.items()} == dict.fromkeys(found, 3)
    assert found["02_tokenize_and_train"] == {"seed": 3, "epochs": 4, "learning_rate": 0.5}
    assert "epochs" not in found["03_tune"]
    for text, message in [
        ("epochs", "write name=value"),
        ("nope=1", "unknown parameter 'nope'"),
        ("09.epochs=1", "write name=value"),
        ("epochs=many", "the notebook wants a whole number"),
    ]:
        with pytest.raises(ProfileError, match=message):
            given_parameters([text], notebooks)


def test_dotenv_reads_the_file_of_settings(tmp_path):
    (tmp_path / ".env").write_text(
        "export CODEGARDEN_ISOLATION=weak  # a comment\nCODEGARDEN_MODELS='my models'\n"
    )
    options = settings.load({"CODEGARDEN_HOME": str(tmp_path)})
    assert options.isolation == "weak"
    assert options.models.parent.name == "my models"


# typer, and what it imports itself; the interpreter's own start may import more
LIGHT = {
    *("codegarden", "typer", "annotated_doc", "shellingham"),
    *("pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection"),
}


@pytest.mark.parametrize("words", [["--help"], ["generate", "--help"], ["mutate", "--help"]])
def test_help_imports_the_command_line_alone(project, words):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "codegarden", *words],
        env=os.environ | {"CODEGARDEN_HOME": str(project)},
        capture_output=True,
        text=True,
    )
    names = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line}
    start = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", ""], capture_output=True, text=True
    )
    before = {line.rpartition("|")[2].strip() for line in start.stderr.splitlines() if "|" in line}
    packages = {name.partition(".")[0] for name in names - before} - set(sys.stdlib_module_names)
    assert "codegarden.cli" in names
    packages -= {"org"}  # the standard library's copy asks for Jython
    assert {name for name in packages if not name.startswith("_")} <= LIGHT


def test_the_readmes_pictures_are_those_of_the_notebooks(tmp_path):
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    (tmp_path / "docs" / "pictures").mkdir(parents=True)
    for made in write_pictures(tmp_path):
        kept = ROOT / made.relative_to(tmp_path)
        assert made.read_bytes() == kept.read_bytes(), "run make notebooks"
        assert str(made.relative_to(tmp_path)) in (ROOT / "README.md").read_text()
