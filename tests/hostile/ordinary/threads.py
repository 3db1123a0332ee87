# ruff: noqa
# Trick: uses threads
# Outcome: pass
# Expected: [0, 1, 4, 9]

from concurrent.futures import ThreadPoolExecutor


def f():
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(lambda x: x * x, range(4)))
