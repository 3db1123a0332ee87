# ruff: noqa
# Trick: sends the judge a large set whose hashes all collide
# Outcome: killed|output_limit|wrong|timeout

import os
import struct


def f():
    prime = (1 << 61) - 1
    items = []
    for k in range(1 << 10, (1 << 10) + 60_000):
        data = (k * prime).to_bytes(10, "little")
        items.append(bytes([0xC7, 10, 2]) + data)
    body = bytes([0x94, 0xA5]) + b"value" + bytes([0xDD]) + struct.pack(">I", len(items) + 1)
    body += bytes([0xC7, 0, 3]) + b"".join(items) + bytes([0xA0, 0x90])
    for number in range(3, 64):
        try:
            os.set_blocking(number, True)
            data = struct.pack("<I", len(body)) + body
            while data:
                data = data[os.write(number, data) :]
        except OSError:
            continue
    return 1
