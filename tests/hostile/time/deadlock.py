# ruff: noqa
# Trick: takes a lock twice
# Outcome: timeout

import threading


def f():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
