# ruff: noqa
# Trick: computes a power of a power, in one long step of C
# Outcome: timeout|memory


def f():
    return 9**9**9 % 10
