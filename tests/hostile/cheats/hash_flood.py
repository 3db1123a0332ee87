# ruff: noqa
# Trick: returns a set whose hashes all collide
# Outcome: wrong|output_limit|timeout


def f():
    return {k * ((1 << 61) - 1) for k in range(1, 3000)}
