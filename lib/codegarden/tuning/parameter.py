"""One parameter of a search: the values it may take, and their places between 0 and 1.

A place is what a Gaussian process measures distances by: a power of two and a learning rate are
spaced by their logarithm, an integer evenly, a category has one coordinate for each choice. This
file does not know other parameters; conditions are the space's business.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

KINDS = ("integer", "float", "log_float", "power_of_two", "categorical")
# significant digits of a float: enough for any hyper-parameter, short enough to read, and what
# makes value -> place -> value exact
DIGITS = 4
LEAST = 10 ** (DIGITS - 1)  # these digits as a whole number, at least
EXPONENT = -324  # the least that a float has


class SpaceError(ValueError):
    """A search space, or a value for it, that cannot be used; names the parameter and the field."""


@dataclass(frozen=True)
class Parameter:
    """What is searched over, in which unit, and why.

    ``kind`` is one of ``KINDS``. ``low`` and ``high`` are both included; ``steps`` (not for powers
    of two) leaves that many values, evenly spaced on the kind's scale. ``when`` maps the name of an
    earlier parameter to the values of it under which this one exists at all.

    Raises ``SpaceError`` that names the parameter, the field and the remedy.
    """

    name: str
    kind: str
    low: float | None = None
    high: float | None = None
    choices: tuple[Any, ...] = ()
    steps: int = 0
    unit: str = ""
    reason: str = ""
    when: dict[str, tuple[Any, ...]] = field(default_factory=dict, hash=False)

    def __post_init__(self):
        if not isinstance(self.name, str) or not self.name.isidentifier():
            raise SpaceError(f"parameter {self.name!r}: name it with a Python identifier")
        if self.kind not in KINDS:
            raise self._error("kind", f"{self.kind!r} is none of {', '.join(KINDS)}")
        if self.kind == "categorical":
            self._check_choices()
        else:
            self._check_bounds()

    def _error(self, where: str, what: str) -> SpaceError:
        return SpaceError(f"parameter {self.name}, {where}: {what}")

    def _check_choices(self) -> None:
        if isinstance(self.choices, str) or len(self.choices) < 2:
            raise self._error("choices", "give a list of at least two")
        if not all(isinstance(c, str | int | float | bool | None) for c in self.choices):
            raise self._error("choices", "each is a text, a number, true, false or null")
        if len({*self.choices}) != len(self.choices):
            raise self._error("choices", f"some of {list(self.choices)} are equal")
        if self.low is not None or self.high is not None or self.steps:
            raise self._error("choices", "a categorical parameter has no low, high or steps")

    def _check_bounds(self) -> None:
        if self.choices:
            raise self._error("choices", f"only for categorical, not for {self.kind}")
        for where, bound in (("low", self.low), ("high", self.high)):
            if not is_number(bound) or not math.isfinite(bound):
                raise self._error(where, f"{bound!r} is not a number")
        if not self.low < self.high:
            raise self._error("high", f"{self.high} is not above low, which is {self.low}")
        if self.kind == "log_float" and self.low <= 0:
            raise self._error("low", f"{self.low} has no logarithm: give more than 0")
        if self.steps and (not isinstance(self.steps, int) or self.steps < 2):
            raise self._error("steps", f"{self.steps!r} is not a whole number of 2 or more")
        if self.kind in ("integer", "power_of_two"):
            self._check_whole()
            return
        for where, bound in (("low", self.low), ("high", self.high)):
            if bound != rounded(bound):
                raise self._error(where, f"write {bound} with {DIGITS} significant digits")

    def _check_whole(self) -> None:
        for where, bound in (("low", self.low), ("high", self.high)):
            if not isinstance(bound, int):
                raise self._error(where, f"{bound} is not a whole number")
            if self.kind == "power_of_two" and (bound < 1 or bound & (bound - 1)):
                raise self._error(where, f"{bound} is not a power of two")
        if self.steps and self.kind == "power_of_two":
            raise self._error("steps", "a power of two has steps of its own")
        if self.steps and (self.high - self.low) % (self.steps - 1):
            raise self._error("steps", f"{self.steps} do not divide {self.low} to {self.high}")

    @property
    def is_log(self) -> bool:
        """Whether places are spaced by the logarithm of the value."""
        return self.kind in ("log_float", "power_of_two")

    @property
    def is_ordered(self) -> bool:
        """Whether the values lie on an axis; categories do not."""
        return self.kind != "categorical"

    @property
    def width(self) -> int:
        """How many coordinates a value takes."""
        return 1 if self.is_ordered else len(self.choices)

    @cached_property
    def values(self) -> Sequence[Any] | None:
        """All values in order, or None where there are (practically) endlessly many."""
        if self.kind == "categorical":
            return self.choices
        if self.kind == "integer":
            stride = (self.high - self.low) // (self.steps - 1) if self.steps else 1
            return range(self.low, self.high + 1, stride)
        if self.kind == "power_of_two":
            return tuple(2**k for k in range(self.low.bit_length() - 1, self.high.bit_length()))
        if not self.steps:
            return None
        spaced = np.geomspace if self.is_log else np.linspace
        made = tuple(rounded(value) for value in spaced(self.low, self.high, self.steps))
        if len({*made}) != self.steps:
            raise self._error("steps", f"{self.steps} are more than {DIGITS} digits can tell apart")
        return made

    @property
    def count(self) -> int:
        """The number of values, which is finite for a float too: it has ``DIGITS`` digits."""
        if self.values is not None:
            return len(self.values)
        return ordinal(self.high) - ordinal(self.low) + 1

    def every(self) -> Iterator[Any]:
        """Yield every value in order."""
        if self.values is not None:
            yield from self.values
        else:
            yield from map(with_ordinal, range(ordinal(self.low), ordinal(self.high) + 1))

    def check(self, value: Any) -> None:
        """Raise ``SpaceError`` unless the parameter can have this value."""
        if self.values is not None:
            if self.is_ordered:
                fits = is_number(value) and value in self.values
            else:  # True == 1, but a choice of True is not a choice of 1
                fits = (type(value), value) in [(type(one), one) for one in self.values]
            if not fits:
                shown = list(self.values) if len(self.values) <= 12 else f"{self.low}..{self.high}"
                raise self._error("value", f"{value!r} is none of {shown}")
            return
        if not is_number(value) or not self.low <= value <= self.high:
            raise self._error("value", f"{value!r} is not between {self.low} and {self.high}")
        if value != rounded(value):
            raise self._error("value", f"write {value} with {DIGITS} significant digits")

    def place(self, value: Any) -> np.ndarray:
        """Return the coordinates of a value, [width], each between 0 and 1.

        >>> Parameter("units", "power_of_two", 16, 64).place(32)
        array([0.5])
        """
        if not self.is_ordered:
            return np.array([float(choice == value) for choice in self.choices])
        if self.values is not None:
            return np.array([self.values.index(value) / (len(self.values) - 1)])
        return self._places(np.array([value]))

    def value(self, place: np.ndarray) -> Any:
        """Return the value nearest to coordinates [width]: ``value(place(x)) == x``, exactly."""
        if not self.is_ordered:
            return self.choices[int(np.argmax(place))]
        share = min(max(float(np.squeeze(place)), 0.0), 1.0)
        if self.values is not None:
            return self.values[round(share * (len(self.values) - 1))]
        return self._inside(self._unrounded(np.array([share]))[0])

    def nearest(self, value: Any) -> Any:
        """Return the value that the parameter can have which is nearest on its scale.

        >>> Parameter("units", "power_of_two", 16, 64).nearest(200)
        64

        Raises ``SpaceError`` for a value that is no choice, or without a place on the scale.
        """
        if not self.is_ordered:
            self.check(value)
            return value
        if not is_number(value) or not math.isfinite(value) or (self.is_log and value <= 0):
            raise self._error("value", f"{value!r} is not on its scale")
        if self.values is None:
            return self._inside(value)
        scale = math.log if self.is_log else float
        return min(self.values, key=lambda one: abs(scale(one) - scale(value)))

    def snapped(self, places: np.ndarray) -> np.ndarray:
        """Return coordinates [n, width] moved to the nearest that a value has."""
        if not self.is_ordered:
            return np.eye(self.width)[np.argmax(places, axis=1)]
        shares = np.clip(places, 0.0, 1.0)
        if self.values is None:
            found = self._unrounded(shares)
            exponents = np.floor(
                np.log10(np.abs(found), where=found != 0, out=np.zeros_like(found))
            )
            steps = 10.0 ** (exponents - DIGITS + 1)
            return self._places(np.clip(np.round(found / steps) * steps, self.low, self.high))
        last = len(self.values) - 1
        return np.round(shares * last) / last

    def _places(self, values: np.ndarray) -> np.ndarray:
        """Return where values of a float stand between 0 and 1."""
        scale = np.log if self.is_log else np.asarray
        return (scale(values) - scale(self.low)) / (scale(self.high) - scale(self.low))

    def _unrounded(self, shares: np.ndarray) -> np.ndarray:
        """Return what stands at places between 0 and 1 of a float, with all digits."""
        if self.is_log:
            return np.exp(np.log(self.low) * (1 - shares) + np.log(self.high) * shares)
        return self.low * (1 - shares) + self.high * shares

    def _inside(self, value: float) -> float:
        """Return the value of a float that is nearest to any number."""
        return min(max(rounded(value), self.low), self.high)


def rounded(value: float) -> float:
    """Return a float with ``DIGITS`` significant digits.

    >>> rounded(0.00123456)
    0.001235
    """
    return float(f"{value:.{DIGITS}g}")


def ordinal(value: float) -> int:
    """Return the place of a float among those of ``DIGITS`` significant digits, from 0.0 on.

    >>> ordinal(1.001) - ordinal(0.9999)
    2
    """
    digits, exponent = f"{abs(value):.{DIGITS - 1}e}".split("e")
    if not value:
        return 0
    found = int(digits.replace(".", "")) - LEAST + 1 + 9 * LEAST * (int(exponent) - EXPONENT)
    return int(math.copysign(found, value))


def with_ordinal(place: int) -> float:
    """Return the float at a place: ``with_ordinal(ordinal(x)) == x`` for a rounded ``x``."""
    if not place:
        return 0.0
    exponent, digits = divmod(abs(place) - 1, 9 * LEAST)
    return math.copysign(float(f"{LEAST + digits}e{exponent + EXPONENT - DIGITS + 1}"), place)


def is_number(value: Any) -> bool:
    """Whether a value is a number; True and False are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)
