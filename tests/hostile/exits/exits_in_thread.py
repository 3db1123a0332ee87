# ruff: noqa
# Trick: exits from a thread
# Outcome: killed

import os
import threading


def f():
    threading.Thread(target=os._exit, args=(0,)).start()
    while True:
        pass
