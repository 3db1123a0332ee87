# ruff: noqa
# Trick: raises and catches
# Outcome: pass
# Expected: 'ok'


def f():
    try:
        {}["x"]
    except KeyError:
        return "ok"
