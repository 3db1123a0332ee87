# ruff: noqa
# Trick: returns an object that equals everything
# Outcome: not_plain_data


def f():
    class Equal:
        def __eq__(self, other):
            return True

        __hash__ = object.__hash__

    return Equal()
