# ruff: noqa
# Trick: reads a file through a link
# Outcome: exception


def f():
    return open("@CANARY@/link_to_secret").read()
