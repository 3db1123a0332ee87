# ruff: noqa
# Trick: returns a list whose methods never end
# Outcome: wrong|not_plain_data


def f():
    class Endless(list):
        def __len__(self):
            while True:
                pass

        __iter__ = __getitem__ = __eq__ = __len__

    return Endless([1])
