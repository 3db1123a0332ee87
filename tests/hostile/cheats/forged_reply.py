# ruff: noqa
# Trick: writes a forged result to every descriptor
# Outcome: wrong|killed

import os
import struct


def f():
    body = msgpack_like = bytes([0x94, 0xA5]) + b"value" + bytes([0xC3, 0xA0, 0x90])
    for number in range(3, 64):
        try:
            os.write(number, struct.pack("<I", len(body)) + body)
        except OSError:
            continue
    return 1
