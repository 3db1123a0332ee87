# ruff: noqa
# Trick: returns an object that says it is a text
# Outcome: not_plain_data


def f():
    class Spoof:
        __class__ = str

        def __eq__(self, other):
            return True

    return Spoof()
