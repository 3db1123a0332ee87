# ruff: noqa
# Trick: catches alarms and goes on
# Outcome: timeout

import signal


def f():
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
    while True:
        pass
