"""Profiles: which parameters each notebook runs with, from ``profiles/<name>.yaml``.

A profile only overrides: what it does not name keeps the default of the notebook's parameters cell,
which is the small offline run.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from codegarden.pipeline.loader import read
from codegarden.pipeline.parameters import Parameter, misfit, parameters_of
from codegarden.settings import wrong_with_profile


class ProfileError(ValueError):
    """A profile that cannot be run; the message names file, block and parameter."""


@dataclass(frozen=True)
class Profile:
    """Parameters and expected seconds by notebook name (a file's stem)."""

    name: str
    parameters: dict[str, dict[str, Any]]
    expected_s: dict[str, float]


def load_profile(folder: Path, name: str, notebooks: list[Path]) -> Profile:
    """Read a profile and check every parameter against the notebooks before anything runs.

    Raises ``ProfileError`` for an unknown profile, notebook or parameter, or a value that is not
    of the type or within the bounds of the parameter, and ``NotebookError`` for a notebook that
    cannot be read.
    """
    path = find_profile(folder, name)
    try:
        content = read(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path.name} is not YAML: {' '.join(str(error).split())}") from None
    content = block(content, path.name)
    if unknown := [str(key) for key in content if key not in ("expected_seconds", "parameters")]:
        raise ProfileError(f"{path.name}: unknown block {unknown[0]!r}")
    parameters = block(content.get("parameters"), f"{path.name}, parameters")
    expected = block(content.get("expected_seconds"), f"{path.name}, expected_seconds")
    stems = {notebook.stem: notebook for notebook in notebooks}
    for stem in [*parameters, *expected]:
        if stem not in stems:
            raise ProfileError(f"{path.name}: there is no notebook {stem!r}")
    known = {stem: parameters_of(notebook) for stem, notebook in stems.items()}
    for stem, values in parameters.items():
        where = f"{path.name}, block {stem}"
        if wrong := misfit(block(values, where), known[stem]):
            raise ProfileError(f"{where}: {wrong}")
    if wrong := misfit(expected, dict.fromkeys(expected, Parameter(1.0))):
        raise ProfileError(f"{path.name}, expected_seconds: {wrong}")
    return Profile(
        name,
        {stem: dict(parameters.get(stem) or {}) for stem in stems},
        {stem: float(expected.get(stem, 60)) for stem in stems},
    )


def given_parameters(texts: Iterable[str], notebooks: list[Path]) -> dict[str, dict[str, Any]]:
    """Return the parameters of "epochs=3" and "02.epochs=3" by notebook name.

    A name without a notebook is set in every notebook that has it; values are read as YAML. Raises
    ``ProfileError`` for a text of another form, a parameter that no notebook has, and a value of
    another type than the default.
    """
    known = {notebook.stem: parameters_of(notebook) for notebook in notebooks}
    found: dict[str, dict[str, Any]] = {stem: {} for stem in known}
    for text in texts:
        place, equals, written = text.partition("=")
        number, _, name = place.strip().rpartition(".")
        stems = [stem for stem in known if stem.startswith(number)]
        having = [stem for stem in stems if name in known[stem]]
        if not equals or not name.isidentifier() or not stems:
            raise ProfileError(f"{text!r}: write name=value, or 02.name=value for one notebook")
        if not having:
            names = ", ".join(dict.fromkeys(one for stem in stems for one in known[stem]))
            raise ProfileError(f"{text!r}: unknown parameter {name!r}; there are {names}")
        for stem in having:
            value = value_of(written, known[stem][name].default)
            if wrong := misfit({name: value}, known[stem]):
                raise ProfileError(f"{text!r}: {wrong}")
            found[stem][name] = value
    return found


def value_of(written: str, default: Any) -> Any:
    """Return what a text stands for: itself for a text, else as YAML has it."""
    if isinstance(default, str):
        return written
    try:
        return read(written)
    except yaml.YAMLError:
        return written


def find_profile(folder: Path, name: str) -> Path:
    """Return a profile's file; raises ``ProfileError`` that lists those there are."""
    known = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    if name not in known:
        raise ProfileError(f"there is no profile {name!r}: choose one of {', '.join(known)}")
    if wrong := wrong_with_profile(name):
        raise ProfileError(f"{known[name].name}: {wrong}")
    return known[name]


def block(content: Any, where: str) -> dict[str, Any]:
    """Return a block of a profile, which may be empty; raises ``ProfileError`` if it is none."""
    if not isinstance(content, dict | None):
        raise ProfileError(f"{where}: write it as lines of `name: value`")
    return content or {}
