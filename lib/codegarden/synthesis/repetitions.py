"""Repeated steps: the states from a number on while a condition holds.

``repeated(lambda x: step, lambda x: condition, n)``, its last state, and the number of its steps.
"""

from collections.abc import Iterator

from codegarden.description.types import BOOL, INT, Type, list_of
from codegarden.synthesis.bank import ERRORS, Bank
from codegarden.synthesis.bodies import BODIES, LARGEST, body_grammar, compiled, outside
from codegarden.synthesis.expressions import Expression, Form, Variables

REPEAT_COST = 6
STATES = 120  # of one repetition
PRELUDE = '''
def repeated(step, going, value):
    """Return the value, and what the step makes of it, again and again while it is going."""
    states = [value]
    while going(value):
        value = step(value)
        states.append(value)
    return states
'''.strip()


class Repetition:
    """Repetitions of a step from one number on."""

    def __init__(self, parent: Bank, source: Expression):
        self.source = source
        grammar = parent.grammar
        self.name = grammar.variables[0].element
        self.per_row = 6
        samples, owners = [], []
        for row, n in enumerate(source.values):
            samples += [n, n // 2, n // 10, max(0, n - 1), sum(map(int, str(n))), 1 + n % 12]
            owners += [row] * self.per_row
        leaves = [
            Expression(INT, samples, 1, text=self.name),
            *outside(parent, owners, ("regex", "list", "tuple", "dict", "set")),
        ]
        self.bank = Bank(leaves, body_grammar(grammar), parent.clock, lambda *_: [], 2, BODIES)
        self.cost = REPEAT_COST - 2 * grammar.carries

    @classmethod
    def over(cls, parent: Bank, source: Expression) -> "list[Repetition]":
        """Return the repetitions from a number on, none for what is no natural number."""
        if source.type != INT or not all(0 <= n < LARGEST for n in source.values):
            return []
        return [cls(parent, source)]

    def forms(self, level: int) -> Iterator[Expression]:
        """Yield the repetitions whose whole cost is a level."""
        budget = 2 * (level - self.source.cost - self.cost)
        for total in range(max(6, budget - 1), budget + 1):
            yield from self.repetitions(level, total)

    def repetitions(self, level: int, budget: int) -> Iterator[Expression]:
        """Yield the repetitions whose step and condition cost so much, as ones of a level."""
        while self.bank.level < budget - 3:
            self.bank.grow()
        for cost in range(3, budget - 2):
            steps = [e for e in self.own(cost, INT) if e.operation is not None]
            for going in self.own(budget - cost, BOOL):
                for step in steps:
                    states = self.run(step, going)
                    if states is not None:
                        yield from self.expressions(states, level, (self.source, step, going))

    def expressions(self, states: list[list[int]], level: int, operands) -> Iterator[Expression]:
        """Yield the list of states, the last of them, and the number of steps."""
        names = Variables(self.name, (), "")
        form = Form("repeat", self.written, names, False, PRELUDE)
        yield Expression(list_of(INT), states, level, form, operands)
        form = Form("repeat_last", lambda *a: f"{self.written(*a)}[-1]", names, False, PRELUDE)
        yield Expression(INT, [each[-1] for each in states], level, form, operands)
        form = Form("steps", lambda *a: f"(len({self.written(*a)}) - 1)", names, False, PRELUDE)
        yield Expression(INT, [len(each) - 1 for each in states], level, form, operands)

    def own(self, cost: int, kind: Type) -> list[Expression]:
        """Return the expressions of a cost and type that use the state."""
        return [e for e in self.bank.levels[cost].get(kind, ()) if self.name in e.leaves()]

    def run(self, step: Expression, going: Expression) -> list[list[int]] | None:
        """Return the states on each input, None if they fail, or do not end."""
        row = [0]
        names = {self.name: 0}
        advance, goes = compiled(step, names, row), compiled(going, names, row)
        found = []
        moved = False
        try:
            for place, state in enumerate(self.source.values):
                row[0] = place * self.per_row
                states = [state]
                while goes((state,)):
                    after = advance((state,))
                    if after == state or len(states) > STATES or abs(after) > LARGEST:
                        return None
                    state = after
                    states.append(state)
                moved = moved or len(states) > 1
                found.append(states)
        except ERRORS:
            return None
        finally:
            self.bank.clock.tick(1)
        return found if moved else None

    def written(self, target: str, _: str, source: str, bodies: list[str]) -> str:
        """Return the source of the list of all states."""
        step, going = bodies
        return f"repeated(lambda {target}: {step}, lambda {target}: {going}, {source})"
