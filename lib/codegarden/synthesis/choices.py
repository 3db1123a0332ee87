"""Choices between partial answers: ``if c: return a``, ``if d: return b``, ``return e``.

Partial answers cover sets of rows, conditions tell sets of rows apart; a decision list that covers
all rows is put together from the cheapest of each (Alur, Radhakrishna and Udupa 2017, "Scaling
enumerative program synthesis via divide and conquer"). Sets of rows are bit masks, and the rows of
a search are few, so that all lists of up to three conditions are looked at.
"""

from dataclasses import dataclass, field

from codegarden.synthesis.expressions import Expression

CONDITIONS = 3
COST = 4  # of one condition beside its own expression
LONE = 3  # more for an answer that a single row speaks for
WIDEST = 8  # rows; beyond that the sets are too many


@dataclass(frozen=True)
class Choice:
    """A decision list: pairs of condition and answer, and the answer otherwise."""

    cost: float
    branches: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """All expressions of the list."""
        return (*(each for pair in self.branches for each in pair), self.otherwise)


@dataclass
class Choices:
    """The cheapest partial answer and the cheapest condition for each set of rows."""

    rows: int
    answers: dict[int, Expression] = field(default_factory=dict)
    conditions: dict[int, Expression] = field(default_factory=dict)
    covering: dict[int, Expression] = field(default_factory=dict)
    stale: bool = False

    @property
    def everything(self) -> int:
        """The set of all rows."""
        return (1 << self.rows) - 1

    def add_condition(self, expression: Expression) -> None:
        """Take a condition in, unless a cheaper one holds for the same rows."""
        mask = sum(1 << row for row, value in enumerate(expression.values) if value)
        if mask not in (0, self.everything) and mask not in self.conditions:
            self.conditions[mask] = expression
            self.stale = True

    def add_answer(self, mask: int, expression: Expression) -> None:
        """Take an answer in that is right for a set of rows."""
        if mask not in self.answers or expression.cost < self.answers[mask].cost:
            self.answers[mask] = expression
            self.stale = True

    def best(self) -> Choice | None:
        """Return the cheapest decision list, None if there is none or nothing new to make one."""
        if not self.stale or not 3 <= self.rows <= WIDEST:
            return None
        self.stale = False
        self.covering = {}
        for mask, expression in sorted(self.answers.items(), key=lambda each: each[1].cost):
            part = mask
            while part:  # every subset of the rows that it is right for
                self.covering.setdefault(part, expression)
                part = (part - 1) & mask
        return self._list(self.everything, CONDITIONS, {})

    def _list(self, need: int, depth: int, known: dict) -> Choice | None:
        """Return the cheapest list of so many conditions that covers a set of rows."""
        if (need, depth) in known:
            return known[need, depth]
        whole = self.covering.get(need)
        best = None if whole is None else Choice(whole.cost + lone(need), (), whole)
        for mask, condition in self.conditions.items() if depth else ():
            part, rest = need & mask, need & ~mask
            answer = self.covering.get(part)
            if not part or not rest or answer is None:
                continue
            cost = condition.cost + COST + answer.cost + lone(part)
            if best is not None and cost >= best.cost:
                continue
            behind = self._list(rest, depth - 1, known)
            if behind and (best is None or cost + behind.cost < best.cost):
                branches = ((condition, answer), *behind.branches)
                best = Choice(cost + behind.cost, branches, behind.otherwise)
        known[need, depth] = best
        return best


def lone(mask: int) -> int:
    """Return what an answer costs more that only one row speaks for."""
    return LONE if mask.bit_count() == 1 else 0
