"""Inputs like those of given tests: changed a little, with the properties that all of them have.

What holds for every given input is taken for a precondition (as Daikon does, Ernst et al. 2007,
doi:10.1016/j.scico.2007.01.015): a list that is always sorted stays sorted, a number that is never
negative stays so, a letter comes from the letters that occur. Tests that are expressions over
objects have their set-up edited by the mutation operators.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

from codegarden.mutation import MutationError, mutants
from codegarden.plain import to_text
from codegarden.program import TestCase, TestKind
from codegarden.repair.records import Within
from codegarden.syntax.source import split_lines

# what edits a set-up: other objects, other links, fewer of them
SETUP_OPERATORS = ("replace-variable", "delete-statement", "change-number", "replace-target")


def generated(
    tests: Sequence[TestCase], random: Random, count: int, within: Within = iter
) -> list[TestCase]:
    """Return at most ``count`` different tests with new inputs and no expected value.

    Their ``expected`` is None, so that verdicts tell what came back, not whether it was right.
    """
    calls = [test for test in tests if test.kind is TestKind.CALL]
    expressions = [test for test in tests if test.kind is TestKind.EXPRESSION]
    made: dict[str, TestCase] = {}
    known = {to_text(test.args) for test in calls}
    if calls:
        properties = Properties([test.args for test in calls])
        for _ in within(range(20 * count)):
            if len(made) >= count:
                break
            args = properties.vary(random.choice(calls).args, random)
            if args is not None and (key := to_text(args)) not in known:
                made.setdefault(key, test_of(replace(calls[0], args=args), len(made)))
    elif expressions:
        for test in varied_setups(expressions, random, count, within):
            made.setdefault(test.setup, replace(test, name=f"generated {len(made) + 1}"))
    return list(made.values())[:count]


def test_of(test: TestCase, number: int) -> TestCase:
    """Return a test without an expected value."""
    return replace(test, name=f"generated {number + 1}", expected=None, tolerance=0.0)


def varied_setups(
    tests: Sequence[TestCase], random: Random, count: int, within: Within
) -> list[TestCase]:
    """Return tests whose set-up statements after the last definition were edited."""
    found = []
    for _ in within(range(3 * count)):
        test = random.choice(tests)
        setup = test.setup
        head, line, tail = last_statements(setup)
        for _ in range(random.choice((1, 1, 2, 3))):
            try:
                drawn = mutants(tail, SETUP_OPERATORS).draw(random)
            except MutationError:
                break
            if drawn:
                tail = drawn.source
        if tail != setup[line:]:
            found.append(replace(test, setup=head + tail, expected=None, tolerance=0.0))
    return found


def last_statements(setup: str) -> tuple[str, int, str]:
    """Return a set-up's text up to its last class or function, that text's length, and the rest."""
    lines = split_lines(setup, keepends=True)
    inside = [i for i, text in enumerate(lines) if text.startswith((" ", "\t", "class ", "def "))]
    last = inside[-1] + 1 if inside else 0
    head = "".join(lines[:last])
    return head, len(head), setup[len(head) :]


class Properties:
    """What holds for the arguments of all given inputs, and variation within it."""

    def __init__(self, rows: Sequence[tuple[Any, ...]]):
        self.rows = rows
        width = max(map(len, rows))
        columns = [[row[i] for row in rows if i < len(row)] for i in range(width)]
        self.checks: list[list[Callable[[Any], bool]]] = [holding(column) for column in columns]
        self.pairs = [
            (i, j)
            for i in range(width)
            for j in range(width)
            if i != j and all(within(row, i, j) for row in rows)
        ]
        self.pools = [pool(column) for column in columns]

    def vary(self, args: tuple[Any, ...], random: Random) -> tuple[Any, ...] | None:
        """Return changed arguments, or None when the change breaks what always holds."""
        new = list(args)
        if not new:
            return None
        for _ in range(random.choice((1, 1, 2, 3))):
            index = random.randrange(len(new))
            new[index] = vary(new[index], random, self.pools[index])
            if any(check is is_sorted for check in self.checks[index]):
                new[index] = in_order(new[index])
        holds = all(
            check(v) for checks, v in zip(self.checks, new, strict=False) for check in checks
        )
        if not holds or not all(within(new, i, j) for i, j in self.pairs):
            return None
        return tuple(new)


def vary(value: Any, random: Random, pool: Sequence[Any]) -> Any:
    """Return a value near another of the same type.

    ``pool`` holds the scalars that occur in given inputs.
    """
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        others = [p for p in pool if type(p) is int] or [0]
        near = (value + 1, value - 1, value + random.randint(-5, 5), random.choice(others), 0, 1)
        return random.choice(near)
    if isinstance(value, float):
        others = [p for p in pool if type(p) is float] or [0.0]
        return random.choice((value + 1, value / 2, random.choice(others), math.modf(value)[1]))
    if isinstance(value, str):
        letters = sorted({c for p in pool if isinstance(p, str) for c in p}) or ["a"]
        return "".join(vary_items(list(value), random, lambda: random.choice(letters)))
    if isinstance(value, list | tuple):
        spare = [p for p in pool if not value or type(p) is type(value[0])] or list(pool) or [0]
        items = vary_items(
            list(value),
            random,
            lambda: vary(random.choice(list(value) or spare), random, pool),
            None if isinstance(value, list) else len(value),
        )
        return type(value)(items)
    if isinstance(value, set | frozenset):
        others = list(pool) or [0]
        items = vary_items(sorted(value, key=to_text), random, lambda: random.choice(others))
        return type(value)(items)
    if isinstance(value, dict):
        keys = list(value)
        if keys:
            key = random.choice(keys)
            rest = {k: v for k, v in value.items() if k != key}
            return rest if random.random() < 0.3 else rest | {key: vary(value[key], random, pool)}
    return value


def vary_items(items: list, random: Random, fresh: Callable[[], Any], fixed: int | None = None):
    """Return items with one changed, added, taken away, moved, or repeated."""
    ways = (
        ["change", "swap"] if fixed else ["change", "add", "add", "drop", "swap", "repeat", "cut"]
    )
    way = random.choice(ways)
    if not items:
        return [fresh()] if way in ("add", "repeat") and not fixed else items
    index = random.randrange(len(items))
    if way == "change":
        items[index] = fresh()
    elif way == "add":
        items.insert(random.randint(0, len(items)), fresh())
    elif way == "drop":
        del items[index]
    elif way == "swap":
        other = random.randrange(len(items))
        items[index], items[other] = items[other], items[index]
    elif way == "repeat":
        items.insert(random.randint(0, len(items)), items[index])
    else:
        del items[index + 1 :]
    return items


def pool(values: Sequence[Any]) -> list[Any]:
    """Return the scalars inside values, each once, in order."""
    found: dict[Any, None] = {}
    open_ = list(values)
    while open_:
        one = open_.pop(0)
        if isinstance(one, dict):
            open_ += [*one.keys(), *one.values()]
        elif isinstance(one, list | tuple):
            open_ += one
        elif isinstance(one, set | frozenset):
            open_ += sorted(one, key=to_text)
        else:
            found[one] = None
        if len(found) > 500:
            break
    return list(found)


def holding(values: Sequence[Any]) -> list[Callable[[Any], bool]]:
    """Return the checks that all values pass."""
    kinds = tuple({type(value) for value in values})
    checks: list[Callable[[Any], bool]] = [lambda value: type(value) in kinds]
    if all(type(v) in (int, float) for v in values):
        low, high = min(values), max(values)
        for bound in (0, 1, 2):
            if low >= bound:
                checks.append(lambda value, bound=bound: value >= bound)
        checks.append(lambda value: value <= max(10, 2 * high))
        return checks
    if all(isinstance(v, list | tuple | str) for v in values):
        longest = max(map(len, values))
        checks.append(lambda value: len(value) <= longest + 3)
        checks += [check for check in (is_sorted, unique) if all(map(check, values))]
        if min(map(len, values)) > 0:
            checks.append(bool)
        if all(isinstance(v, list | tuple) for v in values):
            inner = [item for value in values for item in value]
            if (inner and not isinstance(inner[0], list | tuple)) or all(map(bool, inner)):
                parts = holding(inner) if inner else []
                checks.append(lambda value: all(check(x) for x in value for check in parts))
    return checks


def in_order(value: Any) -> Any:
    """Return a sequence in order, or as it is where its items have none."""
    try:
        items = sorted(value)
    except TypeError:
        return value
    return "".join(items) if isinstance(value, str) else type(value)(items)


def is_sorted(value: Any) -> bool:
    """Whether a sequence is in order; of one element or of none it says nothing."""
    try:
        return all(a <= b for a, b in pairwise(value))
    except TypeError:
        return False


def unique(value: Any) -> bool:
    """Whether no element of a sequence comes twice."""
    return len({to_text(item) for item in value}) == len(value)


def within(row: Sequence[Any], i: int, j: int) -> bool:
    """Whether a number is at most the length of a sequence among the same arguments.

    Of arguments that are not given it is true.
    """
    if max(i, j) >= len(row):
        return True
    number, items = row[i], row[j]
    return type(number) is int and isinstance(items, list | str) and number <= len(items)
