"""What a guide learns from: terms enumerated by several processes, kept in a file, and programs.

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
from codegarden.guide.corpus import Corpus, Encoded, Encoder
from codegarden.guide.samples import Sample, enumerated, solved
from codegarden.program import Problem
from codegarden.synthesis.counting import Counts
from codegarden.synthesis.kept import code, digest
from codegarden.synthesis.mixture import CountedWeights
from codegarden.synthesis.productions import language
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.weights import Weights

FILES = 8  # of samples; those that were written last stay
EACH, TERMS = 100, 100  # samples of a problem, at least, and terms that each is drawn from
FEW, MANY = 5, 20  # problems that a guide is validated on
VALIDATED = 250  # samples of one of these, at most


@dataclass(frozen=True)
class Amount:
    """How much is enumerated: ``terms`` on the inputs of each problem, and ``samples`` of them."""

    terms: int = 60_000
    samples: int = 300


def lessons(
    train: Sequence[Problem],
    validation: Sequence[Problem],
    samples: int,
    seed: int = 0,
    processes: int = 1,
    cache: Path | None = None,
    on_problem: Callable[[int], None] = lambda done: None,
) -> Corpus:
    """Return what a guide is trained on: about so many ``samples``, and the programs of problems.

    The samples come from as many of the training problems as it takes, ``EACH`` of one at least;
    a fifth of the number from validation problems, the first ``MANY`` of them at most. Problems
    without tests or without a correct program are passed over. The other options are those of
    ``enumerate_all``. Raises ``ValueError`` without problems on a side.
    """
    recognizer = Recognizer(language())
    train, known = read_all(train, recognizer)
    validation, unseen = read_all(validation, recognizer)
    if not train or not validation:
        raise ValueError("a guide needs problems to learn from and problems to validate on")
    encoder = Encoder.of(language(), train)
    each = max(EACH, samples // len(train))
    chosen = train[: max(1, samples // each)]
    held = validation[: min(MANY, max(FEW, samples // (FEW * each)))]
    options = (seed, processes, cache)
    made = enumerate_all(chosen, encoder, Amount(TERMS * each, each), *options, on_problem)
    few = Amount(TERMS * each, min(each, VALIDATED))
    validated = enumerate_all(
        held, encoder, few, *options, lambda done: on_problem(len(chosen) + done)
    )
    return Corpus(encoder, made, validated, encoder.folded(known), encoder.beside(unseen, known))


def read_all(
    problems: Sequence[Problem], recognizer: Recognizer
) -> tuple[list[Problem], list[Sample]]:
    """Return the problems that have tests and a correct program, and a sample of each."""
    pairs = [(each, sample) for each in problems if (sample := solved(each, recognizer))]
    return [each for each, _ in pairs], [sample for _, sample in pairs]


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
