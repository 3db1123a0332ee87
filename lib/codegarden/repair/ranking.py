"""In which order candidates are tried, and in which order patches are shown.

A candidate's score is a sum: of the logarithms of the suspiciousness of its lines, of the prior of
its change, and of the likelihood that a language model sees in its edited text. What each of them
counts is fitted to pairs of wrong and right programs:
``order.json``, made by ``codegarden benchmark repair_order --fit``.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np

from codegarden.mutation import Mutant, Mutants
from codegarden.repair.localization import weight_of
from codegarden.repair.records import Strategy, Within

FILE = Path(__file__).with_name("order.json")
# what scores of changes are made of, as columns
COLUMNS = ("prior", "suspicion", "crowd")
WINDOW = 600
# lines that a language model is asked about at a time, between two looks at the clock
LINES = 64
ALL = Strategy()


class LanguageModel(Protocol):
    """What a language model has to offer here."""

    def token_log_probs(self, sources: Sequence[str]) -> list[np.ndarray]:
        """Return the log probability in nats of each id of each source."""


@cache
def weights(file: Path = FILE) -> dict[str, float]:
    """Return what each part of a score counts, as fitted."""
    return json.loads(file.read_text(encoding="utf-8"))["weights"]


def features(
    offers: Iterable[Mutant], suspicion: dict[int, float]
) -> tuple[list[Mutant], np.ndarray]:
    """Return candidates, and what is known of each before a language model is asked.

    The columns are ``COLUMNS``, logarithms all: the prior of the change, the suspiciousness of its
    lines, and how many candidates its operator makes, of which it is right with a smaller share.
    """
    every, rows, known = [], [], {}
    for one in offers:
        every.append(one)
        place = tuple(edit[:2] for edit in one.edits)
        if place not in known:
            known[place] = math.log(weight_of(one, suspicion))
        rows.append((math.log(one.prior), known[place]))
    crowds = Counter(one.operator for one in every)
    crowd = [math.log(crowds[one.operator]) for one in every]
    return every, np.column_stack((np.array(rows).reshape(-1, 2), crowd))


def base_scores(
    offers: Iterable[Mutant], suspicion: dict[int, float], prior: bool = True
) -> tuple[list[Mutant], np.ndarray]:
    """Return candidates with their scores before a language model is asked.

    Without ``prior`` the kind of change does not count.
    """
    every, columns = features(offers, suspicion)
    counted = [weights()[name] if prior or name == "suspicion" else 0.0 for name in COLUMNS]
    return every, columns @ np.array(counted)


def language_scores(
    parent: str, sources: Sequence[str], model: LanguageModel | None, within: Within = iter
) -> np.ndarray:
    """Return by how many nats a token of the edited lines has become likelier; zeros without.

    The lines are scored one by one, each of them once, because most candidates share theirs.
    """
    if model is None or not sources:
        return np.zeros(len(sources))
    regions = [edited_lines(parent, source) for source in sources]
    own, _ = edited_lines(parent, "")
    lines = sorted({line for pair in [*regions, (own, [])] for part in pair for line in part})
    told = dict.fromkeys(lines, (0.0, 0))
    for start in within(range(0, len(lines), LINES)):
        some = lines[start : start + LINES]
        told.update(zip(some, per_line(some, model), strict=True))

    def mean(region: list[str], otherwise: float) -> float:
        length = sum(told[line][1] for line in region)
        return sum(told[line][0] for line in region) / length if length else otherwise

    # a line that was not there, or is not any more, counts as one of the parent's on average
    usual = mean(own, 0.0)
    return np.array([mean(after, usual) - mean(before, usual) for before, after in regions])


def per_line(lines: Sequence[str], model: LanguageModel) -> list[tuple[float, int]]:
    """Return the log probability of each line and its number of ids; (0, 0) for unreadable ones."""
    try:
        return [(float(one.sum()), len(one)) for one in model.token_log_probs(lines)]
    except ValueError:  # a line that is no Python by itself: find out which
        if len(lines) == 1:
            return [(0.0, 0)]
        half = len(lines) // 2
        return [*per_line(lines[:half], model), *per_line(lines[half:], model)]


def edited_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    r"""Return the lines that differ, without indentation, on both sides.

    >>> edited_lines("a\n  b\nc", "a\n  d\nc")
    (['b'], ['d'])
    """
    old, new = before.split("\n"), after.split("\n")
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    parts = (old[head : len(old) - tail], new[head : len(new) - tail])
    first, second = ([line.strip() for line in part if line.strip()] for part in parts)
    return first, second


def ordered(
    mutants: Mutants,
    suspicion: dict[int, float],
    model: LanguageModel | None = None,
    limit: int | None = None,
    strategy: Strategy = ALL,
    within: Within = iter,
) -> Iterator[tuple[float, Mutant]]:
    """Yield mutants with their scores, the most promising first; at most ``limit`` of them.

    All that operators offer is put in order, and looked at more closely when its turn comes. A
    language model is asked about ``WINDOW`` of them at a time, which are then put in order anew:
    the likely ones are under way before the unlikely ones are looked at. Without ``promise`` the
    order is that of the operators and the text. ``within`` is what long loops go through, and may
    end them.
    """
    if not strategy.promise:
        yield from ((0.0, mutant) for mutant in mutants)
        return
    every, scores = base_scores(within(mutants.offers()), suspicion, strategy.prior)
    scored = {id(one): score for one, score in zip(every, scores, strict=True)}
    best = (every[index] for index in np.argsort(-scores, kind="stable"))
    mutated = islice(mutants.different(within(best), set()), limit)
    window = 1 if model is None else WINDOW if strategy.prior else max(1, len(every))
    while part := list(islice(mutated, window)):
        sources = [one.source for one in part]
        told = weights()["language"] * language_scores(part[0].parent, sources, model, within)
        told += [scored[id(one)] for one in part]
        for place in np.argsort(-told, kind="stable"):
            yield float(told[place]), part[place]
