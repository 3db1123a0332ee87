"""What the outputs tell of a program's parts: goals below the goal.

Each production whose result tells what an argument must have been has its inverse here (witness
functions; Polozov and Gulwani 2015, "FlashMeta"): parts of records, texts that show numbers, pieces
of a joined text, the elements of a map, the kept elements of a filter. The parts are goals of the
bank or of a lambda's context, where they meet what is enumerated.
"""

import math
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from codegarden.description.types import BOOL
from codegarden.synthesis.bank import Bank
from codegarden.synthesis.behaviour import Behaviours
from codegarden.synthesis.goals import Goal
from codegarden.synthesis.lambdas import Context, Lambdas
from codegarden.synthesis.meaning import BRANCH
from codegarden.synthesis.pieces import JOINS, Pieces
from codegarden.synthesis.recursion import Recursion
from codegarden.synthesis.signatures import parts
from codegarden.synthesis.tasks import Task
from codegarden.synthesis.values import Abstraction, Entry
from codegarden.synthesis.weights import FUNCTION_BITS
from codegarden.synthesis.witnesses import LAMBDAS, RECORDS, UNARY, slices, witness_of

NEST = 2  # derived goals of derived goals
ALTERNATIVES = 4  # behaviours of a part of a record, which go with those of its other parts


class Deduction:
    """The goals of one task, and the branches between their partial answers."""

    def __init__(
        self, bank: Bank, lambdas: Lambdas, goal: Goal, task: Task, behaviours: Behaviours
    ):
        self.bank = bank
        self.behaviours = behaviours
        self.task = task
        self.goals = [goal]
        self.inner: list[tuple[Bank, Goal]] = []
        self.pieces: list[Pieces] = []
        self.lambdas = lambdas
        self.known: set[tuple] = set()
        self.waiting: dict[int, tuple[int, Goal, Entry]] = {}  # branches, by goal
        if not task.outputs:
            return
        self.recursion = Recursion(bank, goal)
        if "inverses" not in task.without:
            self.derive(goal, NEST)
            lambdas.watch.append(self.look_into)

    def derive(self, goal: Goal, depth: int, above: str = "") -> None:
        """Make the goals that the outputs of a goal tell, of the same bank.

        ``above`` is the production that the goal is the only argument of.
        """
        outputs = goal.outputs
        if goal.type.name in JOINS:
            self.pieces.append(Pieces(goal))
        if not depth:
            return
        for text, inverse in UNARY:
            if text != above:  # a negation's negation says nothing
                self.add(goal, text, inverse, depth)
        self.record(goal, outputs, depth)
        for variable in goal.bank.variables:
            for text, wanted in slices(variable, goal):
                self.positions(goal, text, variable, wanted)

    def positions(self, goal: Goal, text: str, variable: Entry, wanted: Sequence[tuple]) -> None:
        """Make the goals of the positions at which a variable is cut to give the outputs."""
        production = goal.bank.production(text)
        if production is None:
            return
        best: list[Entry | None] = [None] * len(wanted)

        def deliver(place: int, entry: Entry) -> None:
            if best[place] is None or entry.cost < best[place].cost:
                best[place] = entry
                if all(best):
                    arguments = (variable, *best)
                    goal.deliver(goal.bank.make(production, arguments, goal.type, goal.outputs))

        for place, values in enumerate(wanted):
            self.goals.append(Goal(goal.bank, values, lambda e, p=place: deliver(p, e)))

    def add(self, goal: Goal, text: str, inverse: Callable, depth: int) -> None:
        """Make the goal of a production's only argument, if every output could come of one."""
        production = goal.bank.production(text)
        try:
            wanted = [inverse(output) for output in goal.outputs]
        except (ValueError, TypeError, SyntaxError):
            return
        if production is None:
            return

        def deliver(entry: Entry) -> None:
            goal.deliver(goal.bank.make(production, (entry,), goal.type, goal.outputs))

        made = Goal(goal.bank, wanted, deliver)
        self.goals.append(made)
        goal.bank.goals.append(made)
        self.derive(made, depth - 1, text)

    def record(self, goal: Goal, outputs: Sequence[Any], depth: int) -> None:
        """Make a goal for each place of outputs that are tuples or lists of one small length."""
        kinds, widths = (
            {type(o) for o in outputs},
            {len(o) for o in outputs if hasattr(o, "__len__")},
        )
        if len(kinds) != 1 or len(widths) != 1 or kinds & {str, set, dict, frozenset}:
            return
        text = RECORDS.get((kinds.pop(), widths.pop()))
        production = text and goal.bank.production(text)
        if not production:
            return
        kept: list[dict[tuple, Entry]] = [{} for _ in production.names]  # by behaviour

        def deliver(place: int, entry: Entry) -> None:
            own, behaviour = kept[place], self.behaviours.of(entry.term())
            known = own.get(behaviour)
            if known.cost <= entry.cost if known else len(own) == ALTERNATIVES:
                return
            own[behaviour] = entry
            parts = [[entry] if n == place else each.values() for n, each in enumerate(kept)]
            for arguments in product(*parts):
                goal.deliver(goal.bank.make(production, arguments, goal.type, goal.outputs))

        for place in range(len(kept)):
            part = Goal(goal.bank, [o[place] for o in outputs], lambda e, p=place: deliver(p, e))
            self.goals.append(part)
            goal.bank.goals.append(part)
            self.derive(part, depth - 1)

    def look_into(self, source: Entry, context: Context) -> None:
        """Make the goals of functions over a source's elements that would give a goal's outputs."""
        for goal in list(self.goals):
            for text, witness in LAMBDAS if goal.bank is self.bank else ():
                production = self.bank.production(text)
                if production is None:
                    continue
                wanted = witness_of(witness, source, context, goal.outputs)
                key = (id(context), id(goal), text, repr(wanted))
                if wanted is not None and key not in self.known:
                    self.known.add(key)
                    self.over_elements(goal, production, source, context, wanted)

    def over_elements(self, goal, production, source, context: Context, wanted: list) -> None:
        """Make the goal of a function over elements."""

        def deliver(entry: Entry) -> None:
            body = Abstraction((context.name,), entry)
            goal.deliver(goal.bank.make(production, (source, body), goal.type, goal.outputs))

        made = Goal(context.bank, wanted, deliver)
        context.bank.goals.append(made)
        context.bank.wanted.update(parts(made.type))
        for root in list(context.bank.groups.values()):
            for costs in root.values():
                for entries in costs.values():
                    made.look(entries)
        self.inner.append((context.bank, made))

    def grow(self) -> None:
        """Let the contexts that have goals catch up; join partial answers by branches."""
        if not self.task.outputs:
            return
        banks = {id(context.bank) for context in self.lambdas.contexts}
        for bank in {id(bank): bank for bank, _ in self.inner if id(bank) in banks}.values():
            bank.grow_to(self.bank.level - FUNCTION_BITS)
        if "lambdas" not in self.task.without:
            self.bank.clock.attempt("Recursion", self.recursion.grow)
        self.join(self.bank.level)

    def join(self, most_bits: float = math.inf) -> None:
        """Join what there is: pieces, and the branches whose turn has come, by their bits."""
        for pieces in self.pieces:
            self.bank.clock.attempt("Pieces", pieces.join)
        if "branches" in self.task.without or not self.task.outputs:
            return
        for goal in [*self.goals, *(goal for _, goal in self.inner)]:
            production = goal.bank.production(BRANCH)
            if goal.partial.changed and goal.type != BOOL and production is not None:
                found = goal.partial.best(goal.bank.weights.prior(goal.type, production))
                if found is not None and not isinstance(found[1], Entry):
                    self.waiting[id(goal)] = round(found[0]), goal, chosen(found[1], goal)
        due = [key for key, (bits, _, _) in self.waiting.items() if bits <= most_bits]
        for key in due:
            bits, goal, entry = self.waiting.pop(key)
            entry.cost = bits
            goal.deliver(entry)


def chosen(tree: Any, goal: Goal) -> Entry:
    """Return a decision tree as an entry, without its cost."""
    if isinstance(tree, Entry):
        return tree
    condition, yes, no = tree
    arguments = (condition, chosen(yes, goal), chosen(no, goal))
    return Entry(goal.bank.production(BRANCH), arguments, goal.type, 0, goal.outputs)
