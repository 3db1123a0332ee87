# ruff: noqa
# Trick: searches all objects for the expected value
# Outcome: wrong

import gc


def f():
    for item in gc.get_objects():
        if type(item) in (list, tuple, dict):
            for inner in item.values() if type(item) is dict else item:
                if type(inner) is str and inner.startswith("correct" + " horse"):
                    return inner
    return "none"
