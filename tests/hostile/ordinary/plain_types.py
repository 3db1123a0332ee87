# ruff: noqa
# Trick: returns all plain types
# Outcome: pass
# Expected: [None, True, 1, 1.5, 2j, 'é', b'b', [1], (1,), {1}, {2}, {(1, 2): None}]


def f():
    return [None, True, 1, 1.5, 2j, "é", b"b", [1], (1,), {1}, frozenset({2}), {(1, 2): None}]
