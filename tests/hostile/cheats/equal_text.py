# ruff: noqa
# Trick: returns a text that equals everything
# Outcome: wrong


def f():
    class Equal(str):
        def __eq__(self, other):
            return True

        __ne__ = lambda self, other: False
        __hash__ = str.__hash__

    return Equal("x")
