# ruff: noqa
# Trick: replaces itself in all modules and frames
# Outcome: wrong

import sys


def f():
    for module in list(sys.modules.values()):
        if getattr(module, "f", None) is f:
            module.f = lambda: "correct horse?"
    return 1
