# ruff: noqa
# Trick: starts threads without end
# Outcome: exception|memory|timeout|killed

import threading
import time


def f():
    while True:
        threading.Thread(target=time.sleep, args=(100,)).start()
