# ruff: noqa
# Trick: lists a folder of the user
# Outcome: exception

import os


def f():
    return os.listdir("@CANARY@")
