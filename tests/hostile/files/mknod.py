# ruff: noqa
# Trick: makes a device
# Outcome: exception

import os


def f():
    os.mknod("@CANARY@/device", 0o20666, os.makedev(1, 3))
