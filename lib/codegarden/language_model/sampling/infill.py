"""The likeliest fillings of one hole of a program, judged by what stands on both sides of it.

A model that writes from left to right knows nothing of the right side while it writes. So many
short fillings are written from the left context, by beam search, and each is then judged by the
probability of the whole: of the filling after the left side, and of the right side after both. What
comes before the hole is the same for all and is read once.
"""

import ast
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from codegarden.language_model.sampling.decode import Model, State, read_prompt
from codegarden.language_model.tokens import END, PAD, START, Vocabulary

HOLE = "hole_to_fill"


@dataclass(frozen=True)
class Filling:
    """A filling of a hole, and the program with it.

    ``left`` is the log probability of the filling after the left side, ``right`` that of the ids
    that follow, both in nats.
    """

    text: str
    source: str
    left: float
    right: float

    @property
    def log_prob(self) -> float:
        """The log probability in nats of all that fillings can differ in."""
        return self.left + self.right


def fillings(
    model: Model,
    left: str,
    right: str,
    count: int = 10,
    length: int = 6,
    width: int = 32,
    following: int = 32,
) -> list[Filling]:
    r"""Return up to ``count`` fillings of the hole between two texts, the likeliest first.

    Parameters
    ----------
    left, right
        The source before and after the hole, which is where one or more tokens stand, or none.
    length
        The most ids of a filling.
    width
        How many unfinished fillings are gone on with at each step.
    following
        How many ids of the right side count; with fewer of them, the empty filling is favoured.

    Only fillings with which the program parses are returned. Raises ``TokensError`` for sides that
    do not tokenize with a name between them.

    >>> [one.text for one in fillings(model, "for i in ", "(10):\n    print(i)\n")][0]
    ... # doctest: +SKIP
    'range'
    """
    vocabulary = model.vocabulary
    before, after = sides(vocabulary, left, right)
    written, totals, log_probs, state = _written(model, before, length, width)
    following_ids = [*after, vocabulary[END]][:following]
    rights = _read_on(model, following_ids, log_probs, state)
    found: dict[str, Filling] = {}
    for place in np.argsort(-(totals + rights), kind="stable"):
        source = vocabulary.decode([*before, *written[place], *after])
        text = vocabulary.decode(written[place]).strip()
        # spelled in another way, a filling may have been found before
        if text not in found and _parses(source):
            found[text] = Filling(text, source, float(totals[place]), float(rights[place]))
        if len(found) == count:
            break
    return list(found.values())


def sides(vocabulary: Vocabulary, left: str, right: str) -> tuple[list[int], list[int]]:
    """Return the ids before and after the hole between two texts."""
    gap = "" if left[-1:].isspace() or not left else " "
    ids = vocabulary.encode(f"{left}{gap}{HOLE} {right}")
    hole = vocabulary.encode(HOLE)[:-1]  # without the end of the line
    places = np.lib.stride_tricks.sliding_window_view(ids, len(hole))
    at = int((places == hole).all(axis=1).argmax())
    return ids[:at].tolist(), ids[at + len(hole) :].tolist()


def _written(model: Model, before: Sequence[int], length: int, width: int):
    """Return fillings as ids, their log probabilities, and what the model expects after each.

    The empty filling is the first.
    """
    vocabulary = model.vocabulary
    log_probs, state = read_prompt(model, before, 1)
    never = [vocabulary[mark] for mark in (START, PAD, END)]
    paths: list[tuple[int, ...]] = [()]
    totals = np.zeros(1)
    found = [(paths, totals, log_probs, state)]
    for _ in range(length):
        scores = totals[:, None] + log_probs
        scores[:, never] = -np.inf
        if paths == [()]:
            scores[:, vocabulary.part_ids] = -np.inf  # which would lengthen the word before
        best = np.argsort(-scores, axis=None, kind="stable")[:width]
        rows, chosen = np.divmod(best[scores.flat[best] > -np.inf], scores.shape[1])
        paths = [(*paths[row], int(one)) for row, one in zip(rows, chosen, strict=True)]
        totals = scores[rows, chosen]
        log_probs, state = model.next_log_probs(chosen, tuple(part[rows] for part in state))
        found.append((paths, totals, log_probs, state))
    all_paths, all_totals, all_log_probs, states = zip(*found, strict=True)
    joined = tuple(np.concatenate(parts) for parts in zip(*states, strict=True))
    written = [path for some in all_paths for path in some]
    return written, np.concatenate(all_totals), np.concatenate(all_log_probs), joined


def _read_on(model: Model, ids: Sequence[int], log_probs: np.ndarray, state: State) -> np.ndarray:
    """Return the log probability of ids after each of several beginnings."""
    totals = np.zeros(len(log_probs))
    for number in ids:
        totals += log_probs[:, number]
        log_probs, state = model.next_log_probs(np.full(len(totals), number), state)
    return totals


def _parses(source: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    return True
