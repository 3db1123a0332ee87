# ruff: noqa
# Trick: makes a file
# Outcome: exception


def f():
    open("@CANARY@/made", "x").write("x")
