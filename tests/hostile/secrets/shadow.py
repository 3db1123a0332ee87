# ruff: noqa
# Trick: reads the list of passwords
# Outcome: exception


def f():
    return open("/etc/shadow").read()
