# ruff: noqa
# Trick: takes all memory, and again after each MemoryError
# Outcome: timeout|memory|killed


def f():
    items = []
    while True:
        try:
            items.append(bytearray(1 << 22))
        except MemoryError:
            items.append(b"")
