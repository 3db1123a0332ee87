# ruff: noqa
# Trick: raises what closes a generator
# Outcome: exception


def f():
    raise GeneratorExit
