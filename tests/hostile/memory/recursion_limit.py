# ruff: noqa
# Trick: lifts the limit of recursion first
# Outcome: memory|killed|timeout|exception

import sys


def f():
    sys.setrecursionlimit(1 << 30)

    def down():
        return 1 + down()

    return down()
