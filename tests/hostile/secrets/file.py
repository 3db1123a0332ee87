# ruff: noqa
# Trick: reads a file of the user
# Outcome: exception


def f():
    return open("@CANARY@/secret.txt").read()
