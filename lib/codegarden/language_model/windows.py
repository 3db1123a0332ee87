"""From token ids to what a model is trained on: a split by problem, and input-output pairs.

The split keeps all programs of a problem on one side, with everything that was made from them.
Pairs come as sliding context windows or as parallel streams. One-hot vectors are made here for
people to look at; models look rows up instead, which gives the same numbers. No model is here.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.cluster.hierarchy import DisjointSet

from codegarden.program import Program


class SplitError(ValueError):
    """Programs that cannot be split, or a split that lets a program's kin onto both sides."""


class Pairs(NamedTuple):
    """Inputs and targets, int32 of one shape ``(..., length)``: the target is the next id."""

    inputs: np.ndarray
    targets: np.ndarray


def split_by_problem(
    programs: Sequence[Program], shares: Mapping[str, float], seed: int = 0
) -> dict[str, list[Program]]:
    """Split programs into named parts, so that no problem and no family is on two sides.

    Mutants and crossover children go where their parents go, copies of one source go together, and
    so do the functions of one module.
    The problems are put in an order that depends on their names and the seed alone, so that a new
    problem moves few of the others.

    Parameters
    ----------
    shares
        What part of the programs goes where, as in ``{"train": 0.8, "validation": 0.2}``.

    Raises
    ------
    SplitError
        For fewer unrelated problems than parts, or shares that are not positive.
    """
    if not shares or min(shares.values()) <= 0:
        raise SplitError(f"the shares of a split are positive numbers, not {dict(shares)}")
    families: dict[str, list[Program]] = {}
    for program, family in zip(programs, _families(programs), strict=True):
        families.setdefault(family, []).append(program)
    if len(families) < len(shares):
        raise SplitError(
            f"{len(families)} unrelated problems cannot be split into {len(shares)} parts: "
            "import more problems"
        )
    order = sorted(families, key=lambda name: hashlib.sha256(f"{seed}/{name}".encode()).digest())
    parts: dict[str, list[Program]] = {name: [] for name in shares}
    wanted = np.cumsum(list(shares.values())) / sum(shares.values()) * len(programs)
    names, part, taken = list(shares), 0, 0
    for position, family in enumerate(order):
        parts[names[part]] += families[family]
        taken += len(families[family])
        parts_left, families_left = len(names) - 1 - part, len(order) - 1 - position
        if parts_left and (taken >= wanted[part] or families_left == parts_left):
            part += 1
    check_split(parts)
    return parts


def family(problem: str) -> str:
    """Return what a problem is kept together with: itself, or the module that a function is from.

    Functions of one module repeat each other's lines, and a model that has learned some of them
    seems to foresee the others (Allamanis 2019, doi:10.1145/3359591.3359735).

    >>> family("package/numpy.linalg:norm"), family("examples/gcd")
    ('package/numpy.linalg', 'examples/gcd')
    """
    return problem.partition(":")[0]


def _families(programs: Sequence[Program]) -> list[str]:
    """Return for each program the name of its family: the first of the problems it is tied to."""
    kin = DisjointSet()
    for program in programs:
        kin.add(program.sha256)
        for tie in _ties(program):
            kin.add(tie)
            kin.merge(program.sha256, tie)
    names: dict[str, str] = {}
    for program in programs:
        root = kin[program.sha256]
        name = family(program.problem or program.sha256)
        names[root] = min(names.get(root, name), name)
    return [names[kin[program.sha256]] for program in programs]


def _ties(program: Program) -> Iterable[str]:
    """Yield what a program shares with its kin: its family, its source and its parents."""
    if program.problem:
        yield f"problem {family(program.problem)}"
    yield program.sha256
    yield from program.parents


def check_split(parts: Mapping[str, Sequence[Program]]) -> None:
    """Raise ``SplitError`` where a problem, a source, or a parent and a child are on two sides."""
    sides: dict[str, str] = {}
    for side, programs in parts.items():
        for program in programs:
            for tie in _ties(program):
                if sides.setdefault(tie, side) != side:
                    what = tie if tie.startswith("problem ") else f"program {tie[:12]} or its child"
                    raise SplitError(
                        f"{what} is in both {sides[tie]} and {side}: split with split_by_problem"
                    )


def pack(framed: Sequence[np.ndarray], seed: int | None = None) -> np.ndarray:
    """Return programs one after the other as one stream of ids; with a seed, in a shuffled order.

    >>> pack([np.array([1, 2]), np.array([3])])
    array([1, 2, 3], dtype=int32)
    """
    order = np.arange(len(framed))
    if seed is not None:
        np.random.default_rng(seed).shuffle(order)
    return np.concatenate([np.zeros(0), *(framed[index] for index in order)]).astype(np.int32)


def sliding_windows(stream: np.ndarray, length: int, stride: int = 1) -> Pairs:
    """Return the context windows of a stream of ids and, for each position, the id that follows.

    Both are views of shape ``(windows, length)`` that take no memory of their own. A tail shorter
    than a window is left out. Raises ``ValueError`` for a stream that has no window.

    >>> pairs = sliding_windows(np.array([1, 2, 3, 4]), length=2)
    >>> pairs.inputs.tolist(), pairs.targets.tolist()
    ([[1, 2], [2, 3]], [[2, 3], [3, 4]])
    """
    if len(stream) <= length:
        raise ValueError(
            f"{len(stream)} ids are too few for a context window of {length} and its target: "
            "take more programs or a shorter window"
        )
    view = np.lib.stride_tricks.sliding_window_view(stream, length)[::stride]
    ahead = np.lib.stride_tricks.sliding_window_view(stream[1:], length)[::stride]
    return Pairs(view[: len(ahead)], ahead)


def batches_of_windows(stream: np.ndarray, length: int, batch: int, pad: int) -> Pairs:
    """Return windows side by side, each id a target once, as ``(batches, batch, length)``.

    What is missing in the last batch is filled with ``pad``, which a loss leaves out.
    """
    count = max(1, -(-(len(stream) - 1) // length))
    batches = -(-count // batch)
    filled = np.full(batches * batch * length + 1, pad, np.int32)
    filled[: len(stream)] = stream
    shape = (batches, batch, length)
    return Pairs(filled[:-1].reshape(shape), filled[1:].reshape(shape))


def batches_of_streams(stream: np.ndarray, length: int, batch: int, pad: int) -> Pairs:
    """Return ``batch`` parallel streams cut into windows, as ``(windows, batch, length)``.

    Row ``b`` of a batch continues row ``b`` of the one before, so that a model may carry its state
    along. What is missing at the end is filled with ``pad``, which a loss leaves out.

    >>> batches_of_streams(np.arange(1, 10), length=2, batch=2, pad=0).inputs.tolist()
    [[[1, 2], [5, 6]], [[3, 4], [7, 8]]]
    """
    steps = max(1, -(-(len(stream) - 1) // (length * batch)))
    filled = np.full(steps * batch * length + 1, pad, np.int32)
    filled[: len(stream)] = stream

    def rows(ids: np.ndarray) -> np.ndarray:
        return ids.reshape(batch, steps, length).swapaxes(0, 1)

    return Pairs(rows(filled[:-1]), rows(filled[1:]))


def one_hot(ids: np.ndarray, size: int) -> np.ndarray:
    """Return ids as vectors with a single one, float32 of shape ``(*ids.shape, size)``.

    >>> one_hot(np.array([0, 2]), size=3).tolist()
    [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    """
    return (np.asarray(ids)[..., None] == np.arange(size)).astype(np.float32)


def one_hot_bytes(count: int, size: int) -> int:
    """Return the bytes that ``count`` one-hot vectors of ``size`` entries take as float32.

    >>> one_hot_bytes(1_300_000, 5_000)
    26000000000
    """
    return 4 * count * size
