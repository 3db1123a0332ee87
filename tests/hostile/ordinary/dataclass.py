# ruff: noqa
# Trick: uses a data class
# Outcome: pass
# Expected: (1, [2])

from __future__ import annotations

import dataclasses


@dataclasses.dataclass
class Point:
    x: int
    y: list[int]


def f():
    return dataclasses.astuple(Point(1, [2]))
