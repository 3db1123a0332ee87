# ruff: noqa
# Trick: recurses within reason
# Outcome: pass
# Expected: 500


def f():
    def depth(n):
        return n and 1 + depth(n - 1)

    return depth(500)
