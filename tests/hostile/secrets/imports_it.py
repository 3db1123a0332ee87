# ruff: noqa
# Trick: imports a secret as a module
# Outcome: exception

import sys


def f():
    sys.path.insert(0, "@CANARY@")
    import secret_module

    return secret_module.SECRET
