# ruff: noqa
# Trick: walks the folders of the user
# Outcome: wrong

import os


def f():
    return [names for _, _, names in os.walk("@CANARY@")]
