"""Outputs with parts: tuples of one length, dictionaries with the same keys.

Each part is searched for on its own, in the same enumeration, and the record is put together from
what is found: the inverse of a constructor tells what its arguments must be (Polozov and Gulwani
2015, "FlashMeta", witness functions). Parts that are dear together are then cheap one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from codegarden.description.types import Type, join, type_of
from codegarden.synthesis.expressions import Expression
from codegarden.synthesis.goals import Goal
from codegarden.synthesis.operations import Operation

WIDEST = 6  # parts of a record
ALTERNATIVES = 3  # kept for a part
COMBINATIONS = 8  # that one new part gives


@dataclass
class Record(Goal):
    """A goal whose parts are goals; an expression that is the whole is an answer as well."""

    parts: list[Goal] = field(default_factory=list)
    maker: Operation | None = None

    def watch(self, expression: Expression) -> bool:
        """Keep an expression that gives the whole, or a part of it."""
        if super().watch(expression):
            return True
        for place, part in enumerate(self.parts):
            if len(part.hits) < ALTERNATIVES and part.watch(expression):
                self.combine(place)
        return False  # a part may be part of something else too

    def combine(self, place: int) -> None:
        """Add the records that the newest expression for a part completes."""
        choices = [part.hits for part in self.parts]
        choices[place] = choices[place][-1:]
        for _, operands in zip(range(COMBINATIONS), product(*choices), strict=False):
            cost = 2 * len(operands) + sum(each.cost for each in operands)
            self.hits.append(Expression(self.type, self.outputs, cost, self.maker, operands))


def record_goal(outputs: Sequence[Any]) -> Record | None:
    """Return the goal for outputs that are records of one form, None where they are not.

    >>> record_goal([(1, "a"), (2, "b")]).maker.template
    '({}, {})'
    """
    first = outputs[0] if outputs else None
    if isinstance(first, tuple):
        alike = all(isinstance(each, tuple) and len(each) == len(first) for each in outputs)
        columns = [list(column) for column in zip(*outputs, strict=True)] if alike else []
        template = f"({', '.join('{}' for _ in first)})"
    elif isinstance(first, dict):
        alike = all(isinstance(each, dict) and each.keys() == first.keys() for each in outputs)
        columns = [[each[key] for each in outputs] for key in first] if alike else []
        template = "{{" + ", ".join(f"{braced(key)}: {{}}" for key in first) + "}}"
    else:
        return None
    if not 2 <= len(columns) <= WIDEST:
        return None
    whole = join(map(type_of, outputs))
    parts = [Goal(column, join(map(type_of, column))) for column in columns]
    return Record(list(outputs), whole, parts=parts, maker=constructor(template, parts, whole))


def braced(key: Any) -> str:
    """Return a key as it stands in a template."""
    return repr(key).replace("{", "{{").replace("}", "}}")


def constructor(template: str, parts: Sequence[Goal], whole: Type) -> Operation:
    """Return the operation that writes a record of its parts; its values are known."""
    return Operation(
        name="record",
        params=tuple(part.type for part in parts),
        result=whole,
        template=template,
        cost=len(parts),
        words=frozenset(),
        function=lambda *values: values,
    )
