# ruff: noqa
# Trick: leaves files at a path that is longer than the kernel takes
# Outcome: pass
# Expected: 1

import os


def f():
    for _ in range(40):
        os.mkdir("d" * 250)
        os.chdir("d" * 250)
    with open("file", "w") as file:
        file.write("at the end")
    return 1
