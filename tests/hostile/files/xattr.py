# ruff: noqa
# Trick: sets an extended attribute
# Outcome: exception

import os


def f():
    os.setxattr("@CANARY@/secret.txt", "user.x", b"x")
