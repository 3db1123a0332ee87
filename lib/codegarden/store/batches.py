"""Records of any number in lists of bounded length and size; it knows nothing of a database."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def grouped(
    items: Iterable[Item], size: Callable[[Item], int], most: int, largest: int
) -> Iterator[list[Item]]:
    """Yield the items in lists of at most ``most``, and of ``largest`` in sum unless it is one."""
    group: list[Item] = []
    total = 0
    for item in items:
        weight = size(item)
        if group and (len(group) == most or total + weight > largest):
            yield group
            group, total = [], 0
        group.append(item)
        total += weight
    if group:
        yield group
