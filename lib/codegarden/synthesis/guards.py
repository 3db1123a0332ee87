"""Edge cases that a function answers before it does its work: ``if not xs: return None``.

Most expressions fail on an empty list, so that no search over all inputs finds them. Inputs that a
simple condition on the parameters tells apart, and whose outputs are one constant or a parameter as
it is, are left out of the search; what it finds is tried as it is, and behind its guards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

PLAIN = ("None", "0", "1", "-1", "''", "[]", "{}", "()", "set()", "0.0", "1.0", "True", "False")
COST = 3  # of one guard, on the scale of expressions
MOST = 3


@dataclass(frozen=True)
class Guard:
    """``if condition: return result``, and the numbers of the rows for which it holds.

    Without a condition the result stands for failure: it is returned where the function raises.
    """

    condition: str
    result: str
    rows: frozenset[int]

    def write(self) -> str:
        """Return the two lines."""
        return f"if {self.condition}:\n    return {self.result}"


def failure(outputs: Sequence, rows: Sequence[int]) -> Guard | None:
    """Return what stands for failure among the outputs of some rows, None if nothing does.

    None beside anything else, -1 beside natural numbers, or an empty text; at least three other
    rows are left to search with. What gives them may raise on these ("easier to ask for
    forgiveness than permission", the glossary of Python's documentation).

    >>> failure([3, None, 5, 8], [0, 1, 2, 3]).rows
    frozenset({1})
    """
    natural = all(type(outputs[row]) is int and outputs[row] >= -1 for row in rows)
    for mark in (None, -1) if natural else (None, ""):
        failed = frozenset(row for row in rows if outputs[row] == mark)
        if failed and len(rows) - len(failed) >= 3:
            return Guard("", repr(mark), failed)
    return None


def edge_cases(
    params: Sequence[str], inputs: Sequence[tuple], outputs: Sequence, told: Sequence = ()
) -> list[Guard]:
    r"""Return the guards of a task, none of which holds where an earlier one does.

    ``told`` are constants that the description names, which a guard may give as well. At least two
    rows are left to search with, and three where a condition is about numbers.

    >>> rows = [([],), ([3, 1],), ([2, 2, 5],)]
    >>> [g.write() for g in edge_cases(["xs"], rows, [None, 3, 5])]
    ['if not xs:\n    return None']
    """
    chosen: list[Guard] = []
    left = set(range(len(inputs)))
    for condition, holds, least in conditions(params, inputs):
        rows = frozenset(row for row in sorted(left) if holds[row])
        if not rows or len(left) - len(rows) < least or len(chosen) == MOST:
            continue
        result = result_of(params, inputs, outputs, sorted(rows), told)
        if result and any(repr(outputs[row]) != result for row in left - rows):
            chosen.append(Guard(condition, result, rows))
            left -= rows
    return chosen


def conditions(
    params: Sequence[str], inputs: Sequence[tuple]
) -> Iterator[tuple[str, list[bool], int]]:
    """Yield conditions on the parameters with their value on each row, the plain ones first."""
    columns = dict(zip(params, zip(*inputs, strict=True), strict=True))
    sized = [p for p in params if all(hasattr(v, "__len__") for v in columns[p])]
    whole = [p for p in params if all(type(v) is int for v in columns[p])]
    for p in params:
        if p in sized:
            yield f"not {p}", [not v for v in columns[p]], 2
        if p in sized and all(is_numbers(v) for v in columns[p]):
            yield f"not any({p})", [not any(v) for v in columns[p]], 2
    for p in whole:
        for text, test in (
            (f"{p} < 0", lambda v: v < 0),
            (f"{p} == 0", lambda v: v == 0),
            (f"{p} < 1", lambda v: v < 1),
            (f"{p} < 2", lambda v: v < 2),
        ):
            yield text, [test(v) for v in columns[p]], 3
    for p in sized:
        for k in whole:
            pairs = list(zip(columns[p], columns[k], strict=True))
            yield f"{k} > len({p})", [n > len(v) for v, n in pairs], 3
            yield f"{k} >= len({p})", [n >= len(v) for v, n in pairs], 3
        for few in (2, 3):
            yield f"len({p}) < {few}", [len(v) < few for v in columns[p]], 3
        if all(isinstance(v, list | tuple | str) and all(map(is_simple, v)) for v in columns[p]):
            yield f"len(set({p})) < 2", [len(set(v)) < 2 for v in columns[p]], 2
    for a, b in permutations(params, 2):
        if b in sized and (lacks := list(map(is_absent, columns[a], columns[b]))):
            yield f"{a} not in {b}", lacks, 2
    for a, b in combinations(params, 2):
        pairs = list(zip(columns[a], columns[b], strict=True))
        if all(type(v) is type(w) for v, w in pairs):
            yield f"{a} == {b}", [v == w for v, w in pairs], 3
        if a in sized and b in sized:
            yield f"len({a}) != len({b})", [len(v) != len(w) for v, w in pairs], 3


def is_absent(value: object, container: object) -> bool:
    """Return whether a value is not in a container, False where that cannot be asked."""
    try:
        return value not in container
    except (TypeError, ValueError):  # ValueError: 300 in b"abc"
        return False


def is_numbers(value: object) -> bool:
    """Return whether a value is a list or tuple of numbers."""
    return isinstance(value, list | tuple) and all(isinstance(x, int | float) for x in value)


def is_simple(value: object) -> bool:
    """Return whether a value is a number or a text, which a set can hold."""
    return isinstance(value, int | float | str)


def result_of(params, inputs, outputs, rows: list[int], told: Sequence) -> str:
    """Return what a guard of these rows gives: one constant, or one parameter; "" if neither."""
    texts = {repr(outputs[row]) for row in rows}
    if len(texts) == 1:
        text = texts.pop()
        if text in PLAIN or text in map(repr, told):
            return text
    for place, name in enumerate(params):
        if all(repr(inputs[row][place]) == repr(outputs[row]) for row in rows):
            return name
    return ""
