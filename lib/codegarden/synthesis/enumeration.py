"""Typed bottom-up enumeration of programs that give the expected outputs on the given inputs.

Answers come in order of cost. Besides whole answers it keeps partial ones, which ``choices`` joins
by conditions; edge cases are left to ``guards``. A program that lists the examples' answers cannot
be written: expected outputs are never constants, except usual ones (0, None, an empty list), those
that the description names, and one of two words such as "Yes" and "No".
"""

import time
from collections.abc import Iterator, Sequence
from itertools import product

from codegarden.description.types import BOOL, FLOAT, INT, join, parse, type_of
from codegarden.description.words import stems_of
from codegarden.synthesis.bank import Bank, Clock, OutOfTimeError
from codegarden.synthesis.constants import constants, told_constants
from codegarden.synthesis.deduction import Deduction, deductions
from codegarden.synthesis.expressions import Expression, write_program
from codegarden.synthesis.goals import OpenGoal, goals
from codegarden.synthesis.grammar import Grammar, grammar_for, lead_of
from codegarden.synthesis.guards import COST as GUARD_COST
from codegarden.synthesis.guards import PLAIN, edge_cases, failure
from codegarden.synthesis.iterations import carrying
from codegarden.synthesis.loops import Loop
from codegarden.synthesis.operations import standard_operations
from codegarden.synthesis.patterns import patterns_in
from codegarden.synthesis.records import record_goal
from codegarden.synthesis.tasks import (
    Found,
    Task,
    chosen_rows,
    known,
    lengths,
    retrieved_leaf,
)

IDLE = 4.0  # cost of a parameter that an answer leaves out
DOUBT = 2.0  # by so much a word weighs more where the outputs tell little, as yes and no do
DEAREST_CONDITION = 9  # where no truth value is wanted: conditions serve choices only
YIELDED = 12  # answers of one level of cost; those behind them are variants


class Enumeration:
    """One search, which yields ``Found`` programs in order of cost until its time is over."""

    def __init__(
        self, task: Task, grammar: Grammar | None = None, room: int = 1_000_000, now=time.monotonic
    ):
        self.guards = (
            edge_cases(task.params, task.inputs, task.outputs, task.constants)
            if task.outputs and "guards" not in task.without
            else []
        )
        edges = {row for guard in self.guards for row in guard.rows}
        inner = [row for row in range(len(task.outputs)) if row not in edges]
        self.failure = failure(task.outputs, inner) if "guards" not in task.without else None
        apart = [*self.guards, *([self.failure] if self.failure else [])]
        self.task = task = chosen_rows(task, apart)
        self.rows = len(task.inputs)
        words = stems_of(task.description)
        self.goals = goals(task.outputs, task.inputs, task.constants) if task.outputs else []
        record = None if "deduction" in task.without else record_goal(task.outputs)
        if record is not None:
            self.goals[0] = record
        if not self.goals:
            given = [list(column) for column in zip(*task.inputs, strict=True)]
            wanted = parse(task.returns or "any")
            self.goals.append(OpenGoal([], wanted, score=self.far_from_text, given=given))
        for goal in self.goals:
            goal.depends = self.may_answer
        self.deductions: list[Deduction] = []
        self.looked_at = 0  # of the bank's loops
        self.told: set[int] = set()  # the partial answers that were yielded, by the rows they pass
        self.written: set[str] = set()  # the whole ones, by their source
        self.grammar = grammar or grammar_for(
            words,
            self.goals[0].type,
            task.params,
            standard_operations() if "shelf" in task.without else None,
            dict(task.learned),
            stems_of(lead_of(task.description)),
        )
        self.words = set(words)
        self.room = room
        self.lengths = lengths(task)
        self.doubt = DOUBT if any(goal.type == BOOL for goal in self.goals) else 1.0
        self.now = now
        self.clock = Clock(0.0, now)

    def leaves(self) -> list[Expression]:
        """Return parameters and constants."""
        leaves = []
        for place, name in enumerate(self.task.params):
            values = [row[place] for row in self.task.inputs]
            leaves.append(Expression(known(join(map(type_of, values))), values, 1, text=name))
        known_values = [retrieved_leaf(each, leaves) for each in self.task.retrieved]
        spelled = patterns_in(self.task.description)
        shown = repr((self.task.inputs, self.task.outputs)) + self.task.returns
        with_text = "'" in shown or '"' in shown or "str" in shown or not self.task.outputs
        leaves += constants(self.words, self.task.constants, self.rows, spelled, with_text)
        return leaves + known_values + self.grammar.leaves(self.rows)

    def search(self, seconds: float) -> Iterator[Found | None]:
        """Yield programs that give all expected outputs, cheapest first, and then partial ones.

        After each level of cost it yields None, so that who waits can see how far it is.
        """
        self.clock = Clock(seconds, self.now)
        folds = "accumulators" not in self.task.without
        carried = carrying(set(self.task.params), self.task.outputs) if folds else lambda *_: []
        bank = Bank(
            self.leaves(),
            self.grammar,
            self.clock,
            lambda parent, source: Loop.over(parent, source) + carried(parent, source),
            limit=self.room,
            watch=self.watch,
        )
        self.bank = bank
        parts = [part for goal in self.goals for part in getattr(goal, "parts", ())]
        if all(goal.type != BOOL for goal in (*self.goals, *parts)):
            bank.dearest_condition = DEAREST_CONDITION
        try:
            while bank.level < 40:
                bank.grow()
                self.deduce()
                yield from self.answers()
                yield from self.joined()
                yield from self.partial()
                yield None
                if self.goals[0].is_settled(bank.level):
                    break
        except OutOfTimeError:
            yield from self.answers()
        yield from self.partial()
        for goal in self.goals:
            for score, _, expression in getattr(goal, "kept", ()):
                yield self.found(expression.write(), score, (expression,), (), 0)

    def watch(self, expression: Expression) -> bool:
        """Show an expression to every goal; True when it is an answer to one."""
        if expression.type.name == "bool" and self.rows >= 3:
            self.goals[0].choices.add_condition(expression)
        if len(self.goals) == 1:
            return self.goals[0].watch(expression)
        hits = [goal.watch(expression) for goal in self.goals]  # each goal looks at each expression
        return any(hits)

    def deduce(self) -> None:
        """Show the first goal what its outputs say of the bodies of loops."""
        goal = self.goals[0]
        if "deduction" in self.task.without or not goal.outputs:
            return
        for loop in self.bank.loops[self.looked_at :]:
            if isinstance(loop, Loop):
                self.deductions += deductions(loop, goal)
        self.looked_at = len(self.bank.loops)
        for deduction in self.deductions:
            goal.hits += deduction.found(self.bank.level)

    def answers(self) -> Iterator[Found]:
        """Yield what the goals have found, and forget it."""
        found = [(goal, hit) for goal in self.goals for hit in goal.hits if self.depends(hit)]
        for goal in self.goals:
            goal.hits = []
        ranked = sorted(
            (
                (self.cost_of(hit) + goal.extra, place, goal, hit)
                for place, (goal, hit) in enumerate(found)
            ),
            key=lambda each: each[:2],
        )
        for cost, _, goal, hit in ranked[:YIELDED]:
            yield from self.versions(goal.wrapper.format(hit.write()), cost, (hit,))

    def depends(self, expression: Expression) -> bool:
        """Return whether an expression uses a parameter, where there are any: else it is a list."""
        return not self.task.params or bool(expression.leaves() & set(self.task.params))

    def may_answer(self, expression: Expression) -> bool:
        """Return whether an expression may be one of several answers: constants only if usual."""
        return self.depends(expression) or (
            expression.operation is None
            and (expression.text in PLAIN or expression.text in map(repr, self.task.constants))
        )

    def cost_of(self, expression: Expression) -> float:
        """Return the cost that ranks an answer: parameters that it leaves out count against it."""
        odd = 1.5 * (expression.type == INT and self.goals[0].type == FLOAT)  # 3 passes for 3.0
        return expression.cost + odd + self.surcharge((expression,))

    def surcharge(self, expressions: Sequence[Expression]) -> float:
        """Return what a program of some expressions costs more: for what it leaves out, and brings.

        Parameters and words that none of them uses, and whole functions that come along.
        """
        used = self.lengths.union(*(each.leaves() for each in expressions))
        idle = sum(name not in used for name in self.task.params)
        unsaid = self.grammar.uncovered(n for each in expressions for n in each.operations())
        brought = len(set().union(*(each.preludes() for each in expressions)))
        return IDLE * idle + self.doubt * unsaid + brought

    def far_from_text(self, expression: Expression) -> float:
        """Return the cost that ranks programs which no test can tell apart: words decide."""
        operations = expression.operations()
        unused = set(map(repr, told_constants(self.words, self.task.constants)))
        unused -= expression.leaves()
        size = 0.1 * len(operations)
        unsaid = self.grammar.uncovered(operations) + 2 * len(unused)
        return self.cost_of(expression) + unsaid + size

    def joined(self) -> Iterator[Found]:
        """Yield the cheapest choice between partial answers that covers all inputs."""
        goal = self.goals[0]
        no_choice = goal.type == BOOL or "choices" in self.task.without
        choice = None if no_choice else goal.choices.best()
        if choice is not None and any(map(self.depends, choice.expressions)):
            branches = [(c.write(), a.write()) for c, a in choice.branches]
            cost = choice.cost + self.surcharge(choice.expressions)
            text = choice.otherwise.write()
            yield from self.versions(text, cost, choice.expressions, branches)

    def partial(self) -> Iterator[Found]:
        """Yield the best expressions that are right on some inputs only, each once."""
        parts = self.goals[0].choices.answers
        order = sorted(parts.items(), key=lambda pair: (-pair[0].bit_count(), pair[1].cost))
        for mask, part in [(m, p) for m, p in order if m not in self.told][:5]:
            self.told.add(mask)
            text = self.goals[0].wrapper.format(part.write())
            branches = [(g.condition, g.result) for g in self.guards]
            yield self.found(text, self.cost_of(part), (part,), branches, mask.bit_count())

    def versions(self, text, cost, expressions, branches=()) -> Iterator[Found]:
        """Yield a program as it is, behind all guards, and behind each one of several."""
        chains = [self.guards] if self.guards else []
        chains += [[guard] for guard in self.guards] if len(self.guards) > 1 else []
        failures = ["", self.failure.result] if self.failure else [""]
        for chain, fails in product([[], *chains], failures):
            every = [*((guard.condition, guard.result) for guard in chain), *branches]
            extra = GUARD_COST * (len(chain) + bool(fails))
            found = self.found(text, cost + extra, expressions, every, self.rows, fails)
            if found.source not in self.written:
                self.written.add(found.source)
                yield found

    def found(self, text, cost, expressions, branches, passed, fails="") -> Found:
        """Return the record of a program."""
        preludes = sorted(set().union(*(each.preludes() for each in expressions)))
        task = self.task
        source = write_program(text, task.entry_point, list(task.params), preludes, branches, fails)
        names = tuple(name for each in expressions for name in each.operations())
        return Found(source, cost, passed, len(task.outputs), names)
