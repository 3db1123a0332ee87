# ruff: noqa
# Trick: patches the builtins that a checker would use
# Outcome: wrong

import builtins


def f():
    for name in (
        "isinstance",
        "repr",
        "len",
        "type",
        "all",
        "any",
        "str",
        "issubclass",
        "bool",
        "map",
    ):
        setattr(builtins, name, lambda *arguments, **keywords: True)
    return 1
