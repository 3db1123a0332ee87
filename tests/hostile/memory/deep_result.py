# ruff: noqa
# Trick: returns a deep nest, whose repr recurses in C
# Outcome: not_plain_data


def f():
    item = []
    for _ in range(100_000):
        item = [item]
    return item
