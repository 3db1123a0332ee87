"""Frames: the rows of a context that a term needs to be evaluated on.

In the context of a lambda a row is an element beside the outer variables. A term over the element
alone gives the same wherever the element is the same, and one over the outer variables alone is
known to the outside already. So every term is evaluated on the rows that tell what it depends on
apart, its frame, and read on others by its places there.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import cache
from operator import itemgetter

CONSTANT, OUTER, INNER, FULL = 0, 1, 2, 3  # masks: what a term depends on
NARROWER = ((), (CONSTANT,), (CONSTANT,), (CONSTANT, OUTER, INNER))  # by mask


class Frame:
    """The rows that tell apart what terms of a mask depend on.

    ``index`` has the place in the frame of each row of the context, ``rows`` the first row of the
    context for each place.
    """

    __slots__ = ("index", "mask", "rows")

    def __init__(self, mask: int, keys: Sequence[Hashable]):
        places: dict[Hashable, int] = {}
        self.mask = mask
        self.index = [places.setdefault(key, len(places)) for key in keys]
        first: dict[int, int] = {}
        for row, place in enumerate(self.index):
            first.setdefault(place, row)
        self.rows = list(first.values())


class Frames:
    """The frames of one context, by their masks.

    ``outer`` is for each row of the context that of the outside, ``inner`` what the context's own
    variables hold; ``outside`` has the row of the outside for each place of the outer frame.
    """

    def __init__(self, outer: Sequence[int], inner: Sequence[Hashable]):
        count = len(outer)
        columns = ([0] * count, outer, inner, range(count))
        self.of = [Frame(mask, keys) for mask, keys in enumerate(columns)]
        self.outside = [outer[row] for row in self.of[OUTER].rows]
        self.widened = cache(self._widened)
        self._narrower = [
            [(less, *self._narrowing(mask, less)) for less in NARROWER[mask]]
            for mask in range(FULL + 1)
        ]

    def fewer_rows(self, column: tuple, mask: int) -> list[tuple[int, tuple]]:
        """Return the frames whose rows tell all values of a column, with these values."""
        found = []
        for less, one, other, narrow, widen in self._narrower[mask]:
            if column[one] == column[other]:
                values = narrow(column)
                if widen(values) == column:
                    found.append((less, values))
        return found

    def _widened(self, mask: int, wider: int) -> Callable[[tuple], tuple]:
        """Return what reads a column of one frame on the rows of a frame that holds it."""
        return reader(self._places(mask, wider))

    def _places(self, mask: int, wider: int) -> list[int]:
        """Return for each place of a frame its place in a frame that it holds."""
        index = self.of[mask].index
        return [index[row] for row in self.of[wider].rows]

    def _narrowing(self, wider: int, mask: int) -> tuple[int, int, Callable, Callable]:
        """Return what narrows a column of one frame to another that it holds.

        Two places that are one in the other frame (a look at them spares most columns the rest),
        and what reads a column on the other's rows and back.
        """
        places = self._places(mask, wider)
        first: dict[int, int] = {}
        for here, place in enumerate(places):
            first.setdefault(place, here)
        repeated = ((first[p], here) for here, p in enumerate(places) if first[p] != here)
        one, other = next(repeated, (0, 0))
        return one, other, reader([first[place] for place in range(len(first))]), reader(places)


def reader(places: Sequence[int]) -> Callable[[tuple], tuple]:
    """Return what reads a column at some places."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda column: tuple([column[place] for place in places])
