# ruff: noqa
# Trick: raises while it is loaded
# Outcome: exception

raise ValueError("no")
