# ruff: noqa
# Trick: leaves a thread behind
# Outcome: wrong

import threading


def f():
    def linger():
        while True:
            pass

    threading.Thread(target=linger).start()
    return 1
