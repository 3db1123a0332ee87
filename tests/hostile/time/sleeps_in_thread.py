# ruff: noqa
# Trick: waits for a thread that sleeps
# Outcome: timeout

import threading
import time


def f():
    thread = threading.Thread(target=time.sleep, args=(1000,))
    thread.start()
    thread.join()
