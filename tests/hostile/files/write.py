# ruff: noqa
# Trick: writes a file
# Outcome: exception


def f():
    open("@CANARY@/secret.txt", "w").write("x")
