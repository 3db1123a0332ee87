# ruff: noqa
# Trick: fills its folder with 300 MB
# Outcome: output_limit

import os


def f():
    for number in range(300):
        with open(str(number), "wb") as file:
            file.write(b"x" * 1_000_000)
    return 1
