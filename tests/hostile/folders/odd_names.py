# ruff: noqa
# Trick: leaves names that are no text, or look like ways out
# Outcome: pass
# Expected: 1

import os


def f():
    for name in (b"\xff\xfe", b"a\nb", b"-rf *", b"...", b"~"):
        open(name, "w").close()
    return 1
