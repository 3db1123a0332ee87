# ruff: noqa
# Trick: makes a temporary file
# Outcome: exception

import tempfile


def f():
    return tempfile.NamedTemporaryFile(delete=False).name
