# ruff: noqa
# Trick: makes a hard link
# Outcome: exception

import os


def f():
    os.link("@CANARY@/secret.txt", "@CANARY@/link")
