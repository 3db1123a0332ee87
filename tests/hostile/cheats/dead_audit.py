# ruff: noqa
# Trick: adds a hook that fails at every event of the interpreter
# Outcome: wrong|exception

import sys


def f():
    def hook(event, arguments):
        if event not in ("sys.addaudithook",):
            raise RuntimeError("no")

    sys.addaudithook(hook)
    return 1
