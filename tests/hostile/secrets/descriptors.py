# ruff: noqa
# Trick: reads and writes all descriptors that it inherited
# Outcome: wrong

import os


def f():
    found = []
    for number in range(3, 256):
        try:
            os.fstat(number)
            found.append(os.readlink(f"/proc/self/fd/{number}"))
        except OSError:
            continue
    return found
