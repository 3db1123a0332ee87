"""One loop that writes many programs at once, a token id a step.

The model's state is carried from step to step, so a step costs the same however long the programs
are. Any model with ``begin`` and ``next_log_probs`` can be sampled from; how the next id is chosen
and what may follow are arguments.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from codegarden.language_model.sampling.choose import Choose, temperature
from codegarden.language_model.tokens import END, PAD, START, Vocabulary

State = tuple[np.ndarray, ...]


class Model(Protocol):
    """What can be sampled from: the LSTM and the n-gram models."""

    vocabulary: Vocabulary

    def begin(self, count: int) -> State:
        """Return the state before ``<start>``."""

    def next_log_probs(self, ids: np.ndarray, state: State) -> tuple[np.ndarray, State]:
        """Return the log probabilities of what follows, and the new state."""


class Follower(Protocol):
    """What may still become a program: one object a program, told of each id that is chosen."""

    def allowed(self) -> np.ndarray:
        """Return which ids may come next, booleans of shape ``(size of the vocabulary,)``."""

    def take(self, number: int) -> "Follower":
        """Return the follower after one more id."""

    def completion(self) -> list[int]:
        """Return ids that end the program soon, ``<end>`` left out."""


class Grammar(Protocol):
    """Makes followers."""

    def start(self) -> Follower:
        """Return the follower of an empty program."""


@dataclass(frozen=True)
class Sample:
    """A program that a model wrote.

    ``log_prob`` is in nats and without any mask or temperature. ``ended``: the model ended it; if
    not, it was cut at the length limit and, under a grammar, closed by it.
    """

    ids: tuple[int, ...]
    log_prob: float
    ended: bool
    vocabulary: Vocabulary = field(repr=False, compare=False)

    @cached_property
    def source(self) -> str:
        """The program, written when it is first asked for."""
        return self.vocabulary.decode(self.ids)


def sample(
    model: Model,
    count: int,
    choose: Choose | None = None,
    grammar: Grammar | None = None,
    prompt: str | Sequence[int] = (),
    length: int = 200,
    seed: int = 0,
) -> list[Sample]:
    """Write ``count`` programs.

    Parameters
    ----------
    choose
        How the next id is chosen; drawn from the model's distribution if none is given.
    grammar
        What may follow; without it, what is written may not parse.
    prompt
        What each program begins with, as ids or as source, whose last line is left open.
    length
        The most ids that are written after the prompt.

    Raises ``TokensError`` for a prompt that does not tokenize.
    """
    vocabulary, random = model.vocabulary, np.random.default_rng(seed)
    choose = choose or temperature()
    begun = prompt_ids(vocabulary, prompt) if isinstance(prompt, str) else list(prompt)
    log_probs, state = read_prompt(model, begun, count)
    followers = [_follow(grammar, begun)] * count if grammar else None
    written: list[list[int]] = [list(begun) for _ in range(count)]
    totals, ended = np.zeros(count), np.zeros(count, bool)
    never = [vocabulary[START], vocabulary[PAD]]
    rows = np.arange(count)  # the programs that go on
    for _ in range(length):
        masked = log_probs.copy()
        masked[:, never] = -np.inf
        if followers:
            for place, row in enumerate(rows):
                masked[place, ~followers[row].allowed()] = -np.inf
        chosen = choose(masked, random)
        totals[rows] += log_probs[np.arange(len(rows)), chosen]
        stays = chosen != vocabulary[END]
        ended[rows[~stays]] = True
        rows, chosen = rows[stays], chosen[stays]
        if not len(rows):
            break
        for row, number in zip(rows, chosen.tolist(), strict=True):
            written[row].append(number)
            if followers:
                followers[row] = followers[row].take(number)
        log_probs, state = model.next_log_probs(chosen, tuple(part[stays] for part in state))
    for row in rows if followers else ():
        written[row] += followers[row].completion()
    return [
        Sample(tuple(ids), float(total), bool(end), vocabulary)
        for ids, total, end in zip(written, totals, ended, strict=True)
    ]


def beam(
    model: Model,
    width: int = 8,
    grammar: Grammar | None = None,
    prompt: str | Sequence[int] = (),
    length: int = 200,
) -> list[Sample]:
    """Return up to ``width`` likely programs, the likeliest first, by beam search.

    What a program that has ended would go on with is not explored, so likelier programs may exist.
    """
    vocabulary = model.vocabulary
    begun = prompt_ids(vocabulary, prompt) if isinstance(prompt, str) else list(prompt)
    log_probs, state = read_prompt(model, begun, 1)
    paths: list[tuple[list[int], Follower | None]] = [
        (list(begun), _follow(grammar, begun) if grammar else None)
    ]
    totals, done = np.zeros(1), []
    for _ in range(length):
        scores = totals[:, None] + log_probs
        scores[:, [vocabulary[START], vocabulary[PAD]]] = -np.inf
        for place, (_, follower) in enumerate(paths):
            if follower:
                scores[place, ~follower.allowed()] = -np.inf
        flat = np.argsort(-scores, axis=None, kind="stable")[: 2 * width]
        found = [divmod(int(one), scores.shape[1]) for one in flat if scores.flat[one] > -np.inf]
        for place, number in found[:width]:
            if number == vocabulary[END]:
                ids = paths[place][0]
                total = float(scores[place, number])
                done.append(Sample(tuple(ids), total, True, vocabulary))
        found = [pair for pair in found if pair[1] != vocabulary[END]][:width]
        worst = sorted((one.log_prob for one in done), reverse=True)[:width]
        if not found or (len(worst) == width and worst[-1] >= scores[found[0]]):
            break
        places = np.array([place for place, _ in found])
        chosen = np.array([number for _, number in found])
        totals = scores[places, chosen]
        paths = [_extend(paths[place], number) for place, number in found]
        log_probs, state = model.next_log_probs(chosen, tuple(part[places] for part in state))
    for (ids, follower), total in zip(paths, totals, strict=True) if len(done) < width else ():
        closed = ids + (follower.completion() if follower else [])
        done.append(Sample(tuple(closed), float(total), False, vocabulary))
    return sorted(done, key=lambda one: (not one.ended, -one.log_prob))[:width]


def prompt_ids(vocabulary: Vocabulary, prompt: str) -> list[int]:
    r"""Return the ids of a beginning of a program, with its last line and its blocks left open.

    >>> prompt_ids(vocabulary, "def f(x):\n    return")  # doctest: +SKIP
    """
    ids = vocabulary.encode(prompt).tolist()
    closing = {vocabulary["<dedent>"]} | (
        set() if prompt.endswith("\n") else {vocabulary["<newline>"]}
    )
    while ids and ids[-1] in closing:
        if ids.pop() == vocabulary["<newline>"]:
            break
    return ids


def read_prompt(model: Model, begun: Sequence[int], count: int) -> tuple[np.ndarray, State]:
    """Return log probabilities and state of ``count`` programs after ``<start>`` and the prompt."""
    state = model.begin(1)
    for number in (model.vocabulary[START], *begun):
        log_probs, state = model.next_log_probs(np.array([number]), state)
    rows = np.zeros(count, int)
    return log_probs[rows], tuple(part[rows] for part in state)


def _follow(grammar: Grammar, begun: Sequence[int]) -> Follower:
    follower = grammar.start()
    for number in begun:
        follower = follower.take(number)
    return follower


def _extend(path: tuple[list[int], Follower | None], number: int):
    ids, follower = path
    return [*ids, number], follower.take(number) if follower else None
