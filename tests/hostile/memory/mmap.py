# ruff: noqa
# Trick: maps memory without a file
# Outcome: exception|memory

import mmap


def f():
    maps = [mmap.mmap(-1, 1 << 28) for _ in range(1000)]
    return len(maps)
