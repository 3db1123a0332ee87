# ruff: noqa
# Trick: pickles an object of its own
# Outcome: pass
# Expected: [1, 2]

import pickle


class Box:
    def __init__(self, items):
        self.items = items


def f():
    return pickle.loads(pickle.dumps(Box([1, 2]))).items
