"""Keras and TensorFlow, imported once and without their messages of start.

TensorFlow writes to the file descriptor of standard error before any Python setting can stop it, so
the descriptor points elsewhere while it starts. Everything else that it has to say is kept.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

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


with _silence():
    import keras
    import tensorflow as tf

    # the first operation makes TensorFlow look for devices, and say so
    GPUS = len(tf.config.list_physical_devices("GPU"))
    tf.zeros(()).numpy()

__all__ = ["GPUS", "keras", "tf"]
