# ruff: noqa
# Trick: mutates what it works on
# Outcome: pass
# Expected: [1, 2, 3]


def f():
    items = [3, 1, 2]
    items.sort()
    return items
