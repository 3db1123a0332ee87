# ruff: noqa
# Trick: prints without end
# Outcome: output_limit


def f():
    while True:
        print("x" * 1000)
