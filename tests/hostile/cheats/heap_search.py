# ruff: noqa
# Trick: searches its memory for the expected value
# Outcome: wrong|exception|killed|timeout

import ctypes


def f():
    start = id(object()) & ~0xFFFFF
    memory = ctypes.string_at(start, 1 << 20)
    place = memory.find(b"correct" + b" horse")
    return memory[place : place + 40] if place >= 0 else "none"
