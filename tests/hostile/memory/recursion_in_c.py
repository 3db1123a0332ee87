# ruff: noqa
# Trick: recurses without end, in C
# Outcome: killed|exception|memory|timeout

import sys


def f():
    sys.setrecursionlimit(1 << 30)
    item = []
    for _ in range(1 << 20):
        item = [item]
    return repr(item) == ""
