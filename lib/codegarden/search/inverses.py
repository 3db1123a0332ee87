"""What the outputs tell of a program's parts: goals below the goal.

Each production whose result tells what an argument must have been has its inverse here (witness
functions; Polozov and Gulwani 2015, "FlashMeta"): parts of records, texts that show numbers, pieces
of a joined text, the elements of a map, the kept elements of a filter. The parts are goals of the
bank or of a lambda's context, where they meet what is enumerated.
"""

from collections.abc import Callable, Sequence
from typing import Any

from codegarden.description.types import BOOL
from codegarden.search.bank import Bank
from codegarden.search.goals import Goal
from codegarden.search.lambdas import Context, Lambdas
from codegarden.search.pieces import JOINS, Pieces
from codegarden.search.tasks import Task
from codegarden.search.values import Abstraction, Entry
from codegarden.search.writing import BRANCH

BEHIND = 6  # bits by which the goals of lambdas stay behind the program's own bank
NEST = 2  # derived goals of derived goals


class Deduction:
    """The goals of one task, and the branches between their partial answers."""

    def __init__(self, bank: Bank, lambdas: Lambdas, goal: Goal, task: Task):
        self.bank = bank
        self.task = task
        self.goals = [goal]
        self.inner: list[tuple[Bank, Goal]] = []
        self.pieces: list[Pieces] = []
        if not task.outputs:
            return
        if "inverses" not in task.without:
            self.derive(goal, NEST)
            lambdas.watch.append(self.look_into)

    def derive(self, goal: Goal, depth: int) -> None:
        """Make the goals that the outputs of a goal tell, of the same bank."""
        outputs = goal.outputs
        if goal.type.name in JOINS:
            self.pieces.append(Pieces(goal))
        if not depth:
            return
        for text, inverse in UNARY:
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
        self.derive(made, depth - 1)

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
        width = len(production.names)
        best: list[Entry | None] = [None] * width

        def deliver(place: int, entry: Entry) -> None:
            if best[place] is None or entry.cost < best[place].cost:
                best[place] = entry
                if all(best):
                    goal.deliver(goal.bank.make(production, tuple(best), goal.type, goal.outputs))

        for place in range(width):
            part = Goal(goal.bank, [o[place] for o in outputs], lambda e, p=place: deliver(p, e))
            self.goals.append(part)
            self.derive(part, depth - 1)

    def look_into(self, source: Entry, context: Context) -> None:
        """Make the goals of functions over a source's elements that would give a goal's outputs."""
        if any(context.bank is bank for bank, _ in self.inner[40:]):
            return
        for goal in list(self.goals):
            for text, witness in LAMBDAS:
                production = self.bank.production(text)
                if production is None or goal.bank is not self.bank or len(self.inner) > 60:
                    continue
                wanted = witness_of(witness, source, context, goal.outputs)
                if wanted is not None:
                    self.over_elements(goal, production, source, context, wanted)

    def over_elements(self, goal, production, source, context: Context, wanted: list) -> None:
        """Make the goal of a function over elements."""

        def deliver(entry: Entry) -> None:
            body = Abstraction((context.name,), entry)
            goal.deliver(goal.bank.make(production, (source, body), goal.type, goal.outputs))

        made = Goal(context.bank, wanted, deliver)
        for root in list(context.bank.groups.values()):
            for costs in root.values():
                for entries in costs.values():
                    made.look(entries)
        self.inner.append((context.bank, made))

    def grow(self) -> None:
        """Let the contexts that have goals catch up; join partial answers by branches."""
        if not self.task.outputs:
            return
        for bank in {id(bank): bank for bank, _ in self.inner}.values():
            bank.grow_to(self.bank.level - BEHIND)
        self.finish()

    def finish(self) -> None:
        """Join what there is."""
        for pieces in self.pieces:
            pieces.join()
        if "branches" in self.task.without:
            return
        for goal in [*self.goals, *(goal for _, goal in self.inner)]:
            if goal.partial.changed and goal.type != BOOL:
                branch(goal)


def branch(goal: Goal) -> None:
    """Deliver the cheapest choice between a goal's partial answers, if it is right everywhere."""
    production = goal.bank.production(BRANCH)
    if production is None:
        return
    found = goal.partial.best(goal.bank.weights.prior(goal.type, production))
    if found is None:
        return
    bits, tree = found

    def made(tree) -> Entry:
        if isinstance(tree, Entry):
            return tree
        condition, yes, no = tree
        arguments = (condition, made(yes), made(no))
        return Entry(production, arguments, goal.type, 0, goal.outputs)

    entry = made(tree)
    if not isinstance(tree, Entry):
        entry.cost = round(bits)
        goal.deliver(entry)


def slices(variable: Entry, goal: Goal) -> list[tuple[str, list[tuple]]]:
    """Return the ways to cut a variable that give a goal's outputs: productions with positions.

    Positions from the end are negative, as Python has them.
    """
    wholes, outputs = variable.values, goal.outputs
    if variable.type.name not in ("str", "list") or len(set(map(repr, outputs))) < 2:
        return []
    if goal.type != variable.type:
        items = variable.type.args[:1]
        if not items or goal.type != items[0] or not all(map(contains, wholes, outputs)):
            return []
        starts = tuple(whole.index(out) for whole, out in zip(wholes, outputs, strict=True))
        return [("xs[i]", [starts])]
    starts = tuple(map(place_in, wholes, outputs))
    if None in starts or not all(outputs):
        return []
    stops = tuple(start + len(out) for start, out in zip(starts, outputs, strict=True))
    sizes = tuple(map(len, wholes))
    found = [("xs[i:j]", [starts, stops])]
    if not any(starts):
        found = [("xs[:i]", [stops]), ("xs[:i]", [tuple(map(int.__sub__, stops, sizes))])]
    elif stops == sizes:
        found = [("xs[i:]", [starts]), ("xs[i:]", [tuple(map(int.__sub__, starts, sizes))])]
    return found


def contains(whole: Sequence, value: Any) -> bool:
    """Return whether a sequence has a value exactly once."""
    return list(whole).count(value) == 1


def place_in(whole: Sequence, part: Sequence) -> int | None:
    """Return where a part first stands in a sequence, None where it does not."""
    size = len(part)
    return next((n for n in range(len(whole) - size + 1) if whole[n : n + size] == part), None)


def number_shown(text: str) -> int:
    """Return the number whose text this is; raise ``ValueError`` for any other."""
    number = int(text)
    if str(number) != text:
        raise ValueError("not how a number is written")
    return number


def _of(kind: type, change: Callable) -> Callable:
    def inverse(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError("of another type")
        return change(value)

    return inverse


UNARY = (  # a production of one argument, and what the argument must have been
    ("str(a)", _of(str, number_shown)),
    ("int(s)", _of(int, str)),
    ("tuple(xs)", _of(tuple, list)),
    ("float(a)", _of(float, lambda x: int(x) if x.is_integer() else int(""))),
    ("dict(xs)", _of(dict, lambda d: list(d.items()))),
    ("not a", _of(bool, lambda b: not b)),
)
RECORDS = {(tuple, 2): "(x, y)", (tuple, 3): "(x, y, z)", (list, 2): "[x, y]", (list, 1): "[x]"}


def witness_of(witness: Callable, source: Entry, context: Context, outputs) -> list | None:
    """Return what a function must give for each row of a context, None where there is none."""
    wanted: list = [None] * len(context.places)
    known = [False] * len(context.places)
    for row, (values, output) in enumerate(zip(source.values, outputs, strict=True)):
        gives = witness(list(values), output)
        if gives is None:
            return None
        for value, given in zip(values, gives, strict=True):
            key = value if context.freeze is None else context.freeze(value)
            place = context.places[row, key]
            if known[place] and wanted[place] != given:
                return None
            wanted[place], known[place] = given, True
    return wanted if all(known) and known else None


def mapped(values: list, output: Any) -> list | None:
    """Return what each element was mapped to."""
    return output if isinstance(output, list) and len(output) == len(values) else None


def joined(values: list, output: Any) -> list | None:
    """Return the character that each character was mapped to."""
    if isinstance(output, str) and len(output) == len(values) and output:
        return list(output)
    return None


def kept(values: list, output: Any) -> list | None:
    """Return of each element whether it was kept."""
    if not isinstance(output, list) or len(output) > len(values):
        return None
    flags = [value in output for value in values]
    return flags if [v for v, f in zip(values, flags, strict=True) if f] == output else None


def kept_letters(values: list, output: Any) -> list | None:
    """Return of each character whether it was kept."""
    return kept(values, list(output)) if isinstance(output, str) else None


def of_keys(values: list, output: Any) -> list | None:
    """Return the value that each key was mapped to."""
    if isinstance(output, dict) and list(dict.fromkeys(map(repr, values))) == list(
        map(repr, output)
    ):
        return [output[value] for value in values]
    return None


LAMBDAS = (
    ("[f(x) for x in xs]", mapped),
    ("[x for x in xs if f(x)]", kept),
    ("''.join(f(x) for x in xs)", joined),
    ("''.join(x for x in xs if f(x))", kept_letters),
    ("{x: f(x) for x in xs}", of_keys),
)
