"""Options come from the environment, then from .env; what cannot be used is named."""

import re
from pathlib import Path

import pytest

from codegarden import settings
from codegarden.settings import SettingsError

ROOT = Path(__file__).parents[1]


def test_defaults_are_a_file_in_the_project(tmp_path):
    loaded = settings.load({"CODEGARDEN_HOME": str(tmp_path)})
    assert loaded.database_url == f"sqlite:///{tmp_path / 'data' / 'codegarden.sqlite'}"
    assert loaded.models == tmp_path / "models" / "lab"
    assert loaded.trained == loaded.latest == tmp_path / "models" / "latest"
    assert loaded.isolation == "full"


def test_the_environment_wins_over_the_file(tmp_path):
    (tmp_path / ".env").write_text(
        "# a comment\n\nexport CODEGARDEN_WORKERS=3\nCODEGARDEN_MODELS='elsewhere'\n"
    )
    home = {"CODEGARDEN_HOME": str(tmp_path)}
    assert settings.load(home).workers == 3
    assert settings.load(home).models == tmp_path / "elsewhere" / "lab"
    assert settings.load(home | {"CODEGARDEN_WORKERS": "1"}).workers == 1


def test_each_profile_has_models_of_its_own(tmp_path):
    home = {"CODEGARDEN_HOME": str(tmp_path)}
    loaded = settings.load(home | {"CODEGARDEN_PROFILE": "full"})
    assert loaded.models == loaded.trained == tmp_path / "models" / "full"
    assert loaded.latest == tmp_path / "models" / "latest"


def test_without_a_home_the_checkout_is_found():
    assert settings.load({}).root == ROOT


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        (
            {"CODEGARDEN_ISOLATION": "none"},
            "CODEGARDEN_ISOLATION is 'none': set it to full or weak",
        ),
        ({"CODEGARDEN_WORKERS": "0"}, "CODEGARDEN_WORKERS is '0': set it to 1 or more"),
        ({"CODEGARDEN_WORKERS": "many"}, "CODEGARDEN_WORKERS is 'many'"),
        ({"CODEGARDEN_HOME": "/no/such/folder"}, "not a folder"),
        ({"CODEGARDEN_PROFILE": "../full"}, "CODEGARDEN_PROFILE is '../full': name a profile"),
        ({"CODEGARDEN_PROFILE": "latest"}, "'latest': the folders lab and latest hold models of"),
        ({"CODEGARDEN_PROFILE": "Lab"}, "name it otherwise"),
    ],
)
def test_what_cannot_be_used_is_named(environment, message):
    with pytest.raises(SettingsError, match=message):
        settings.load(environment)


def test_a_misspelt_option_is_named_with_the_one_that_is_meant(tmp_path):
    home = {"CODEGARDEN_HOME": str(tmp_path)}
    with pytest.raises(SettingsError, match=r"the environment: .* CODEGARDEN_WORKER: did you mean"):
        settings.load(home | {"CODEGARDEN_WORKER": "2"})
    (tmp_path / ".env").write_text("CODEGARDEN_DATABSE_URL=sqlite:///x\nOTHER=1\n")
    with pytest.raises(SettingsError, match=r"\.env: .* mean CODEGARDEN_DATABASE_URL\?"):
        settings.load(home)
    (tmp_path / ".env").write_bytes(b"\xff\xfe=1\n")
    with pytest.raises(SettingsError, match=r"\.env is not UTF-8 text"):
        settings.load(home)


def test_every_option_that_anything_reads_has_its_name_listed():
    files = [ROOT / "Makefile", ROOT / "compose.yaml", ROOT / "README.md"]
    for folder, pattern in (("lib", "*.py"), ("docs", "*.md"), ("notebooks", "*.ipynb")):
        files += (ROOT / folder).rglob(pattern)
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    named = set(re.findall(r"(?<!_)CODEGARDEN_[A-Z_]*[A-Z]", text))
    assert named <= settings.NAMES
    assert "CODEGARDEN_DATABASE_URL" in named


def test_a_bad_line_of_the_file_is_named(tmp_path):
    (tmp_path / ".env").write_text("A=1\nnot a setting\n")
    with pytest.raises(SettingsError, match=r"\.env, line 2: write it as NAME=value"):
        settings.load({"CODEGARDEN_HOME": str(tmp_path)})


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("sqlite:///a/b.sqlite", "sqlite:///a/b.sqlite"),
        ("mysql+mysqlconnector://ada@host/db", "mysql+mysqlconnector://ada@host/db"),
        ("mysql+mysqlconnector://ada:s@crt@host:1/db", "mysql+mysqlconnector://ada:***@host:1/db"),
        ("mysql+mysqlconnector://ada:a/b:c@host/db", "mysql+mysqlconnector://ada:***@host/db"),
    ],
)
def test_no_password_is_shown(url, masked):
    assert settings.mask_password(url) == masked
