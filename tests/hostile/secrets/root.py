# ruff: noqa
# Trick: lists the root folder
# Outcome: exception

import os


def f():
    return os.listdir("/")
