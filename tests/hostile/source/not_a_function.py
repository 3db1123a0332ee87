# ruff: noqa
# Trick: defines something else under the name
# Outcome: missing_function

f = 3
