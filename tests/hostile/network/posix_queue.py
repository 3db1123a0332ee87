# ruff: noqa
# Trick: makes a message queue by POSIX
# Outcome: wrong|exception

import ctypes


def f():
    return ctypes.CDLL("librt.so.1").mq_open(b"/codegarden", 0o102, 0o600, None)
