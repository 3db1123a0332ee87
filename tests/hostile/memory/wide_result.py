# ruff: noqa
# Trick: returns a list of lists that is small here and has 2**40 items there
# Outcome: memory|timeout|output_limit


def f():
    item = [0]
    for _ in range(40):
        item = [item, item]
    return item
