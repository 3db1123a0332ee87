"""Witnesses: what the parts of a value must have been, value by value.

No goals, no banks' growth: what is made of these is in ``inverses``.
"""

from collections.abc import Callable, Sequence
from typing import Any

from codegarden.synthesis.goals import Goal
from codegarden.synthesis.lambdas import Context
from codegarden.synthesis.values import Entry


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
    """Return the value that each key was mapped to; dictionaries are equal in any order of keys."""
    if isinstance(output, dict) and set(map(repr, values)) == set(map(repr, output)):
        return [output[value] for value in values]
    return None


LAMBDAS = (
    ("[f(x) for x in xs]", mapped),
    ("[x for x in xs if f(x)]", kept),
    ("''.join(f(x) for x in xs)", joined),
    ("''.join(x for x in xs if f(x))", kept_letters),
    ("{x: f(x) for x in xs}", of_keys),
)
