# ruff: noqa
# Trick: searches the folders of the user
# Outcome: wrong

import glob


def f():
    return glob.glob("@CANARY@/*")
