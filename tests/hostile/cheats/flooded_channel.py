# ruff: noqa
# Trick: floods the channel of its results
# Outcome: killed|output_limit|timeout

import os


def f():
    while True:
        for number in range(3, 64):
            try:
                os.write(number, bytes([0, 0, 0, 1]) * 20_000)
            except OSError:
                continue
