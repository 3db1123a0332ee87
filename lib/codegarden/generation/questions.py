"""The one question that settles most: what a program shall return for an input.

Where passing candidates behave differently, the reply to the question tells which of them is meant
(Mayer et al. 2015, "User interaction models for disambiguation in programming by example"; Ji et
al. 2020, "Question selection for interactive program synthesis"). The input is asked about whose
results divide the probability of the alternatives best.
"""

import ast
import math
from collections.abc import Sequence
from dataclasses import dataclass

from codegarden.generation.choice import Choice
from codegarden.generation.judging import ERROR
from codegarden.program import TestCase

SHORT = 200  # characters of a call, so that a person can think it through
SHOWN = 5  # results to choose from, the likeliest; what is none of these is something else
OTHER = "something else"


@dataclass(frozen=True)
class Question:
    """What a call shall return, with the results that the candidates give.

    ``args`` are the call's arguments, ``results`` pairs of a text (a Python literal, or ``ERROR``)
    and its probability. ``bits`` is what the reply is expected to tell.
    """

    call: str
    args: tuple
    results: tuple[tuple[str, float], ...]
    bits: float

    def __str__(self) -> str:
        return f"What should {self.call} return?"

    @property
    def choices(self) -> list[str]:
        """The replies to choose from; any other literal may be given for the last."""
        shown = [text for text, _ in self.results]
        return [*shown, *([] if ERROR in shown else [ERROR]), OTHER]


def questions(choice: Choice, entry_point: str, most: int = 3) -> tuple[Question, ...]:
    """Return the questions that tell something, the most telling first."""
    found = []
    for place, args in enumerate(choice.inputs):
        shares: dict[str, float] = {}
        for each in choice.alternatives:
            result = each.behaviour[place]
            shares[result] = shares.get(result, 0.0) + each.probability
        call = TestCase("", args=args).call(entry_point)
        if len(shares) > 1 and len(call) <= SHORT and None not in shares:
            order = sorted(shares.items(), key=lambda pair: -pair[1])
            likely = tuple(order[:SHOWN])
            found.append(Question(call, args, likely, information(shares.values())))
    return tuple(sorted(found, key=lambda each: (-round(each.bits, 2), len(each.call)))[:most])


def wrong_with(reply: str) -> str:
    """Return what is wrong with a reply, "" for one that can be a test.

    >>> wrong_with("[1, 'a']"), wrong_with("an error")
    ('', '')
    """
    try:
        if reply != ERROR:
            ast.literal_eval(reply)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return f"{reply[:60]!r} is no value in Python: write it as in [1, 'a']"
    return ""


def information(shares: Sequence[float]) -> float:
    """Return the bits that a reply is expected to tell; what is left of 1 is something else.

    >>> information([0.5, 0.5])
    1.0
    """
    shares = [*shares, 1.0 - sum(shares)]
    return -sum(share * math.log2(share) for share in shares if share > 0.0)
