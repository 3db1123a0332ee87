"""What ``codegarden train`` and ``tune`` need to know of a model, whichever it is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARES = {"train": 0.7, "validation": 0.1, "test": 0.2}  # as in notebook 02


@dataclass(frozen=True)
class Tunable:
    """A model whose hyper-parameters are searched for.

    ``fit(config, seed, on_epoch)`` trains one and returns it with its history; ``finish(config,
    seed, folder)`` trains the best one whole and saves it. ``monitor`` is the column that is
    minimized.
    """

    name: str
    base: Any
    data_hash: str
    monitor: str
    fit: Callable[..., tuple[Any, Any]]
    finish: Callable[[Any, int, Path], None]
