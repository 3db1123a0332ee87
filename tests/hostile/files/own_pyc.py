# ruff: noqa
# Trick: replaces a compiled module of the standard library
# Outcome: exception

import importlib.util
import random


def f():
    path = importlib.util.cache_from_source(random.__file__)
    with open(path, "ab") as file:
        file.write(b"")
    return path
