# ruff: noqa
# Trick: loads a file of the user as a library
# Outcome: exception

import ctypes


def f():
    return ctypes.CDLL("@CANARY@/secret.txt")._name
