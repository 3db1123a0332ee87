# ruff: noqa
# Trick: prints a little
# Outcome: pass
# Expected: None


def f():
    print("a", 1)
    print("é")
