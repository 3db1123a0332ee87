# ruff: noqa
# Trick: traces the harness and rewrites what it returns
# Outcome: wrong|killed

import sys


def f():
    def trace(frame, event, argument):
        try:
            frame.f_locals["value"] = "correct horse"
        except Exception:
            pass
        return trace

    sys.settrace(trace)
    sys.setprofile(trace)
    return 1
