# ruff: noqa
# Trick: reads the list of users
# Outcome: exception


def f():
    return open("/etc/passwd").read()
