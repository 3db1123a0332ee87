"""What an expression must give to be an answer: the expected outputs, and how they may be read."""

import ast
import math
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from codegarden.description.types import BOOL, STR, Type, join, type_of
from codegarden.synthesis.choices import Choices
from codegarden.synthesis.expressions import Expression

KEPT = 20  # programs, where no output is known
NUMBERS = ("int", "float")


@dataclass
class Goal:
    """The expected outputs, and what to write around an expression that has them."""

    outputs: list
    type: Type
    wrapper: str = "{}"
    extra: int = 0
    hits: list[Expression] = field(default_factory=list)
    choices: Choices = field(default_factory=lambda: Choices(0))
    depends: Callable[[Expression], bool] = lambda expression: True

    def __post_init__(self):
        self.choices.rows = len(self.outputs)

    def is_settled(self, level: int) -> bool:
        """Return whether the search may stop: no, its answers are told as they come."""
        return False

    def admits(self, type_: Type) -> bool:
        """Return whether an expression of a type could be the answer."""
        if self.type.name == "any":
            return True
        if self.type.name in NUMBERS:
            return type_.name in NUMBERS
        return type_.name in (self.type.name, "any")

    def watch(self, expression: Expression) -> bool:
        """Keep an expression that has the expected outputs on all inputs, or on some."""
        if not self.admits(expression.type):
            return False
        same = list(map(operator.eq, expression.values, self.outputs))
        if False not in same or (self.type.name == "float" and self.near(expression.values)):
            self.hits.append(expression)
            return True
        if True not in same:
            return False
        mask = sum(1 << row for row, right in enumerate(same) if right)
        if mask not in self.choices.answers and self.depends(expression):
            self.choices.add_answer(mask, expression)
        return False

    def near(self, values: list) -> bool:
        """Return whether all values are numbers within rounding of the expected ones."""
        try:
            return all(
                math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
                for a, b in zip(values, self.outputs, strict=True)
            )
        except (TypeError, OverflowError):
            return False


@dataclass
class OpenGoal(Goal):
    """No outputs are known: keep the expressions of a type that cover the description best.

    ``given`` are the values of the parameters.
    """

    score: Callable[[Expression], float] = lambda expression: 0.0
    given: list[list] = field(default_factory=list)
    kept: list[tuple[float, int, Expression]] = field(default_factory=list)
    count: int = 0

    def admits(self, type_: Type) -> bool:
        """Return whether a type could be that of the answer, its elements too."""
        return super().admits(type_) and all(
            one.name == other.name or "any" in (one.name, other.name)
            for one, other in zip(self.type.args, type_.args, strict=False)
        )

    def is_settled(self, level: int) -> bool:
        """Return whether nothing dearer than a level can be better than the best that is kept."""
        return bool(self.kept) and self.kept[0][0] <= level

    def watch(self, expression: Expression) -> bool:
        """Keep an expression while it is one of the best; it may be part of others as well."""
        if expression.operation is not None and self.admits(expression.type):
            values = expression.values
            if values in self.given or all(value == values[0] for value in values):
                return False  # what is given as it is, or the same whatever is given
            self.count += 1
            score = self.score(expression)
            if len(self.kept) < KEPT or score < self.kept[-1][0]:
                self.kept = sorted([*self.kept, (score, self.count, expression)])[:KEPT]
        return False


def goals(outputs: Sequence[Any], inputs: Sequence[tuple] = (), told: Sequence = ()) -> list[Goal]:
    """Return the ways to read the expected outputs: as they are, as text of data, as two words.

    ``told`` are the constants that the description names.
    """
    outputs = list(outputs)
    found = [Goal(outputs, join(map(type_of, outputs)))]
    if all(isinstance(each, str) and each[:1] in "[({" for each in outputs):
        try:
            data = [ast.literal_eval(each) for each in outputs]
        except (ValueError, SyntaxError):
            data = []
        if data and [str(each) for each in data] == outputs:
            found.insert(0, Goal(data, join(map(type_of, data)), "str({})", 1))
    distinct = list(dict.fromkeys(map(repr, outputs)))
    words = all(is_word(each, inputs, told) for each in outputs) and found[0].type != BOOL
    if words and len(distinct) == 2 and len(outputs) > 2:
        for yes, no in (distinct, distinct[::-1]):
            flags = [repr(each) == yes for each in outputs]
            found.append(
                Goal(flags, BOOL, f"({yes} if {{}} else {no})", 1 if found[0].type == STR else 6)
            )
    return found


def is_word(value: Any, inputs: Sequence[tuple], told: Sequence) -> bool:
    """Return whether an output may be a word that stands for yes or no, and not a computed value.

    None, a usual number, a constant of the description, or letters that are no part of an input.
    """
    if value is None or value in told:
        return True
    if isinstance(value, str):
        letters = any(map(str.isalpha, value)) and not any(map(str.isdigit, value))
        return letters and not any(value in repr(row) for row in inputs)
    return type(value) is int and value in (-1, 0, 1)
