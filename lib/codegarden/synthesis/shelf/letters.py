"""The type letters that the shelf's annotations use, with the meaning of the tables' patterns."""

from typing import TypeVar

N = TypeVar("N", int, float)
K = TypeVar("K")
T = TypeVar("T")
L = TypeVar("L")
O = TypeVar("O", int, float, str)  # noqa: E741 - the tables' letter for what is ordered
