# ruff: noqa
# Trick: starts a shell
# Outcome: exception

import subprocess


def f():
    return subprocess.check_output("touch @CANARY@/made; cat @CANARY@/secret.txt", shell=True)
