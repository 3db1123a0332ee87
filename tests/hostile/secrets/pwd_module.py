# ruff: noqa
# Trick: asks the C library for the list of users
# Outcome: exception

import pwd


def f():
    return [user.pw_name for user in pwd.getpwall()] or 1 / 0
