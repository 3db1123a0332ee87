"""Iterations: a step is taken a number of times, until nothing changes, or while a condition holds.

The state may be data of any type: a list, a text, a matrix, a name that leads to another. Loops of
bounded and of unbounded iteration, and of a fixed point (Cousot and Cousot 1977 give the term);
numbers that are stepped down have a form of their own, see ``repetitions``.
"""

from collections.abc import Callable, Iterator, Sequence

from codegarden.description.types import BOOL, INT, join, type_of
from codegarden.synthesis.bank import ERRORS, Bank
from codegarden.synthesis.bodies import compiled
from codegarden.synthesis.expressions import Expression, Form, Variables
from codegarden.synthesis.folds import Fold, too_large
from codegarden.synthesis.grammar import PACKING, Grammar
from codegarden.synthesis.repetitions import Repetition

COST = 5
BODIES = 4_000  # in the bank of steps
TIMES = 60  # of one step
COUNTS = 11  # cost of the dearest number of times
SOURCES, DEAREST = 3, 5  # the cheapest that a loop with a state starts from
DEEPEST = 9  # cost of the dearest step
END = object()  # of an iteration
TIMES_PRELUDE = '''
def iterated(step, value, times):
    """Return what a step makes of a value, taken a number of times."""
    for _ in range(times):
        value = step(value)
    return value
'''.strip()
SETTLED_PRELUDE = '''
def settled(step, value):
    """Return what repeating a step leaves when nothing changes; a circle is a ``ValueError``."""
    seen = []
    while (after := step(value)) != value:
        if value in seen:
            raise ValueError("circle")
        seen.append(value)
        value = after
    return value
'''.strip()
WHILE_PRELUDE = '''
def followed(step, going, value):
    """Return what a step makes of a value while it is going; a circle is a ``ValueError``."""
    seen = []
    while going(value):
        if value in seen:
            raise ValueError("circle")
        seen.append(value)
        value = step(value)
    return value
'''.strip()


class Iteration:
    """Iterations from one parameter on.

    Steps are told apart on the states that are known: those at the start, and, where they are of
    the same type, the expected outputs, at which many an iteration ends.
    """

    def __init__(self, parent: Bank, source: Expression, outputs: list):
        self.parent, self.source = parent, source
        ends = outputs if join(map(type_of, outputs)) == source.type else []
        copies = 2 if ends else 1
        grammar = parent.grammar
        self.name = grammar.variables[0].element
        costs = {op: cost for op, cost in grammar.costs.items() if op.name not in PACKING}
        inside = Grammar(costs, {}, 9, grammar.taken)
        leaves = [Expression(source.type, [*source.values, *ends], 1, text=self.name)]
        leaves += [
            Expression(each.type, each.values * copies, each.cost, text=each.text)
            for each in parent.outer
            if is_small(each)
        ]
        self.bank = Bank(leaves, inside, parent.clock, lambda *_: [], 2, BODIES)
        self.cost = COST - 2 * grammar.carries

    @classmethod
    def over(cls, parent: Bank, source: Expression, outputs: list) -> "list[Iteration]":
        """Return the iterations from a parameter on; none for numbers, which are repeated."""
        if source.operation is not None or source.type.name not in ("list", "str", "tuple", "dict"):
            return []
        return [cls(parent, source, outputs)]

    def forms(self, level: int) -> Iterator[Expression]:
        """Yield the iterations whose whole cost is a level."""
        rest = level - self.source.cost - self.cost
        if rest < 3:
            return
        while self.bank.level < min(rest, DEEPEST):
            self.bank.grow()
        for cost in range(2, min(rest, DEEPEST) + 1):
            for step in self.own(cost, self.source.type):
                for count in self.parent.levels[rest - cost].get(INT, ())[:TIMES]:
                    yield from self.counted(level, step, count)
                if cost == rest - 1:
                    yield from self.settled(level, step)
                if self.source.type.name == "str":
                    for going in self.own(rest - cost, BOOL):
                        yield from self.followed(level, step, going)

    def own(self, cost: int, kind) -> list[Expression]:
        """Return the operations of a cost and type that use the state."""
        found = self.bank.levels[cost].get(kind, ()) if cost <= DEEPEST else ()
        return [e for e in found if e.operation is not None and self.name in e.leaves()]

    def counted(self, level: int, step: Expression, count: Expression) -> Iterator[Expression]:
        """Yield what so many steps give."""
        if not all(times <= TIMES for times in count.values) or max(count.values) < 2:
            return
        advance, row = self.function(step)
        last = []
        try:
            for place, value in enumerate(self.source.values):
                row[0] = place
                for _ in range(count.values[place]):
                    value = advance((value,))
                    if too_large(value):
                        return
                last.append(value)
        except ERRORS:
            return
        finally:
            self.bank.clock.tick(1)
        form = self.form("iterate", lambda t, x, s, b: f"iterated(lambda {t}: {b[0]}, {s}, {b[1]})")
        yield Expression(self.source.type, last, level, form, (self.source, step, count))

    def settled(self, level: int, step: Expression) -> Iterator[Expression]:
        """Yield what is left when a step changes nothing any more."""
        advance, row = self.function(step)

        def following(value):
            after = advance((value,))
            return after if after != value else END

        if last := self.ends(following, [row]):
            form = self.form("settle", lambda t, x, s, b: f"settled(lambda {t}: {b[0]}, {s})")
            yield Expression(self.source.type, last, level, form, (self.source, step))

    def followed(self, level: int, step: Expression, going: Expression) -> Iterator[Expression]:
        """Yield what is left when a condition holds no longer."""
        (advance, row), (goes, other) = self.function(step), self.function(going)

        def following(value):
            return advance((value,)) if goes((value,)) else END

        if last := self.ends(following, [row, other]):
            form = self.form(
                "follow",
                lambda t, x, s, b: f"followed(lambda {t}: {b[0]}, lambda {t}: {b[1]}, {s})",
            )
            yield Expression(self.source.type, last, level, form, (self.source, step, going))

    def ends(self, following: Callable, rows: Sequence[list]) -> list:
        """Return the last states; none for a step that fails, goes on too long or is taken once.

        ``following`` gives the state after a state, or ``END``; ``rows`` are told of the input.
        """
        last, longest = [], 0
        try:
            for place, value in enumerate(self.source.values):
                for row in rows:
                    row[0] = place
                times = 0
                while (after := following(value)) is not END:
                    value, times = after, times + 1
                    if times > TIMES or too_large(value):
                        return []
                longest = max(longest, times)
                last.append(value)
        except ERRORS:
            return []
        finally:
            self.bank.clock.tick(1)
        return last if longest > 1 else []

    def function(self, expression: Expression) -> tuple:
        """Return an expression as a function of the state, and where it finds its input."""
        row = [0]
        return compiled(expression, {self.name: 0}, row), row

    def form(self, name: str, writer) -> Form:
        """Return the form of a name."""
        prelude = {"iterate": TIMES_PRELUDE, "settle": SETTLED_PRELUDE, "follow": WHILE_PRELUDE}
        return Form(name, writer, Variables(self.name, (), ""), False, prelude[name])


def is_small(leaf: Expression) -> bool:
    """Return whether a leaf is a parameter, or a constant that steps are likely to need."""
    return leaf.operation is None and (leaf.text.isidentifier() or leaf.cost <= 3)


def carrying(params: set[str], outputs: Sequence) -> Callable[[Bank, Expression], list]:
    """Return what makes the folds and repetitions over the cheapest sources of a search."""
    taken = {Repetition: 0, Fold: 0, Iteration: 0}

    def over(parent: Bank, source: Expression) -> list:
        found = []
        for kind in (Repetition,) if source.type == INT else (Fold, Iteration):
            if taken[kind] < SOURCES and source.cost <= DEAREST and source.leaves() & params:
                known = [list(outputs)] if kind is Iteration else []
                made = kind.over(parent, source, *known)
                taken[kind] += bool(made)
                found += made
        return found

    return over
