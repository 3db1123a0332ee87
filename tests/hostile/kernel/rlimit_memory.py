# ruff: noqa
# Trick: raises its memory limit
# Outcome: exception

import resource


def f():
    resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
