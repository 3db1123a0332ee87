# ruff: noqa
# Trick: reads a file through a cache of source lines
# Outcome: wrong

import linecache


def f():
    return linecache.getlines("@CANARY@/secret.txt")
