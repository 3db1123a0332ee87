"""One source of versions: pyproject.toml, requirements.lock and environment.yml agree."""

import re
import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PLATFORMS = [
    {"sys_platform": "linux", "platform_machine": "x86_64"},
    {"sys_platform": "linux", "platform_machine": "aarch64"},
    {"sys_platform": "darwin", "platform_machine": "arm64"},
]


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def locked():
    """Return the lock's requirements, and how many hashes each has."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"(?m)^#.*\n", "", text))
    return [
        (Requirement(entry.split(" \\\n")[0]), entry.count("--hash=sha256:")) for entry in entries
    ]


def test_the_lock_pins_every_requirement_of_the_project_on_every_platform():
    own = project()
    wanted = [Requirement(r) for r in own["dependencies"] + own["optional-dependencies"]["dev"]]
    for platform in PLATFORMS:
        for python in ("3.11", "3.12", "3.13"):
            here = platform | {"python_version": python, "python_full_version": f"{python}.9"}
            pinned = {
                canonicalize_name(r.name): next(iter(r.specifier)).version
                for r, _ in locked()
                if not r.marker or r.marker.evaluate(here)
            }
            for requirement in wanted:
                if requirement.marker and not requirement.marker.evaluate(here):
                    continue
                version = pinned.get(canonicalize_name(requirement.name))
                assert version, f"{requirement} is not in the lock for {here}: run make lock"
                assert requirement.specifier.contains(version), f"{requirement} against {version}"


def test_every_locked_file_has_a_hash_and_no_host_is_named():
    assert all(hashes for _, hashes in locked())
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text


def test_the_tensorflow_of_a_platform_is_the_smaller_one_where_it_exists():
    names = {r.name: r.marker for r, _ in locked() if r.name.startswith("tensorflow")}
    python = {"python_version": "3.11", "python_full_version": "3.11.9"}
    for platform in PLATFORMS:
        taken = [name for name, marker in names.items() if marker.evaluate(platform | python)]
        intel = platform == PLATFORMS[0]
        assert taken == ["tensorflow-cpu" if intel else "tensorflow"]


def test_conda_takes_python_from_the_same_range_and_all_else_from_the_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, pip, packages = environment["dependencies"]
    assert SpecifierSet(project()["requires-python"]).contains(python.removeprefix("python="))
    assert pip == "pip"
    assert packages == {"pip": ["-r requirements.lock"]}
