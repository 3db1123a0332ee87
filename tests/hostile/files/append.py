# ruff: noqa
# Trick: appends to a file
# Outcome: exception


def f():
    open("@CANARY@/secret.txt", "a").write("x")
