"""Runs of a small project of two notebooks: skipping, resuming, failing, reporting."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlparse

import nbformat
import pytest
import yaml

from codegarden import settings
from codegarden.evaluation import DefinitionsError
from codegarden.pipeline import loader, stages
from codegarden.pipeline.hand_off import point
from codegarden.pipeline.parameters import misfit, parameters_in, parameters_of
from codegarden.pipeline.profiles import ProfileError
from codegarden.pipeline.runner import PipelineError, run_pipeline
from codegarden.pipeline.stages import NotebookError

ROOT = Path(__file__).parents[1]
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
FIRST = """
from pathlib import Path
from codegarden import settings
from codegarden.pipeline.hand_off import hand_off
made = settings.load().models / "made.txt"
made.parent.mkdir(parents=True, exist_ok=True)
made.write_text(f"{size}\\n")
hand_off({"size": size, "share": 0.5}, [made])
"""
SECOND = """
import matplotlib.pyplot as plt
from codegarden import settings
from codegarden.pipeline.hand_off import hand_off
text = (settings.load().trained / "made.txt").read_text()
plt.plot([0, int(text)]);
"""


def notebook(folder: Path, name: str, title: str, *cells: str) -> None:
    parameters = nbformat.v4.new_code_cell(cells[0], metadata={"tags": ["parameters"]})
    content = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell(f"# {title}"),
            parameters,
            *map(nbformat.v4.new_code_cell, cells[1:]),
        ],
        metadata={"kernelspec": KERNEL},
    )
    nbformat.write(content, folder / "notebooks" / f"{name}.ipynb")


@pytest.fixture
def project(tmp_path, monkeypatch):
    for folder in ("notebooks", "profiles", "data", "lib"):
        (tmp_path / folder).mkdir()
    (tmp_path / "requirements.lock").write_text("nothing==1\n")
    (tmp_path / "profiles" / "smoke.yaml").write_text("")
    notebook(tmp_path, "01_make", "Make", "size = 3\nrate: float = 0.01  # 1 == 1", FIRST)
    notebook(tmp_path, "02_draw", "Draw", "colour = 'blue'", SECOND, "hand_off({'drawn': 1})")
    monkeypatch.setenv("CODEGARDEN_HOME", str(tmp_path))
    monkeypatch.delenv("CODEGARDEN_DATABASE_URL", raising=False)
    return settings.load()


def statuses(folder: Path) -> list[str]:
    manifest = json.loads((folder / "manifest.json").read_text())
    return [stage["status"] for stage in manifest["notebooks"].values()]


def test_a_run_leaves_notebooks_pictures_report_and_manifest(project):
    folder = run_pipeline(project, "smoke")
    assert statuses(folder) == ["finished", "finished"]
    assert (project.runs / "latest").resolve() == folder
    manifest = json.loads((folder / "manifest.json").read_text())
    first = manifest["notebooks"]["01_make"]
    assert first["figures"] == {"size": 3, "share": 0.5}
    assert list(first["files"]) == ["models/smoke/made.txt"]
    assert list(manifest["pictures"]) == ["figures/02_draw-1.png"]
    assert (folder / "figures" / "02_draw-1.png").read_bytes().startswith(b"\x89PNG")
    page = (folder / "report.html").read_text()
    assert "figures/02_draw-1.png" in page
    assert "notebooks/01_make.html" in page
    assert (folder / "notebooks" / "01_make.html").is_file()


def test_what_has_not_changed_is_skipped_and_what_has_is_run(project):
    first = run_pipeline(project, "smoke")
    again = run_pipeline(project, "smoke")
    assert statuses(again) == ["skipped", "skipped"]
    assert f"unchanged since {first.name}" in (again / "report.html").read_text()
    assert (again / "figures" / "02_draw-1.png").is_file()

    notebook(project.root, "02_draw", "Draw", "colour = 'red'", SECOND, "hand_off({'drawn': 1})")
    assert statuses(run_pipeline(project, "smoke")) == ["skipped", "finished"]

    (project.root / "models" / "smoke" / "made.txt").write_text("4\n")
    assert statuses(run_pipeline(project, "smoke")) == ["finished", "skipped"]

    (project.root / "lib" / "new.py").write_text("x = 1\n")
    assert statuses(run_pipeline(project, "smoke")) == ["finished", "finished"]
    assert statuses(run_pipeline(project, "smoke", force=True)) == ["finished", "finished"]
    assert statuses(run_pipeline(project, "smoke", first="02")) == ["skipped", "finished"]


def test_a_link_replaces_a_link_and_keeps_what_is_none(tmp_path):
    latest = tmp_path / "latest" / "tuned"
    for name in ("smoke", "full"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "card.json").write_text(name)
        point(latest, tmp_path / name)
    assert (latest / "card.json").read_text() == "full"
    for _ in range(2):
        latest.unlink()
        latest.mkdir()
        (latest / "card.json").write_text("copied")
        point(latest, tmp_path / "smoke")
    assert (latest / "card.json").read_text() == "smoke"
    names = ["tuned", "tuned.1", "tuned.2"]
    assert sorted(path.name for path in latest.parent.iterdir()) == names
    assert (latest.with_name("tuned.1") / "card.json").read_text() == "copied"


class Links(HTMLParser):
    """What a page leads to and shows, and the tags that it has."""

    def __init__(self, page: str):
        super().__init__()
        self.places: list[str] = []
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        self.places += [value for name, value in attrs if name in ("href", "src")]


def test_a_report_shows_odd_names_as_they_are_and_its_links_lead_somewhere(project):
    odd = "03_a#b %41?<i>'&\""
    figures = {"<script>alert(1)</script>": "<img src=x onerror=alert(2)>"}
    cells = [FIRST.replace('{"size": size, "share": 0.5}', repr(figures)), SECOND]
    page = FIRST.replace("made.txt", "javascript:x#1.html")
    notebook(project.root, odd, "<img src=x onerror=alert(3)>", "size = 4", *cells, page)
    folder = run_pipeline(project, "smoke")
    found = Links((folder / "report.html").read_text())
    assert not {"script", "i"} & set(found.tags)
    assert found.tags.count("img") == 2  # the two pictures
    files = [unquote(place) for place in found.places if not place.startswith("#")]
    assert f"notebooks/{odd}.html" in files
    assert "javascript:x#1.html" in files
    for place in found.places:
        assert not urlparse(place).scheme
    for file in files:
        assert (folder / file).is_file()


def test_a_profile_overrides_parameters_and_all_that_follows_runs(project):
    run_pipeline(project, "smoke")
    (project.root / "profiles" / "smoke.yaml").write_text("parameters: {01_make: {size: 7}}\n")
    folder = run_pipeline(project, "smoke")
    assert statuses(folder) == ["finished", "finished"]
    assert (project.root / "models" / "smoke" / "made.txt").read_text() == "7\n"


def test_a_profile_replaces_nothing_of_another(project):
    (project.root / "profiles" / "full.yaml").write_text("parameters: {01_make: {size: 9}}\n")
    run_pipeline(project, "full")
    run_pipeline(project, "smoke")
    assert (project.root / "models" / "full" / "made.txt").read_text() == "9\n"
    assert statuses(run_pipeline(project, "full")) == ["skipped", "skipped"]
    assert "CODEGARDEN_PROFILE" not in os.environ


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        ("parameters: {01_make: {sise: 7}}", "block 01_make: unknown parameter 'sise'"),
        ("parameters: {03_none: {size: 7}}", "there is no notebook '03_none'"),
        ("sizes: {01_make: 1}", "unknown block 'sizes'"),
        ("parameters: [", "is not YAML"),
        ("[1, 2]", "smoke.yaml: write it as lines of `name: value`"),
        ("parameters: {01_make: 3}", "block 01_make: write it as lines of `name: value`"),
        ("expected_seconds: {01_make: soon}", "expected_seconds: 01_make is 'soon'"),
        ("parameters: {01_make: {size: 2.5}}", "size is 2.5, .* wants a whole number"),
        ("parameters: {01_make: {size: five}}", "size is 'five', .* wants a whole number"),
        ("parameters: {01_make: {size: '3'}}", "wants a whole number: write 3$"),
        ("parameters: {01_make: {size: true}}", "size is True"),
        ("parameters: {01_make: {rate: .nan}}", "rate is nan, .* a number$"),
        ("parameters: {01_make: {rate: -.inf}}", "rate is -inf, .* a number$"),
        ("parameters:\n  01_make: {rate: 1}\n  01_make: {}", "'01_make' comes twice .*line 3"),
        ("parameters: {01_make: {rate: 1e-3}}", "rate is '1e-3', .* a number: write 0.001$"),
        ("parameters: {01_make: {rate: 1e-5}}", "a number: write 1.0e-05$"),
        ("parameters: {01_make: {size: 010}}", "size is 010, which YAML reads as 8: write 8$"),
        ("parameters: {01_make: {size: 1:30}}", "size is 1:30, which YAML reads as 90: write 90$"),
        ("parameters: {01_make: {rate: 1:30.5}}", "rate is 1:30.5, which YAML reads as 90.5"),
        ("expected_seconds: {01_make: 2:00}", "expected_seconds: 01_make is 2:00"),
        (f"parameters: {{01_make: {{size: {'9' * 5000}}}}}", "is not YAML: Exceeds the limit"),
        ("parameters: {01_make: {size: -3}}", "size is -3, .* a whole number above 0$"),
        ("parameters: {01_make: {size: 0}}", "size is 0, .* a whole number above 0$"),
        ("parameters: {01_make: {rate: -0.5}}", "rate is -0.5, .* a number above 0$"),
        ("expected_seconds: {01_make: -1}", "expected_seconds: 01_make is -1"),
        ("parameters: {02_draw: {colour: 3}}", "colour is 3, .* a text: put it in quotes"),
        ("parameters: {02_draw: {colour: [red]}}", r"colour is \['red'\]"),
    ],
)
def test_a_wrong_profile_is_an_error_before_anything_runs(project, profile, message):
    (project.root / "profiles" / "smoke.yaml").write_text(profile)
    with pytest.raises(ProfileError, match=message):
        run_pipeline(project, "smoke")
    assert not (project.root / "models").exists()


@pytest.mark.parametrize("text", ["10", "-10", "0x1F", "1_000", "1.5", ".5", "1.0e-3", "true"])
def test_yaml_that_reads_as_python_does_is_taken(text):
    assert loader.read(text) == yaml.safe_load(text)


def test_the_comment_beside_a_parameter_says_what_values_it_takes():
    known = parameters_in(
        "a: int = 3  # of something\n"
        "b: int = 5  # rows; 0: all\n"
        "c: float = 0.5  # share of rows\n"
        "d: float = 0.0  # from -1 to 2.5\n"
        "e: int = -4  # a shift\n"
        "f: str = '#'\n"
        "g = 0\n"
        'h: str = \'ei\'  # expected improvement; also "ucb", "pi"'
    )
    fits = {"a": 1, "b": 0, "c": 1.0, "d": -1.0, "e": -9, "f": "", "g": 0, "h": "pi"}
    assert misfit(fits, known) == ""
    for name, value, wanted in [
        ("a", 0, "above 0"),
        ("b", -1, "0 or more"),
        ("c", 1.5, "from 0 to 1"),
        ("d", 3.0, "from -1 to 2.5"),
        ("g", -1, "0 or more"),
        ("h", "poi", "one of ei, ucb, pi"),
    ]:
        assert misfit({name: value}, known).endswith(wanted)


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=str)
def test_every_shipped_parameter_takes_its_default_and_nothing_negative(path):
    known = parameters_of(path)
    assert misfit({name: each.default for name, each in known.items()}, known) == ""
    numbers = [name for name, each in known.items() if each.wanted in (int, float)]
    assert numbers
    for name in numbers:
        assert f"{name} is -3" in misfit({name: -3}, known)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"cells": [', "<<<<<<< HEAD\n{}"])
def test_a_broken_notebook_is_named(project, content):
    (project.root / "notebooks" / "02_draw.ipynb").write_text(content)
    with pytest.raises(NotebookError, match=r"02_draw.ipynb is not a notebook \(.*\): restore it"):
        run_pipeline(project, "smoke")


def test_a_parameters_cell_that_is_no_python_is_named(project):
    notebook(project.root, "02_draw", "Draw", "colour = 'blue", SECOND)
    with pytest.raises(NotebookError, match=r"02_draw.ipynb, parameters cell, line 1: untermin"):
        run_pipeline(project, "smoke")


def test_a_parameter_may_hold_any_text(project, caplog):
    """Papermill's own parser cannot read a line with two equals signs, and warns."""
    text = "f(';') == 1; g(x=2) == '#'\nf(\"'\") == 3"
    notebook(project.root, "02_draw", "Draw", f"tests: str = {text!r}  # a == b", "print(tests)")
    profile = yaml.safe_dump({"parameters": {"02_draw": {"tests": f"{text} "}}})
    (project.root / "profiles" / "smoke.yaml").write_text(profile)
    folder = run_pipeline(project, "smoke")
    assert (folder / "logs" / "02_draw.log").read_text() == f"{text} \n"
    assert not [record for record in caplog.records if "pars" in record.message]
    assert not [record for record in caplog.records if "unknown" in record.message]


def test_definitions_that_cannot_be_used_are_refused_before_anything_runs(project):
    project.definitions.write_text("def check_double(:\n")
    with pytest.raises(DefinitionsError, match="line 1"):
        run_pipeline(project, "smoke")
    elsewhere = replace(project, definitions=project.root / "nowhere.py")
    with pytest.raises(DefinitionsError, match=r"nowhere\.py cannot be read"):
        run_pipeline(elsewhere, "smoke")
    assert not project.runs.exists()


def test_an_unknown_profile_or_notebook_is_named(project):
    with pytest.raises(ProfileError, match="choose one of smoke"):
        run_pipeline(project, "quick")
    for name in ("latest", "my.own"):  # models would replace those of others, or have no folder
        (project.root / "profiles" / f"{name}.yaml").write_text("")
        with pytest.raises(ProfileError, match=rf"{name}\.yaml: .*name"):
            run_pipeline(project, name)
        (project.root / "profiles" / f"{name}.yaml").unlink()
    with pytest.raises(NotebookError, match="no notebook starts with '07'"):
        run_pipeline(project, "smoke", first="07")
    with pytest.raises(PipelineError, match="leave out FROM=02"):
        run_pipeline(project, "smoke", first="02")


def test_a_failing_cell_stops_the_run_and_tells_where(project):
    before = run_pipeline(project, "smoke")
    failing = "print('almost there')\nraise KeyError('gone')"
    notebook(project.root, "02_draw", "Draw", "colour = 'blue'", failing)
    with pytest.raises(PipelineError) as caught:
        run_pipeline(project, "smoke")
    message = str(caught.value)
    assert "02_draw, code cell 2: KeyError: 'gone'" in message
    assert "| almost there" in message
    kept = Path(message.rpartition(": ")[2])
    assert "almost there" in kept.read_text()
    assert statuses(kept.parents[1]) == ["skipped", "failed"]
    assert (project.runs / "latest").resolve() == before
    notebook(project.root, "02_draw", "Draw", "colour = 'blue'", SECOND, "hand_off({'drawn': 1})")
    assert statuses(run_pipeline(project, "smoke")) == ["skipped", "finished"]


def test_a_dead_kernel_is_called_by_its_name(project):
    notebook(project.root, "01_make", "Make", "size = 3", "import os; os.kill(os.getpid(), 9)")
    with pytest.raises(PipelineError, match=r"01_make, cell 3: kernel died \(out of memory\?\)"):
        run_pipeline(project, "smoke")


def test_two_runs_at_once_are_refused(project):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project.runs)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(PipelineError, match="another run is going on"):
            run_pipeline(project, "smoke")
    finally:
        holder.kill()
        holder.wait()


HOLD = """
import sys, time
from pathlib import Path
from codegarden.pipeline.runner import one_run_at_a_time
with one_run_at_a_time(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_after_a_kill_the_next_run_goes_on_at_the_first_unfinished_stage(project):
    slow = "import time, pathlib; pathlib.Path('begun').touch(); time.sleep(wait)"
    notebook(project.root, "02_draw", "Draw", "wait = 60", slow, "hand_off = 1")
    run = subprocess.Popen(
        [sys.executable, "-m", "codegarden", "run", "--profile", "smoke"],
        env=os.environ | {"CODEGARDEN_HOME": str(project.root)},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 90
    while not (project.root / "notebooks" / "begun").exists():
        assert time.monotonic() < deadline
        assert run.poll() is None
        time.sleep(0.1)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    assert not (project.runs / "latest").exists()
    made = project.root / "models" / "smoke" / "made.txt"
    modified = made.stat().st_mtime_ns
    notebook(project.root, "02_draw", "Draw", "wait = 0", slow, "hand_off = 1")
    assert statuses(run_pipeline(replace(project), "smoke")) == ["skipped", "finished"]
    assert made.stat().st_mtime_ns == modified


def test_a_long_temporary_path_and_a_closed_home_are_got_round(tmp_path, monkeypatch, capsys):
    place = tmp_path / ("long" * 30)
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setenv("HOME", "/proc/none")
    monkeypatch.delenv("IPYTHONDIR", raising=False)
    with stages.kernel_sockets() as config:
        assert len(f"{config.KernelManager.ip}-5") <= stages.SOCKET_PATH
        assert os.access(os.environ["IPYTHONDIR"], os.W_OK)
    assert "IPYTHONDIR" not in os.environ
    assert capsys.readouterr().err.count("\n") == 1


def test_without_any_short_path_the_remedy_is_named(monkeypatch):
    monkeypatch.setattr(stages, "SOCKET_PATH", 10)
    with pytest.raises(stages.KernelError, match="set TMPDIR"), stages.kernel_sockets():
        pass
