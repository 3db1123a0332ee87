# ruff: noqa
# Trick: draws the same numbers from a seed
# Outcome: pass
# Expected: True

import random


def f():
    one, other = random.Random(1), random.Random(1)
    return one.sample(range(100), 10) == other.sample(range(100), 10)
