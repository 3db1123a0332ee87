"""Delta debugging: the smallest part of a change that still does what the whole does.

Zeller and Hildebrandt 2002, "Simplifying and Isolating Failure-Inducing Input"
(doi:10.1109/32.988498), section 3, with the tests of one round run side by side.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

Part = TypeVar("Part")


def ddmin(
    parts: Sequence[Part], which_pass: Callable[[list[list[Part]]], Sequence[int]]
) -> list[Part]:
    """Return a 1-minimal subset of ``parts``: without any one of them it does not pass.

    ``which_pass`` is given several subsets and returns the indices of those that pass; an empty
    answer is also how it asks to stop. The whole is taken to pass.

    >>> ddmin(range(8), lambda tried: [i for i, t in enumerate(tried) if {2, 5} <= set(t)])
    [2, 5]
    """
    kept, count = list(parts), 2
    while len(kept) >= 2:
        pieces = split(kept, count)
        rests = [[part for j, p in enumerate(pieces) if j != i for part in p] for i in range(count)]
        tried = pieces + rests if count > 2 else pieces
        passed = which_pass(tried)
        if passed:
            best = min(passed, key=lambda index: (len(tried[index]), index))
            count = 2 if best < len(pieces) else max(2, count - 1)
            kept = tried[best]
            count = min(count, len(kept))
        elif count < len(kept):
            count = min(len(kept), 2 * count)
        else:
            break
    return kept


def split(parts: list[Part], count: int) -> list[list[Part]]:
    """Return a list cut into ``count`` pieces of about one length."""
    edges = [len(parts) * i // count for i in range(count + 1)]
    return [parts[low:high] for low, high in pairwise(edges)]
