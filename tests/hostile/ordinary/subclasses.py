# ruff: noqa
# Trick: returns subclasses of plain types
# Outcome: pass
# Expected: [{'a': 2}, {1: []}, (1, 2), 1]

import collections
import enum


def f():
    lists = collections.defaultdict(list)
    lists[1]
    point = collections.namedtuple("Point", "x y")
    return [collections.Counter("aa"), lists, point(1, 2), enum.IntEnum("Number", "ONE").ONE]
