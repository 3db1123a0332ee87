# ruff: noqa
# Trick: lists the home folder
# Outcome: exception

import os


def f():
    return os.listdir(os.path.expanduser("~"))
