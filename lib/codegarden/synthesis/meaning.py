"""What a term means: a function of the values of its variables."""

import math
import operator
from collections.abc import Callable
from typing import Any

from codegarden.synthesis.terms import Apply, Const, Lambda, Term, Var
from codegarden.synthesis.values import LONGEST

BRANCH = "b if a else c"
LARGEST = 2**64  # number in a state


def compiled(term: Term) -> Callable[[dict], Any]:
    """Return a term as a function of the values of its variables.

    Of a choice only the side is evaluated that is chosen.
    """
    if isinstance(term, Var):
        return operator.itemgetter(term.name)
    if isinstance(term, Const):
        constant = term.value
        return lambda values: constant
    if isinstance(term, Lambda):
        return _compiled_lambda(term)
    return _compiled_application(term)


def _compiled_lambda(term: Lambda) -> Callable[[dict], Any]:
    body, names = compiled(term.body), term.names

    def function(values: dict) -> Callable:
        return lambda *given: body({**values, **dict(zip(names, given, strict=True))})

    return function


def _compiled_application(term: Apply) -> Callable[[dict], Any]:
    function = term.production.function
    parts = [compiled(each) for each in term.arguments]
    if term.production.text == BRANCH:
        condition, yes, no = parts
        return lambda values: yes(values) if condition(values) else no(values)
    if len(parts) == 1:
        (only,) = parts
        return lambda values: function(only(values))
    if len(parts) == 2:
        one, other = parts
        return lambda values: function(one(values), other(values))
    return lambda values: function(*[part(values) for part in parts])


def is_large(value: Any) -> bool:
    """Return whether a value has outgrown what a loop or recursion is followed for.

    What is inside counts, too: ``[s, s]`` for a state ``s`` is twice as large at every step.
    """
    stack, left = [value], LONGEST
    while stack:
        each = stack.pop()
        if isinstance(each, int | float):
            if not -LARGEST < each < LARGEST and abs(each) != math.inf:
                return True
        elif hasattr(each, "__len__"):
            left -= len(each)
            if left < 0:
                return True
            inside = each.values() if isinstance(each, dict) else each
            if isinstance(each, tuple) or hasattr(next(iter(inside), ""), "__iter__"):
                stack += () if isinstance(each, str) else inside
    return False
