# ruff: noqa
# Trick: raises an exception whose class lies about its name
# Outcome: exception


def f():
    class Liar(type):
        __name__ = "AssertionError"
        __mro__ = ()

    class Strange(Exception, metaclass=Liar):
        def __str__(self):
            raise SystemExit(0)

    raise Strange()
