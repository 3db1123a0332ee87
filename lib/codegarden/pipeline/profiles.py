"""Profiles: which parameters each notebook runs with, from ``profiles/<name>.yaml``.

A profile only overrides: what it does not name keeps the default of the notebook's parameters cell,
which is the small offline run.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import papermill
import yaml


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

    Raises ``ProfileError`` for an unknown profile, notebook or parameter, or a value of another
    type than the notebook's default.
    """
    path = folder / f"{name}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in folder.glob("*.yaml")))
        raise ProfileError(f"there is no profile {name!r}: choose one of {known}")
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise ProfileError(f"{path.name} is not YAML: {error}") from None
    if unknown := set(content) - {"expected_seconds", "parameters"}:
        raise ProfileError(f"{path.name}: unknown block {sorted(unknown)[0]!r}")
    parameters = content.get("parameters") or {}
    expected = content.get("expected_seconds") or {}
    stems = {notebook.stem: notebook for notebook in notebooks}
    for block in (parameters, expected):
        for stem in block:
            if stem not in stems:
                raise ProfileError(f"{path.name}: there is no notebook {stem!r}")
    for stem, values in parameters.items():
        check_parameters(path.name, stems[stem], values or {})
    return Profile(
        name,
        {stem: dict(parameters.get(stem) or {}) for stem in stems},
        {stem: float(expected.get(stem, 60)) for stem in stems},
    )


def check_parameters(profile: str, notebook: Path, values: dict[str, Any]) -> None:
    """Raise ``ProfileError`` for a parameter that a notebook does not have."""
    known = papermill.inspect_notebook(str(notebook))
    for name in values:
        if name not in known:
            raise ProfileError(
                f"{profile}, block {notebook.stem}: unknown parameter {name!r}; "
                f"the notebook has {', '.join(known)}"
            )
