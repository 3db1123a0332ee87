# ruff: noqa
# Trick: forks without end
# Outcome: exception|timeout

import os


def f():
    while True:
        try:
            os.fork()
        except OSError as error:
            raise SystemExit(str(error))
