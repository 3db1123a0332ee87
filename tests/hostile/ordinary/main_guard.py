# ruff: noqa
# Trick: has a main guard
# Outcome: pass
# Expected: 1

if __name__ == "__main__":
    raise SystemExit("run as a script")


def f():
    return 1
