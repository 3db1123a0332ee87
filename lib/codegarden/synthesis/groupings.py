"""Dictionaries, groups and runs made of a loop's elements.

Grouping and aggregation as in Wickham 2011, "The split-apply-combine strategy for data analysis",
and the runs of neighbours that a relation joins.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from codegarden.description.types import BOOL, INT, STR, Type, element, list_of
from codegarden.synthesis.expressions import Expression, runs_written
from codegarden.synthesis.operations.operation import UNHASHABLE

if TYPE_CHECKING:
    from codegarden.synthesis.loops import Loop

RUNS = '''
def runs_while(follows, items):
    """Return the runs of neighbouring items each of which follows the one before it."""
    runs = []
    for item in items:
        if runs and follows(runs[-1][-1], item):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs
'''.strip()


def dicts(loop: "Loop", level: int, cost: int) -> Iterator[Expression]:
    """Yield ``{x: body for x in source}``, or by the first part of a pair."""
    pairs = len(loop.variables.parts) == 2
    key_type = loop.inner.args[0] if pairs else loop.inner
    if key_type.name in UNHASHABLE:
        return
    form = loop.form(
        "dict_of", lambda t, x, s, b: f"{{{_first(x) if pairs else x}: {b[0]} for {t} in {s}}}"
    )
    for body in loop.bodies(cost):
        if body.type.name == "regex" or (pairs and loop.variables.element in body.leaves()):
            continue
        try:
            values = [
                dict(zip([x[0] for x in xs] if pairs else xs, body.values[s:e], strict=True))
                for xs, (s, e) in zip(loop.elements, loop.spans, strict=True)
            ]
        except TypeError:
            continue
        type_ = Type("dict", (key_type, body.type))
        yield Expression(type_, values, level, form, (loop.source, body))


def groups(loop: "Loop", level: int, cost: int) -> Iterator[Expression]:
    """Yield the source's elements grouped in a dictionary by a key."""
    name = loop.variables.element
    form = loop.form(
        "group_by",
        lambda t, x, s, b: (
            f"{{k: [{x} for {t} in {s} if {b[0]} == k]"
            f" for k in dict.fromkeys({b[0]} for {t} in {s})}}"
        ),
    )
    for body in loop.bodies(cost):
        simple = body.type in (INT, STR, BOOL)
        if not simple or body.text == name or loop.variables.index in body.leaves():
            continue
        values = []
        for xs, (s, e) in zip(loop.elements, loop.spans, strict=True):
            groups: dict = {}
            for x, k in zip(xs, body.values[s:e], strict=True):
                groups.setdefault(k, []).append(x)
            values.append(groups)
        type_ = Type("dict", (body.type, list_of(loop.inner)))
        yield Expression(type_, values, level, form, (loop.source, body))


def runs(loop: "Loop", level: int, cost: int) -> Iterator[Expression]:
    """Yield the runs of neighbours for which a condition on each two of them holds."""
    whole = loop.source.operands[0]
    inner = element(whole.type)
    form = loop.form("runs_while", runs_written, prelude=RUNS)
    for body in loop.bodies(cost):
        if body.type != BOOL or {loop.variables.element, loop.variables.index} & body.leaves():
            continue
        values = []
        for xs, (s, e) in zip(whole.values, loop.spans, strict=True):
            runs = [[x] for x in xs[:1]]
            for x, follows in zip(xs[1:], body.values[s:e], strict=True):
                if follows:
                    runs[-1].append(x)
                else:
                    runs.append([x])
            values.append(runs)
        yield Expression(list_of(list_of(inner)), values, level, form, (whole, body))


def _first(element_text: str) -> str:
    """Return the source of a pair's first part: of ``(a, b)`` it is ``a``."""
    return element_text[1:].partition(",")[0]
