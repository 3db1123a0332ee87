# ruff: noqa
# Trick: returns a list that contains itself
# Outcome: not_plain_data


def f():
    item = []
    item.append(item)
    return item
