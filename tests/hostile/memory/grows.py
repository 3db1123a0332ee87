# ruff: noqa
# Trick: grows a list until memory ends
# Outcome: memory|timeout


def f():
    items = []
    while True:
        items.append(bytearray(1 << 20))
