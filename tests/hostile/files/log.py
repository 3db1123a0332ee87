# ruff: noqa
# Trick: logs to a file
# Outcome: exception

import logging


def f():
    logging.basicConfig(filename="@CANARY@/made.log")
    logging.error("x")
