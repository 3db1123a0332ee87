"""The search for a program: one bank grown from below, goals from above, branches between answers.

Nothing is written into the search for a kind of task: what it composes is in ``productions``, what
that costs in ``weights``.
"""

import math
import textwrap
import time
from collections.abc import Iterator
from typing import Any

from codegarden.description.types import REST, Type, join, parse, type_of
from codegarden.synthesis.bank import Bank
from codegarden.synthesis.behaviour import Behaviours, result
from codegarden.synthesis.constants import constants
from codegarden.synthesis.goals import AnyGoal, Goal
from codegarden.synthesis.inverses import Deduction
from codegarden.synthesis.lambdas import Lambdas
from codegarden.synthesis.loops import Loops
from codegarden.synthesis.meaning import BRANCH, compiled
from codegarden.synthesis.productions import language
from codegarden.synthesis.signatures import depth, parts
from codegarden.synthesis.tasks import Found, Known, Task
from codegarden.synthesis.terms import Apply, Const, Term, Var, free, walk
from codegarden.synthesis.values import Clock, Entry, OutOfTimeError
from codegarden.synthesis.weights import CONSTANT, ROOT, VARIABLE, Weights
from codegarden.synthesis.writing import write

ROWS = 8  # inputs that are searched with, at most; the sandbox judges with all
LAST_LEVEL = 60
WIDTH, LONGEST_DOCSTRING = 88, 400  # characters of a line of a docstring, and of all of it
LOOKED_AT = 400  # answers of one level that are told apart, the cheapest
AT_ONCE = 24  # of these that are written down
PARTIAL = 5  # partial answers that are written down at the end
IDLE_BITS = 10.0  # of a parameter that an answer leaves out: it was given to be used
NEGATION = "not a"


class Search:
    """One search, which yields ``Found`` programs until its time is over.

    Rows with an empty or zero argument are edge cases: they are set apart while two others are
    left, and an answer to these that is wrong on an edge case gets a branch for it.
    """

    def __init__(self, task: Task, now=time.monotonic):
        self.task = task
        returns = join(map(type_of, task.outputs)) if task.outputs else parse(task.returns or "any")
        self.weights = (task.weights or Weights(language())).toward(returns)
        self.clock = Clock(0.0, now=now)
        self.found: list[Entry] = []
        self.behaviours = Behaviours(task)
        self.written: set[str] = set()
        self.docstring = docstring(task.description)
        self.known: dict[str, Known] = {}  # by their calls, which stand for them in terms
        self.rows, self.edges = chosen(task)
        inputs = [task.inputs[row] for row in self.rows]
        outputs = tuple(task.outputs[row] for row in self.rows) if task.outputs else ()
        self.bank = Bank(
            self.variables(inputs),
            constants(task, self.weights, len(inputs)),
            len(inputs),
            self.weights.language,
            self.weights,
            self.clock,
        )
        lambdas = Lambdas(self.bank)
        if "lambdas" not in task.without:
            self.bank.growers = [lambdas, Loops(self.bank, lambdas, outputs)]
        if outputs:
            self.goal = Goal(self.bank, outputs, self.found.append)
            self.bank.goals.append(self.goal)
        else:
            self.goal = AnyGoal(self.bank, without_unknown(returns))
        goal = without_unknown(self.goal.type)
        self.bank.wanted |= set(parts(goal))
        given = [goal, *(each.type for each in self.bank.variables)]
        self.bank.deepest = max(self.bank.deepest, 1 + max(map(depth, given)))
        self.deduction = Deduction(self.bank, lambdas, self.goal, task, self.behaviours)

    def variables(self, inputs: list[tuple]) -> list[Entry]:
        """Return the parameters as entries."""
        entries = []
        for place, name in enumerate(self.task.params):
            values = tuple(row[place] for row in inputs)
            type_ = without_unknown(join(map(type_of, values)))
            cost = self.weights.prior(type_, VARIABLE)
            entries.append(Entry(Var(name), (), type_, cost, values, VARIABLE))
        return entries

    def learn(self, known: Known) -> None:
        """Take what a known program gives as a value to build on, from this level on."""
        values = tuple(known.values[row] for row in self.rows)
        type_ = without_unknown(join(map(type_of, values)))
        cost = self.weights.prior(type_, VARIABLE) + known.bits
        if known.call not in self.known and self.bank.admits(type_):
            self.known[known.call] = known
            self.bank.join(Entry(Var(known.call), (), type_, cost, values, VARIABLE))

    def search(self, seconds: float, last_level: int = LAST_LEVEL) -> Iterator[Found | None]:
        """Yield programs that give all expected outputs, and then the best partial ones.

        After each level of cost it yields None, so that who waits can see how far it is.
        """
        self.clock.start(seconds)
        try:
            while self.bank.level < last_level:
                self.bank.grow()
                self.deduction.grow()
                yield from self.answers()
                yield None
        except (OutOfTimeError, MemoryError):
            pass
        self.clock.deadline = math.inf  # what is left is short
        self.deduction.join()
        yield from self.answers()
        yield from self.partial()

    def answers(self) -> Iterator[Found]:
        """Yield what was found since the last call, cheapest first and few of each behaviour."""
        found, self.found[:] = list(self.found), []
        found.sort(key=lambda each: each.cost + self.as_root(each))
        shown = 0
        for entry in found[:LOOKED_AT]:
            term, bits = self.with_edges(entry.term())
            if term is not None and self.behaviours.is_worth_showing(term):
                shown += 1
                cost = entry.cost + self.as_root(entry) + bits
                yield from self.program(term, cost, len(self.task.inputs))
            if shown == AT_ONCE:
                break

    def as_root(self, entry: Entry) -> int:
        """Return by how many bits an entry's head is rarer as a whole program than anywhere."""
        kind, head = entry.type, entry.root
        return self.weights.cost(ROOT, 0, kind, head) - self.weights.prior(kind, head)

    def with_edges(self, term: Term) -> tuple[Term | None, float]:
        """Return a term with branches for the edge cases that it gets wrong, and their bits.

        None where an edge case cannot be told by an argument that is empty or zero there alone.
        """
        bits = 0.0
        meaning = compiled(term)
        for row in self.edges:
            arguments = dict(zip(self.task.params, self.task.inputs[row], strict=True))
            arguments |= {call: known.values[row] for call, known in self.known.items()}
            output = self.task.outputs[row]
            try:
                if result(meaning, arguments) == output:
                    continue
            except Exception:  # whatever it is, it is not the output
                pass
            name = self.told_by(row)
            branch, negation = self.bank.production(BRANCH), self.bank.production(NEGATION)
            if name is None or branch is None or negation is None:
                return None, bits
            literal = Const(repr(output), output)
            term = Apply(branch, (Apply(negation, (Var(name),)), literal, term))
            meaning = compiled(term)
            type_ = type_of(output)
            bits += self.weights.prior(type_, branch) + self.weights.prior(type_, CONSTANT)
            bits += self.weights.prior(Type("bool"), negation) + 2.0 * len(repr(output))
        return term, bits

    def told_by(self, row: int) -> str | None:
        """Return the parameter that is empty or zero in an edge case and in no other row."""
        for place, name in enumerate(self.task.params):
            others = (self.task.inputs[other][place] for other in self.rows)
            if not self.task.inputs[row][place] and all(others):
                return name
        return None

    def partial(self) -> Iterator[Found]:
        """Yield the entries that are right on most rows."""
        for entry, passed in self.goal.best(PARTIAL):
            yield from self.program(entry.term(), entry.cost, passed)

    def program(self, term: Term, cost: float, passed: int) -> Iterator[Found]:
        """Yield an answer's program, each source once."""
        names = free(term)
        used = [known for call, known in self.known.items() if call in names]
        source = write(term, self.task.entry_point, self.task.params, self.docstring)
        source = "\n\n".join([*(known.source for known in used), source])
        if source not in self.written:
            self.written.add(source)
            idle = 0 if used else len(set(self.task.params) - names)
            heads = [each.production for each in walk(term) if isinstance(each, Apply)]
            yield Found(
                source,
                cost + IDLE_BITS * idle,
                passed,
                len(self.task.inputs),
                tuple(head.text for head in heads),
                self.weights.explained(heads),
            )


def docstring(description: str) -> str:
    """Return a description as the docstring of a function: wrapped, a long one shortened."""
    lines = textwrap.wrap(
        textwrap.shorten(description, LONGEST_DOCSTRING, placeholder=" ..."), WIDTH
    )
    return "\n    ".join(lines)


def chosen(task: Task) -> tuple[list[int], list[int]]:
    """Return the rows that are searched with, and the edge cases that are set apart.

    Of more rows than ``ROWS``, those with an output of their own come first.
    """
    rows = list(range(len(task.inputs)))
    if not task.outputs:
        return rows[:ROWS], []
    edges = [row for row in rows if any(is_empty(value) for value in task.inputs[row])]
    if len(rows) - len(edges) < 2:
        edges = []
    left = [row for row in rows if row not in edges]
    first: dict[str, int] = {}
    for row in left:
        first.setdefault(repr(task.outputs[row]), row)
    new = list(first.values())
    return sorted([*new, *(row for row in left if row not in new)][:ROWS]), edges


def is_empty(value: Any) -> bool:
    """Return whether a value is empty or zero; False says something, so that it is not."""
    return not isinstance(value, bool) and not value


def without_unknown(type_: Type) -> Type:
    """Return a type in which what no value tells (the elements of an empty list) is ``any``."""
    if type_.name == "unknown":
        return Type("any")
    return Type(
        type_.name, tuple(each if each == REST else without_unknown(each) for each in type_.args)
    )
