"""Reads YAML as it was typed: what would be another value than it looks is told, not taken.

YAML 1.1 has octal and sexagesimal numbers, 010 for 8 and 1:30 for 90, and takes the last of two
equal keys.
"""

import ast
import math
from dataclasses import dataclass
from typing import Any

import yaml


@dataclass(frozen=True)
class Misread:
    """A number that YAML reads as another one than Python does; it is fit for nothing."""

    text: str
    value: float

    def __str__(self) -> str:
        return f"{self.text}, which YAML reads as {self.value}: write {self.value}"


class Loader(yaml.SafeLoader):
    """Reads YAML in which no block names a key twice: of two, all but the last would be lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        """Return the mapping of a node; raises ``YAMLError`` for a key that comes twice."""
        places = [(key.value, key.start_mark) for key, _ in node.value]
        for number, (key, mark) in enumerate(places):
            if key in (earlier for earlier, _ in places[:number]):
                raise yaml.MarkedYAMLError(problem=f"{key!r} comes twice", problem_mark=mark)
        return super().construct_mapping(node, deep)

    def construct_number(self, node: yaml.ScalarNode) -> Any:
        """Return the number of a node, ``Misread`` where Python reads another or none."""
        kind = node.tag.rpartition(":")[2]
        construct = self.construct_yaml_int if kind == "int" else self.construct_yaml_float
        try:
            value = construct(node)
        except ValueError as error:  # of more digits than Python converts
            raise yaml.MarkedYAMLError(problem=str(error), problem_mark=node.start_mark) from None
        try:
            typed = ast.literal_eval(node.value)
        except (ValueError, SyntaxError):
            typed = None
        is_number = isinstance(value, int) or math.isfinite(value)
        return Misread(node.value, value) if is_number and typed != value else value


for _kind in ("int", "float"):
    Loader.add_constructor(f"tag:yaml.org,2002:{_kind}", Loader.construct_number)


def read(text: str) -> Any:
    """Return what a text in YAML says; raises ``YAMLError``."""
    return yaml.load(text, Loader)
