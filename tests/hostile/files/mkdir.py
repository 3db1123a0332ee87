# ruff: noqa
# Trick: makes a folder
# Outcome: exception

import os


def f():
    os.mkdir("@CANARY@/folder")
