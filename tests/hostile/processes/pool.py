# ruff: noqa
# Trick: starts a pool of processes
# Outcome: exception

import concurrent.futures


def f():
    with concurrent.futures.ProcessPoolExecutor(4) as pool:
        return list(pool.map(abs, range(4)))
