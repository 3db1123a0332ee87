# ruff: noqa
# Trick: makes shared memory, which outlives a process
# Outcome: exception

from multiprocessing import shared_memory


def f():
    block = shared_memory.SharedMemory(create=True, size=1 << 20, name="codegarden_hostile")
    return block.name
