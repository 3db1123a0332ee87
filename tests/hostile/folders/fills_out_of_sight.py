# ruff: noqa
# Trick: fills a folder that nobody may list, at a long path
# Outcome: output_limit

import os


def f():
    for _ in range(20):
        os.mkdir("d" * 250)
        os.chdir("d" * 250)
    os.mkdir("blind", 0o300)
    os.chdir("blind")
    for number in range(300):
        with open(str(number), "wb") as file:
            file.write(b"x" * 1_000_000)
    return 1
