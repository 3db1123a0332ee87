# ruff: noqa
# Trick: maps a file of the user
# Outcome: exception

import mmap
import os


def f():
    descriptor = os.open("@CANARY@/secret.txt", os.O_RDONLY)
    return mmap.mmap(descriptor, 0, prot=mmap.PROT_READ)[:]
