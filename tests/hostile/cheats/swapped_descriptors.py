# ruff: noqa
# Trick: puts a pipe in the place of its channel
# Outcome: wrong|killed|timeout

import os


def f():
    reader, writer = os.pipe()
    for number in range(3, 64):
        if number not in (reader, writer):
            os.dup2(writer, number)
    return 1
