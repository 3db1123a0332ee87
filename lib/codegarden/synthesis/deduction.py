"""Bodies of maps and filters, deduced from what they must give on every element.

Where an output has as many elements as a source, a map's body must turn each into the other; where
it holds some of a source's elements, a filter's condition must be true of just these. So a loop's
bank is searched for a body by its goal, as the whole search is, and bodies may choose: ``a if c
else b``, ``c and d`` (Feser, Chaudhuri and Dillig 2015, "Synthesizing data structure
transformations from input-output examples": the deduction rules of lambda-squared; the choice is
as in Alur, Radhakrishna and Udupa 2017).
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from codegarden.description.types import BOOL, Type, join, list_of, type_of
from codegarden.synthesis.choices import lone
from codegarden.synthesis.expressions import Expression, filtered, mapped, mapped_where
from codegarden.synthesis.goals import Goal
from codegarden.synthesis.loops import Loop
from codegarden.synthesis.operations import Operation, standard_operations

LEAST, MOST = 4, 160  # elements over all inputs
ANSWERS, CONDITIONS = 200, 300  # the cheapest, that are combined
CHOICE = 3  # cost of one choice in a body
ROOM = 10_000  # of a bank that is known to be wanted
AHEAD = 3  # levels that it is ahead of what any loop may cost
BRANCHES = 2
PLACES = "the places of the elements that a filter keeps"


class Deduction:
    """The body that one loop needs, and what its bank holds for it so far.

    Sets of elements are bit masks. ``answers`` are the cheapest bodies right on a set, and
    ``conditions`` those true on a set.
    """

    def __init__(self, loop: Loop, wanted: list, wrapper: Operation | str, goal: Goal):
        self.loop, self.wanted, self.wrapper, self.goal = loop, wanted, wrapper, goal
        self.element = Goal(wanted, join(map(type_of, wanted)))
        self.everything = (1 << len(wanted)) - 1
        self.answers: dict[int, Expression] = {}
        self.conditions: dict[int, Expression] = {}
        self.told: set[str] = set()
        self.stale = True
        names = loop.variables
        self.own = {names.element, names.index, *names.parts}
        loop.bank.limit = max(loop.bank.limit, ROOM)
        for level in sorted(loop.bank.levels):
            for each in loop.bank.levels[level].values():
                for expression in each:
                    self.watch(expression)
        loop.bank.watch = self.watch

    def watch(self, expression: Expression) -> bool:
        """Take in what an expression is on each element; False: the bank keeps it too."""
        if expression.type == BOOL:
            mask = mask_of(expression.values)
            if mask not in (0, self.everything) and mask not in self.conditions:
                self.conditions[mask] = expression
                self.stale = True
        if self.element.type != BOOL and self.element.admits(expression.type):
            mask = mask_of([a == b for a, b in zip(expression.values, self.wanted, strict=True)])
            known = self.answers.get(mask)
            if mask and (known is None or expression.cost < known.cost):
                self.answers[mask] = expression
                self.stale = True
        return False

    def found(self, level: int) -> Iterator[Expression]:
        """Yield the expressions of the goal that the bodies give which a level of cost admits."""
        loop = self.loop
        loop.at(level + AHEAD - loop.source.cost - loop.costs["map"])
        if not self.stale:
            return
        self.stale = False
        body = self.condition() if self.element.type == BOOL else self.choice()
        if body is not None and body.leaves() & self.own and body.write() not in self.told:
            self.told.add(body.write())
            yield self.whole(body)

    def whole(self, body: Expression) -> Expression:
        """Return the map or filter with a body, in its wrapper."""
        loop, outputs = self.loop, self.goal.outputs
        name, writer = ("filter", filtered) if self.element.type == BOOL else ("map", mapped)
        bodies = (body,)
        if self.wrapper == PLACES:
            name, writer, bodies = "filter_map", mapped_where, (loop.index(), body)
        cost = loop.source.cost + loop.costs[name] + sum(each.cost for each in bodies)
        form = loop.form(name, writer)
        if not isinstance(self.wrapper, Operation):
            return Expression(self.goal.type, outputs, cost, form, (loop.source, *bodies))
        values = [self.wanted[s:e] for s, e in loop.spans]
        inner = Expression(list_of(self.element.type), values, cost, form, (loop.source, body))
        return Expression(self.goal.type, outputs, cost + self.wrapper.cost, self.wrapper, (inner,))

    def choice(self) -> Expression | None:
        """Return the cheapest body that chooses between answers, None if none is right."""
        answers = sorted(self.answers.items(), key=lambda each: each[1].cost)[:ANSWERS]
        conditions = sorted(self.conditions.items(), key=lambda each: each[1].cost)[:CONDITIONS]
        covering: dict[int, Expression | None] = {}

        def cover(need: int) -> Expression | None:
            if need not in covering:
                covering[need] = next((e for mask, e in answers if not need & ~mask), None)
            return covering[need]

        def best(need: int, depth: int) -> Expression | None:
            least = cover(need)
            for mask, condition in conditions if depth and least is None else ():
                part, rest = need & mask, need & ~mask
                for some, other, turned in ((part, rest, False), (rest, part, True)):
                    answer = cover(some) if some and other else None
                    if answer is None or (least and answer.cost + condition.cost >= least.cost):
                        continue
                    behind = best(other, depth - 1)
                    if behind is not None:
                        extra = CHOICE + lone(some) + lone(other)
                        made = chosen(condition, answer, behind, turned, extra)
                        if least is None or made.cost < least.cost:
                            least = made
            return least

        return best(self.everything, BRANCHES)

    def condition(self) -> Expression | None:
        """Return the cheapest condition true of just the wanted elements: one, or two joined."""
        need = mask_of(self.wanted)
        operations = {each.name: each for each in standard_operations()}
        wide = [(m, c) for m, c in self.conditions.items() if not need & ~m]
        narrow = [(m, c) for m, c in self.conditions.items() if not m & ~need]
        made = []
        for name, some in (("and", wide), ("or", narrow)):
            some = sorted(some, key=lambda each: each[1].cost)[:CONDITIONS]
            for (m, c), (n, d) in combinations(some, 2):
                if (m & n if name == "and" else m | n) == need:
                    cost = c.cost + d.cost + CHOICE
                    made.append(Expression(BOOL, self.wanted, cost, operations[name], (c, d)))
        whole = self.conditions.get(need)
        return min([*made, *([whole] if whole else [])], key=lambda each: each.cost, default=None)


def chosen(condition, one, other, turned: bool, extra: int) -> Expression:
    """Return ``one if condition else other``, the other way round where it is turned."""
    operation = next(each for each in standard_operations() if each.name == "choose")
    values = [
        b if bool(c) == turned else a
        for c, a, b in zip(condition.values, one.values, other.values, strict=True)
    ]
    operands = (condition, other, one) if turned else (condition, one, other)
    cost = condition.cost + one.cost + other.cost + extra
    return Expression(one.type, values, cost, operation, operands)


def mask_of(flags: Sequence[Any]) -> int:
    """Return the bit mask of the places of what is true.

    >>> mask_of([True, False, True])
    5
    """
    return int("".join(["1" if flag else "0" for flag in reversed(flags)]) or "0", 2)


def deductions(loop: Loop, goal: Goal) -> Iterator[Deduction]:
    """Yield what the outputs of a goal say of a loop's body."""
    if not LEAST <= sum(map(len, loop.elements)) <= MOST or loop.bank.limit == 0:
        return
    by_name = {each.name: each for each in standard_operations()}
    for wrapper, columns in readings(loop.elements, goal):
        yield Deduction(
            loop, [x for each in columns for x in each], by_name.get(wrapper, wrapper), goal
        )
        return  # one goal for a bank


def readings(elements: list[list], goal: Goal) -> Iterator[tuple[str, list[list]]]:
    """Yield the ways to read outputs as a body's values, with what puts them together."""
    outputs = goal.outputs
    kind: Type = goal.type
    pairs = list(zip(outputs, elements, strict=True))
    if kind.name in ("list", "tuple"):
        if all(len(out) == len(xs) for out, xs in pairs):
            yield "tuple" if kind.name == "tuple" else "", outputs
        elif kind.name == "list":
            kept = [[x in out for x in xs] for out, xs in pairs]
            again = [
                [x for x, keep in zip(xs, flags, strict=True) if keep]
                for xs, flags in zip(elements, kept, strict=True)
            ]
            if again == outputs:
                yield "", kept
            places = [[i for i in range(len(xs)) if i in out] for out, xs in pairs]
            if places == outputs:
                yield PLACES, [[i in out for i in range(len(xs))] for out, xs in pairs]
    elif kind.name == "str":
        if all(len(out) == len(xs) for out, xs in pairs):
            yield "join_empty", [list(out) for out in outputs]
        words = [out.split(" ") if out else [] for out in outputs]
        if all(len(out) == len(xs) for out, xs in zip(words, elements, strict=True)):
            yield "join_space", words
