# ruff: noqa
# Trick: opens a file for reading and writing
# Outcome: exception


def f():
    open("@CANARY@/secret.txt", "r+").write("x")
