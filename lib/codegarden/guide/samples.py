"""What the guide learns from: tasks with the productions of a program that solves them.

Terms that the search itself enumerates on the inputs of solved problems, whose outputs are the
examples (Odena et al. 2021, "BUSTLE", section 3.2); and the solved problems, whose programs are
read as terms.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from codegarden.description.types import Type
from codegarden.guide import encoding
from codegarden.program import Problem
from codegarden.synthesis.counting import counted
from codegarden.synthesis.examples import calls_of
from codegarden.synthesis.frames import FULL
from codegarden.synthesis.production import Production
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.search import Search
from codegarden.synthesis.signatures import VARIABLES, Function
from codegarden.synthesis.tasks import Task
from codegarden.synthesis.values import Abstraction, Entry
from codegarden.synthesis.weights import CONSTANT, ROOT, Weights

LARGEST = 6  # productions of an enumerated term, beyond which few are reached
ROWS = 4  # inputs that terms are enumerated on: so many examples are looked at


@dataclass(frozen=True)
class Occurrence:
    """A head at a place of a parent, where a value of some type is wanted.

    ``share`` is what it counts; the parent is ``ROOT`` for the program itself, None where no
    production stands around it. The type is None where it is not told without a run.
    """

    parent: Production | str | None
    place: int
    type: Type | None
    head: Production | str
    share: float = 1.0


@dataclass(frozen=True)
class Sample:
    """A task as the guide reads it, and where which productions stand in a program that solves it.

    ``examples`` are token ids ``(SHOWN, INPUT + 1 + OUTPUT)``, ``signature`` shares in steps of
    1 / ``STEPS``, of shape ``(width(),)``.
    """

    words: tuple[str, ...]
    examples: np.ndarray
    signature: np.ndarray
    occurrences: tuple[Occurrence, ...]

    @classmethod
    def of(cls, words, inputs, outputs, occurrences: Iterable[Occurrence]) -> "Sample":
        """Return the sample of a task's words, inputs and outputs."""
        read = encoding.examples(inputs, outputs), encoding.signature(inputs, outputs)
        return cls(tuple(words), *read, tuple(occurrences))


def solved(problem: Problem, recognizer: Recognizer) -> Sample | None:
    """Return a solved problem as a sample; None without a correct program or readable tests.

    Several correct programs count in equal shares.
    """
    programs = [each for each in problem.programs if each.is_correct]
    _, pairs = calls_of(problem.tests)
    if not programs or not pairs:
        return None
    shares = [(each.source, 1 / len(programs)) for each in programs]
    found = [each for source, share in shares for each in written(source, recognizer, share)]
    words = encoding.words(problem.description, problem.entry_point)
    return Sample.of(words, *zip(*pairs, strict=True), found)


def written(source: str, recognizer: Recognizer, share: float = 1.0) -> Iterator[Occurrence]:
    """Yield the occurrences in a program that counts a ``share`` of its problem."""
    for (parent, place, child), count in counted(source, recognizer).items():
        head = CONSTANT if isinstance(child, tuple) else child
        yield Occurrence(parent, place, type_at(parent, place, head), head, share * count)


def type_at(parent: Production | str | None, place: int, head: Any) -> Type | None:
    """Return the type of what stands at a place, None where it is not told without a run."""
    if parent is None:
        return None
    if parent != ROOT:
        kind = parent.types[place]
        kind = kind.result if isinstance(kind, Function) else kind
        if kind.name not in VARIABLES and kind.name not in ("iter", "seq", "any"):
            return kind
    result = getattr(head, "result", None)
    return result if result is not None and result.name not in VARIABLES else None


def enumerated(
    problem: Problem, weights: Weights, terms: int, count: int, seed: int
) -> list[Sample]:
    """Return samples of the terms that a search makes of a problem's inputs.

    The search ends after so many ``terms``. Terms of each size and head have the same chance;
    those that give the same for all inputs, or an input as it is, are none. What they do is said
    in the words of the productions' documentation.
    """
    _, pairs = calls_of(problem.tests)
    inputs = tuple({repr(arguments): arguments for arguments, _ in pairs}.values())[:ROWS]
    if not inputs or not inputs[0]:
        return []
    names = tuple(f"a{place}" for place in range(len(inputs[0])))
    engine = Search(Task("f", names, inputs, (), weights=weights, returns="any"))
    engine.clock.now = lambda: engine.clock.tried  # so that a run that repeats ends alike
    for _ in engine.search(terms):
        pass
    kinds: dict[tuple[int, str], list[Entry]] = defaultdict(list)
    for groups in engine.bank.levels.values():
        for _, root, entries in groups:
            if isinstance(root, Production):
                for entry in entries:
                    size = len(list(heads(entry)))
                    if entry.mask == FULL and size <= LARGEST:
                        kinds[size, root.text].append(entry)
    draw = random.Random(f"{seed} {problem.name}")
    drawn: list[Entry] = []
    while kinds and len(drawn) < count:
        for kind in sorted(kinds):
            left = kinds[kind]
            place = draw.randrange(len(left))
            left[place], left[-1] = left[-1], left[place]
            drawn.append(left.pop())
            if not left:
                del kinds[kind]
    draw.shuffle(drawn)
    return [
        Sample.of(said(each), inputs, each.values, occurrences(each, ROOT, 0))
        for each in drawn[:count]
    ]


def occurrences(entry: Entry, parent: Production | str, place: int) -> Iterator[Occurrence]:
    """Yield the occurrences in an entry that stands at a place of a parent."""
    entry = entry.body if isinstance(entry, Abstraction) else entry
    yield Occurrence(parent, place, entry.type, entry.root)
    if isinstance(entry.root, Production):
        for number, argument in enumerate(entry.arguments):
            yield from occurrences(argument, entry.root, number)


def heads(entry: Entry) -> Iterator[Production]:
    """Yield the productions of an entry, in reading order."""
    return (each.head for each in occurrences(entry, ROOT, 0) if isinstance(each.head, Production))


def said(entry: Entry) -> list[str]:
    """Return a term in words: what its productions are about."""
    return encoding.words(" ".join(each.about for each in heads(entry)))
