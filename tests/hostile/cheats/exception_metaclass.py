# ruff: noqa
# Trick: raises an exception that lies about its types
# Outcome: exception


class Meta(type):
    __mro__ = ()
    __name__ = 5

    def mro(cls):
        return [cls, *type.mro(cls)[1:]]

    def __instancecheck__(cls, other):
        return True


class Lie(Exception, metaclass=Meta):
    __class__ = AssertionError
    args = property(lambda self: 1 / 0)

    def __str__(self):
        return self


def f():
    raise Lie(1)
