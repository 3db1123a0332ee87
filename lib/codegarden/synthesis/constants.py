"""The constants of a search: what the description names, what the data show, what programs hold."""

import ast
from collections.abc import Iterable
from typing import Any

from codegarden.description.types import type_of
from codegarden.synthesis.tasks import Task
from codegarden.synthesis.terms import Const
from codegarden.synthesis.values import Entry
from codegarden.synthesis.weights import CONSTANT, Weights

NAMED_BITS = 1  # of a constant that the description names
SHOWN_BITS = 4  # of a separator that the data show
USUAL = ("0", "1", "2", "-1", "10", "''", "' '", "True", "False", "None")  # without any counts
KEPT = 24  # of the corpus, the most frequent


def constants(task: Task, weights: Weights, rows: int) -> list[Entry]:
    """Return the constants of a task as entries, each once, at its least cost."""
    bits: dict[str, float] = {}

    def offer(values: Iterable[Any], cost: float) -> None:
        for value in values:
            text = repr(value)
            bits[text] = min(cost, bits.get(text, cost))

    usual = getattr(weights, "usual_constants", lambda count: dict.fromkeys(USUAL, 3))(KEPT)
    for text, cost in usual.items():
        offer([ast.literal_eval(text)], cost)
    offer(task.constants, NAMED_BITS)
    offer(separators(task), SHOWN_BITS)
    offer(repeated(task.outputs), SHOWN_BITS)
    found = []
    has_text = "'" in repr((task.inputs, task.outputs)) or "str" in task.returns
    for text, cost in bits.items():
        value = ast.literal_eval(text)
        type_ = type_of(value)
        if isinstance(value, str) and not has_text and value:
            continue
        cost = round(cost) + weights.prior(type_, CONSTANT)
        found.append(Entry(Const(text, value), (), type_, cost, (value,) * rows, CONSTANT))
    return found


def separators(task: Task) -> list[str]:
    """Return the characters of the data's texts that are neither letters nor digits."""
    letters: dict[str, None] = {}
    for text in texts((task.inputs, task.outputs)):
        letters |= dict.fromkeys(c for c in text if not c.isalnum())
    return list(letters)[:16]


def texts(value: Any) -> list[str]:
    """Return all texts inside plain data."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return [text for each in value for text in texts(each)]
    return []


def repeated(outputs: tuple) -> list[Any]:
    """Return the plain outputs that several rows share: those may be constants of the program."""
    shown = list(map(repr, outputs))
    return [
        value
        for value in outputs
        if shown.count(repr(value)) > 1 and isinstance(value, str | int | float | None)
    ]
