# ruff: noqa
# Trick: writes to shared memory as a file
# Outcome: exception


def f():
    open("/dev/shm/codegarden_hostile", "w").write("x")
