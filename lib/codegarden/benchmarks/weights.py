"""How well the weights of the search foresee programs that they were not counted on, in bits.

Each task of MBPP's training part is left out, with its twins, of what is counted; the cost of its
reference's productions is what the search would pay for it. The options are the numbers that stand
in ``synthesis/counting``: this command is what they were chosen with, and ``--fit`` fits the
exponents of its mixture.
"""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import typer
from scipy.special import softmax

from codegarden.benchmarks._fitting import conditional_logit
from codegarden.benchmarks._solving import evenly
from codegarden.files import write_whole
from codegarden.generation.agreement import known_for
from codegarden.guide.samples import Occurrence, written
from codegarden.importers import examples, mbpp
from codegarden.program import Problem
from codegarden.sandbox import Limits, Sandbox
from codegarden.settings import load
from codegarden.synthesis import counting, mixture
from codegarden.synthesis.counting import Asked, Counts, evidence, lifts
from codegarden.synthesis.mixture import CountedWeights
from codegarden.synthesis.productions import language
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.weights import Weights

SHARES = {"shares": 1.0, "words": 0.0, "types": 0.0}  # a mixture of nothing but shares
FOLDS = 5


class Choice(NamedTuple):
    """A head that stands at a place of a reference, among those that could.

    ``bits`` are of shape ``(heads, kinds of evidence)``; ``task`` is the number of its task.
    """

    bits: np.ndarray
    taken: int
    share: float
    task: int


def run(
    file: Annotated[Path, typer.Argument(help="MBPP in JSON Lines; ids 1-10 and 511-974 are used")],
    limit: Annotated[int, typer.Option(help="so many of the tasks, evenly chosen")] = 100,
    prior: Annotated[float, typer.Option(help="occurrences that the standard library is worth")] = (
        mixture.PRIOR
    ),
    usual: Annotated[float, typer.Option(help="what the share anywhere is worth there")] = (
        mixture.USUAL
    ),
    near: Annotated[float, typer.Option(help="problems that the same words are worth")] = (
        counting.NEAR
    ),
    fall: Annotated[float, typer.Option(help="power of the similarity")] = counting.FALL,
    own: Annotated[float, typer.Option(help="worth of a documentation's word")] = counting.OWN,
    fit: Annotated[bool, typer.Option(help="fit the exponents of the mixture anew")] = False,
) -> dict[str, float]:
    """Print the bits of a production of held-back programs, by kind of weights.

    Returns
    -------
    dict
        ``tasks``; how many ``productions`` their references have; the mean bits of one under
        ``uniform`` weights, by ``frequency`` and place alone, with ``near`` problems counting
        more, and ``mixed`` with words and types. With ``--fit``, ``held_back`` are those of a
        mixture that was fitted to the other four fifths of the tasks.
    """
    mixture.PRIOR, mixture.USUAL = prior, usual
    counting.NEAR, counting.FALL, counting.OWN = near, fall, own
    tasks = list(mbpp.read(file, "1-10,511-974"))
    known = [*tasks, *examples.read(load().data / "examples")]
    chosen = evenly(tasks, limit)
    recognizer = Recognizer(language())
    bits = dict.fromkeys(("uniform", "frequency", "near", "mixed"), 0.0)
    productions, choices = 0.0, []
    with Sandbox(workers=1, limits=Limits(cpu_s=1.0)) as sandbox:
        for number, task in enumerate(chosen):
            counts = Counts(known_for(task, known, sandbox), recognizer)
            asked = Asked.by(task)
            shares = CountedWeights(language(), counts, asked, mixture=SHARES)
            kinds = {
                "uniform": Weights(language()),
                "frequency": CountedWeights(language(), counts),
                "near": shares,
                "mixed": CountedWeights(language(), counts, asked),
            }
            places = places_of(task, shares, recognizer)
            productions += math.fsum(each.share for each in places)
            for name, weights in kinds.items():
                bits[name] += paid(weights, places)
            choices += choices_of(places, shares, counts, asked, number)
    means = {name: round(total / productions, 3) for name, total in bits.items()}
    if fit:
        means["held_back"] = round(held_back(choices), 3)
        exponents = dict(zip(SHARES, fitted(choices).round(2).tolist(), strict=True))
        record = {"tasks": len(chosen), "bits": means, "exponents": exponents}
        write_whole(mixture.FITTED, json.dumps(record, indent=2) + "\n")
    return {"tasks": len(chosen), "productions": round(productions)} | means


def places_of(task: Problem, weights: Weights, recognizer: Recognizer) -> list[Occurrence]:
    """Return the occurrences in a task's reference whose type is known without a run."""
    reference = next(each for each in task.programs if each.is_correct)
    found = [each for each in written(reference.source, recognizer) if each.type is not None]
    return [each for each in found if each.head in weights.able(each.type)]


def paid(weights: Weights, places: Sequence[Occurrence]) -> float:
    """Return the bits that a search pays for productions, unrounded."""
    return math.fsum(
        -each.share * math.log2(weights.probability(each.parent, each.place, each.type, each.head))
        for each in places
    )


def choices_of(
    places: Sequence[Occurrence], shares: Weights, counts: Counts, asked: Asked, task: int
) -> list[Choice]:
    """Return occurrences as choices, with the bits of the heads' shares and of what tells more."""
    marks, found = asked.marks, []
    told = {}
    for each in places:
        able = shares.able(each.type)
        for head in able:
            if head not in told:
                words = lifts(counts, head, marks["words"])
                told[head] = list(evidence(counts, head, words, marks["types"]).values())
        own = [shares.probability(each.parent, each.place, each.type, head) for head in able]
        bits = np.column_stack([np.log2(own), [told[head] for head in able]])
        found.append(Choice(bits, able.index(each.head), each.share, task))
    return found


def fitted(choices: Sequence[Choice]) -> np.ndarray:
    """Return the exponents under which choices are likeliest."""
    return conditional_logit(
        [choice.bits * math.log(2) for choice in choices],
        [np.eye(len(choice.bits))[choice.taken] for choice in choices],
        ridge=0.0,
        shares=[choice.share for choice in choices],
    )


def chances_of(choice: Choice, exponents: np.ndarray) -> np.ndarray:
    """Return the probabilities of a choice's heads under a mixture."""
    return softmax(choice.bits @ exponents * math.log(2))


def held_back(choices: Sequence[Choice]) -> float:
    """Return the mean bits of choices under mixtures fitted to those of other tasks."""
    total = 0.0
    for fold in range(FOLDS):
        exponents = fitted([each for each in choices if each.task % FOLDS != fold])
        for choice in choices:
            if choice.task % FOLDS == fold:
                total -= choice.share * math.log2(chances_of(choice, exponents)[choice.taken])
    return total / math.fsum(choice.share for choice in choices)
