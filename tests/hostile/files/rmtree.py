# ruff: noqa
# Trick: removes a folder
# Outcome: exception|wrong

import shutil


def f():
    shutil.rmtree("@CANARY@")
    return 1
