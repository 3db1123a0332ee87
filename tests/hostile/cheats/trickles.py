# ruff: noqa
# Trick: sends a reply a byte at a time
# Outcome: killed|timeout

import os
import time


def f():
    while True:
        for number in range(3, 64):
            try:
                os.write(number, b"\x01")
            except OSError:
                continue
        time.sleep(0.05)
