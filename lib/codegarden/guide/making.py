"""The samples of many problems: enumerated by several processes, and kept in a file.

A file holds what problems, counts and options give, under a hash of all of these and of the code;
whoever asks again reads it.
"""

import contextlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from codegarden.files import replaced
from codegarden.guide.corpus import Encoded, Encoder
from codegarden.guide.samples import Sample, enumerated
from codegarden.program import Problem
from codegarden.synthesis.counting import CountedWeights, Counts
from codegarden.synthesis.kept import code, digest
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.weights import Weights

FILES = 8  # of samples; those that were written last stay


@dataclass(frozen=True)
class Amount:
    """How much is enumerated: ``terms`` on the inputs of each problem, and ``samples`` of them."""

    terms: int = 60_000
    samples: int = 300


def enumerate_all(
    problems: Sequence[Problem],
    encoder: Encoder,
    amount: Amount,
    seed: int = 0,
    processes: int = 1,
    cache: Path | None = None,
    on_problem: Callable[[int], None] = lambda done: None,
) -> Encoded:
    """Return the samples of problems, one problem after the other.

    What the search costs is counted on the same problems. ``on_problem`` is called with the number
    of problems that are done. Samples that were made before are read from the folder ``cache``.
    """
    texts = [f"{one.sha256} {each.name}" for each in problems for one in each.programs]
    tests = [test.sha256 for each in problems for test in each.tests]
    options = (str(amount), str(seed), *encoder.words, *map(repr, encoder.language))
    name = f"enumerated-{digest(code(), code(Path(__file__).parent), *texts, *tests, *options)}.npz"
    if cache is not None and (found := read(cache / name)) is not None:
        return found
    weights = CountedWeights(encoder.language, Counts(problems, Recognizer(encoder.language)))
    jobs = [(problem, weights, amount, seed) for problem in problems]
    samples: list[Sample] = []
    # spawned, since what holds TensorFlow cannot be forked
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        for done, part in enumerate(pool.map(of_problem, jobs), start=1):
            samples += part
            on_problem(done)
    made = encoder.encode(samples)
    if cache is not None:
        write(made, cache / name)
    return made


def of_problem(job: tuple[Problem, Weights, Amount, int]) -> list[Sample]:
    """Return the samples of one problem."""
    problem, weights, amount, seed = job
    return enumerated(problem, weights, amount.terms, amount.samples, seed)


def read(path: Path) -> Encoded | None:
    """Return the samples of a file, None where there is none that can be read."""
    try:
        with np.load(path, allow_pickle=False) as file:
            return Encoded(**{name: file[name] for name in file.files})
    except (OSError, ValueError, TypeError, EOFError):
        return None


def write(made: Encoded, path: Path) -> None:
    """Write samples to a file, whole or not at all; a folder that cannot be written to is left."""
    with contextlib.suppress(OSError):
        with replaced(path) as new, new.open("wb") as file:
            np.savez_compressed(file, **vars(made))
        files = sorted(path.parent.glob("enumerated-*.npz"), key=os.path.getmtime)
        for old in files[:-FILES]:
            old.unlink()
