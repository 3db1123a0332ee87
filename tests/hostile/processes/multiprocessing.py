# ruff: noqa
# Trick: starts a process of Python's own
# Outcome: exception

import multiprocessing


def f():
    process = multiprocessing.Process(target=print)
    process.start()
    return process.pid
