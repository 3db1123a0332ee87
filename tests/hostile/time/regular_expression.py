# ruff: noqa
# Trick: backtracks for ever, in one long step of C
# Outcome: timeout

import re


def f():
    return re.match(r"(a+)+$", "a" * 60 + "b") is None
