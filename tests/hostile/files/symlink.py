# ruff: noqa
# Trick: makes a link
# Outcome: exception

import os


def f():
    os.symlink("/etc/passwd", "@CANARY@/link")
