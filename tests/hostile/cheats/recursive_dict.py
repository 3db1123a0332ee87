# ruff: noqa
# Trick: returns a dict that contains itself
# Outcome: not_plain_data


def f():
    item = {}
    item[1] = item
    return item
