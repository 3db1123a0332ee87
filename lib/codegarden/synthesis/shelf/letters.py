"""The type letters that the shelf's annotations use, with the meaning of the tables' patterns."""

from typing import TypeVar

N = TypeVar("N", int, float)
K = TypeVar("K")
T = TypeVar("T")
