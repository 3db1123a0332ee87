# ruff: noqa
# Trick: raises its CPU limit
# Outcome: exception

import resource


def f():
    resource.setrlimit(resource.RLIMIT_CPU, (1 << 20, 1 << 20))
