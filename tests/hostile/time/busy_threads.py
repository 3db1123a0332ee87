# ruff: noqa
# Trick: uses CPU time in threads
# Outcome: timeout

import hashlib
import threading
import time


def f():
    def spin():
        while True:
            hashlib.sha256(bytes(1 << 20)).digest()

    for _ in range(4):
        threading.Thread(target=spin, daemon=True).start()
    while True:
        time.sleep(0.01)
