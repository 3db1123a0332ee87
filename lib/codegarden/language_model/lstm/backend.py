"""Keras and TensorFlow, imported once and without their messages of start.

TensorFlow writes to the file descriptor of standard error before any Python setting can stop it, so
the descriptor points elsewhere while it starts. Everything else that it has to say is kept.
"""

import ctypes
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")


@contextmanager
def _silence() -> Iterator[None]:
    """Send what is written to the file descriptor 2 nowhere, for a while."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _keep_freed_memory() -> None:
    """Let glibc hold on to freed memory.

    It gives large blocks, and what is freed at the top of its heap, back to the system at once, and
    steps of a network take and free the same megabytes again and again: the page faults took longer
    than the arithmetic. On Python 3.11 TensorFlow itself lowers the size from which a block is
    large, with the first dataset that it makes from a generator; so one is made here before.
    """
    trim_threshold, map_threshold = -1, -3  # M_TRIM_THRESHOLD and M_MMAP_THRESHOLD in malloc.h
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "mallopt"):
        next(iter(tf.data.Dataset.from_generator(lambda: [0], output_types=tf.int32)))
        library.mallopt(map_threshold, 2**25)  # the most that it takes
        library.mallopt(trim_threshold, 2**30)


with _silence():
    import keras
    import tensorflow as tf

    # the first operation makes TensorFlow look for devices, and say so
    GPUS = len(tf.config.list_physical_devices("GPU"))
    tf.zeros(()).numpy()
    _keep_freed_memory()

__all__ = ["GPUS", "devices", "keras", "tf", "versions"]


def versions() -> dict[str, str]:
    """Return the versions that a model's card names."""
    found = {name: metadata.version(name) for name in ("codegarden", "keras", "numpy")}
    return found | {"python": platform.python_version(), "tensorflow": tf.__version__}


def devices() -> str:
    """Return TensorFlow's version and the devices that it computes on."""
    kinds = [device.device_type for device in tf.config.list_physical_devices()]
    return f"{tf.__version__} on {', '.join(sorted(kinds))}"
