# ruff: noqa
# Trick: patches the modules that carry its result
# Outcome: wrong|killed|not_plain_data|exception

import sys


def f():
    for module in list(sys.modules.values()):
        for name in list(vars(module)):
            if name in ("pack", "packb", "dumps", "equal", "write_frame", "check", "send"):
                try:
                    setattr(module, name, lambda *arguments, **keywords: True)
                except (AttributeError, TypeError):
                    pass
    return 1
