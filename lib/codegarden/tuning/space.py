"""The search space as data: parameters, their conditions, and their place in the unit cube.

Read from a list of plain dicts, as a profile holds it; printed as a table; hashed, so that the
trials of one space are never taken for those of another. It does not choose anything.
"""

import itertools
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from codegarden.program import sha256
from codegarden.tuning.parameter import Parameter, SpaceError

FIELDS = tuple(Parameter.__dataclass_fields__)


@dataclass(frozen=True)
class SearchSpace:
    """Parameters in order; one that depends on another comes after it.

    A configuration is a dict of the active parameters' values. In the unit cube, where the search
    takes place, a parameter that is not active stands in the middle, so that configurations which
    differ only there are one point.

    >>> space = SearchSpace.from_dicts([
    ...     {"name": "layers", "kind": "integer", "low": 1, "high": 2},
    ...     {"name": "top", "kind": "power_of_two", "low": 16, "high": 64, "when": {"layers": 2}},
    ... ])
    >>> space.to_unit({"layers": 1})
    array([0. , 0.5])
    >>> space.from_unit([1.0, 0.9])
    {'layers': 2, 'top': 64}
    """

    parameters: tuple[Parameter, ...]

    def __post_init__(self):
        if not self.parameters:
            raise SpaceError("the search space is empty: give at least one parameter")
        earlier: dict[str, Parameter] = {}
        for parameter in self.parameters:
            if parameter.name in earlier:
                raise SpaceError(f"parameter {parameter.name}: named twice")
            for name, values in parameter.when.items():
                if name not in earlier:
                    raise SpaceError(
                        f"parameter {parameter.name}, when: {name!r} is no earlier parameter"
                    )
                if not values or earlier[name].values is None:
                    raise SpaceError(
                        f"parameter {parameter.name}, when: name values of {name}, which has to "
                        "have a finite number of them"
                    )
                for value in values:
                    earlier[name].check(value)
            earlier[parameter.name] = parameter

    @classmethod
    def from_dicts(cls, dicts: Sequence[Mapping[str, Any]]) -> "SearchSpace":
        """Read a space from plain dicts with the fields of ``Parameter``.

        Raises ``SpaceError`` that names the entry, the field and the remedy.
        """
        return cls(tuple(_parameter(number, given) for number, given in enumerate(dicts, 1)))

    def dicts(self) -> list[dict[str, Any]]:
        """Return the space as ``from_dicts`` reads it, fit for JSON and YAML."""
        made = []
        for parameter in self.parameters:
            fields = {
                name: value for name, value in asdict(parameter).items() if value or value == 0
            }
            if not parameter.steps:
                fields.pop("steps", None)
            for name in {"choices"} & {*fields}:
                fields[name] = list(fields[name])
            if parameter.when:
                fields["when"] = {name: list(values) for name, values in parameter.when.items()}
            made.append(fields)
        return made

    @cached_property
    def sha256(self) -> str:
        """Identity of what can be chosen; units and reasons, which are for people, do not count."""
        identifying = [
            {name: value for name, value in fields.items() if name not in ("unit", "reason")}
            for fields in self.dicts()
        ]
        return sha256(json.dumps(identifying, sort_keys=True))

    @property
    def names(self) -> list[str]:
        """The parameters' names, in order."""
        return [parameter.name for parameter in self.parameters]

    def __getitem__(self, name: str) -> Parameter:
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise SpaceError(f"there is no parameter {name!r}: the space has {', '.join(self.names)}")

    @cached_property
    def columns(self) -> dict[str, slice]:
        """Where each parameter's coordinates are in the unit cube."""
        ends = list(itertools.accumulate(parameter.width for parameter in self.parameters))
        return {
            parameter.name: slice(end - parameter.width, end)
            for parameter, end in zip(self.parameters, ends, strict=True)
        }

    @property
    def width(self) -> int:
        """The number of coordinates."""
        return sum(parameter.width for parameter in self.parameters)

    @cached_property
    def most(self) -> int:
        """An upper bound of the number of configurations."""
        return math.prod(parameter.count for parameter in self.parameters)

    def table(self) -> pd.DataFrame:
        """Return the space as a table for people: range, scale, unit, condition, reason."""
        rows = []
        for p in self.parameters:
            shown = ", ".join(map(str, p.choices)) if p.choices else f"{p.low} to {p.high}"
            rows.append(
                {
                    "parameter": p.name,
                    "kind": p.kind.replace("_", " "),
                    "values": shown + (f" in {p.steps} steps" if p.steps else ""),
                    "scale": "log" if p.is_log else "linear" if p.is_ordered else "none",
                    "unit": p.unit,
                    "only when": ", ".join(
                        f"{name} is {' or '.join(map(str, values))}"
                        for name, values in p.when.items()
                    ),
                    "reason": p.reason,
                }
            )
        return pd.DataFrame(rows).set_index("parameter")

    def active(self, values: Mapping[str, Any]) -> list[str]:
        """Return the names of the parameters that exist, given the values of the others."""
        found: list[str] = []
        for parameter in self.parameters:
            if all(
                name in found and values.get(name) in allowed
                for name, allowed in parameter.when.items()
            ):
                found.append(parameter.name)
        return found

    def check(self, parameters: Mapping[str, Any]) -> None:
        """Raise ``SpaceError`` unless this is a configuration of the space."""
        active = self.active(parameters)
        if missing := [name for name in active if name not in parameters]:
            raise SpaceError(f"the configuration has no {missing[0]}: {dict(parameters)}")
        if extra := [name for name in parameters if name not in active]:
            why = "does not apply here" if extra[0] in self.names else "is no parameter"
            raise SpaceError(f"{extra[0]!r} {why}: {dict(parameters)}")
        for name in active:
            self[name].check(parameters[name])

    def to_unit(self, parameters: Mapping[str, Any]) -> np.ndarray:
        """Return a configuration's point in the unit cube, [width]; raises ``SpaceError``."""
        self.check(parameters)
        point = np.concatenate([middle(parameter) for parameter in self.parameters])
        for name, value in parameters.items():
            point[self.columns[name]] = self[name].place(value)
        return point

    def from_unit(self, point: Sequence[float] | np.ndarray) -> dict[str, Any]:
        """Return the configuration nearest to a point: ``from_unit(to_unit(x)) == x``, exactly."""
        places = np.asarray(point, dtype=float)
        values = {p.name: p.value(places[self.columns[p.name]]) for p in self.parameters}
        return {name: values[name] for name in self.active(values)}

    def nearest(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the configuration nearest to values, of which those not searched over are ignored.

        Raises ``SpaceError`` where a parameter that applies has no value, or no place for it.
        """
        made: dict[str, Any] = {}
        for parameter in self.parameters:
            if parameter.name not in self.active(made):
                continue
            if parameter.name not in values:
                raise SpaceError(f"the values have no {parameter.name}: {dict(values)}")
            made[parameter.name] = parameter.nearest(values[parameter.name])
        return made

    def snapped(self, points: np.ndarray) -> np.ndarray:
        """Return points [n, width] moved to where configurations are.

        A parameter that does not apply stands in the middle.
        """
        made = np.empty_like(points, dtype=float)
        exists: dict[str, np.ndarray] = {}
        for parameter in self.parameters:
            columns = self.columns[parameter.name]
            exists[parameter.name] = np.ones(len(points), dtype=bool)
            for name, allowed in parameter.when.items():
                places = np.array([self[name].place(value) for value in allowed])
                near = np.abs(made[:, None, self.columns[name]] - places[None]).max(axis=2) < 1e-9
                exists[parameter.name] &= exists[name] & near.any(axis=1)
            made[:, columns] = np.where(
                exists[parameter.name][:, None],
                parameter.snapped(points[:, columns]),
                middle(parameter),
            )
        return made

    def every(self) -> Iterator[dict[str, Any]]:
        """Yield every configuration, the last parameter varying fastest."""
        return self._every({}, 0)

    def _every(self, chosen: dict[str, Any], depth: int) -> Iterator[dict[str, Any]]:
        if depth == len(self.parameters):
            yield dict(chosen)
            return
        parameter = self.parameters[depth]
        if parameter.name not in self.active(chosen):
            yield from self._every(chosen, depth + 1)
            return
        for value in parameter.every():
            yield from self._every({**chosen, parameter.name: value}, depth + 1)


def middle(parameter: Parameter) -> np.ndarray:
    """Return the coordinates of a parameter that does not exist: equally far from every value."""
    return np.full(parameter.width, 0.5 if parameter.is_ordered else 1 / parameter.width)


def _parameter(number: int, given: Mapping[str, Any]) -> Parameter:
    if not isinstance(given, Mapping):
        raise SpaceError(f"search space, entry {number}: write it as a table of fields")
    label = f"search space, entry {number} ({given.get('name', 'without a name')})"
    if unknown := [name for name in given if name not in FIELDS]:
        raise SpaceError(f"{label}: unknown field {unknown[0]!r}, choose from {', '.join(FIELDS)}")
    for name in ("name", "kind"):
        if name not in given:
            raise SpaceError(f"{label}: the field {name!r} is missing")
    fields = dict(given)
    if "choices" in fields:
        if not isinstance(fields["choices"], list | tuple):
            raise SpaceError(f"{label}, choices: give a list")
        fields["choices"] = tuple(fields["choices"])
    when = fields.get("when") or {}
    if not isinstance(when, Mapping):
        raise SpaceError(f"{label}, when: write it as parameter: value or a list of values")
    fields["when"] = {
        name: tuple(values) if isinstance(values, list | tuple) else (values,)
        for name, values in when.items()
    }
    return Parameter(**fields)
