"""How well the weights of the search foresee programs that they were not counted on, in bits.

Each task of MBPP's training part is left out, with its twins, of what is counted; the cost of its
reference's productions is what the search would pay for it. The options are the numbers that stand
in ``synthesis/counting``: this command is what they were chosen with.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from codegarden.benchmarks._solving import evenly
from codegarden.generation.agreement import known_for
from codegarden.guide.samples import Occurrence, written
from codegarden.importers import examples, mbpp
from codegarden.sandbox import Limits, Sandbox
from codegarden.settings import load
from codegarden.synthesis import counting
from codegarden.synthesis.counting import CountedWeights, Counts
from codegarden.synthesis.productions import language
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.retrieval import terms
from codegarden.synthesis.weights import Weights


def run(
    file: Annotated[Path, typer.Argument(help="MBPP in JSON Lines; ids 1-10 and 511-974 are used")],
    limit: Annotated[int, typer.Option(help="so many of the tasks, evenly chosen")] = 100,
    prior: Annotated[float, typer.Option(help="occurrences that the share anywhere is worth")] = (
        counting.PRIOR
    ),
    shrunk: Annotated[float, typer.Option(help="problems' worth of doubt")] = counting.SHRUNK,
    own: Annotated[float, typer.Option(help="worth of a documentation's word")] = counting.OWN,
    heard: Annotated[float, typer.Option(help="share of the words' bits")] = counting.HEARD,
) -> dict[str, float]:
    """Print the bits of a production of held-back programs, by kind of weights.

    Returns
    -------
    dict
        ``tasks``; how many ``productions`` their references have; the mean bits of one under
        ``uniform`` weights, by ``frequency`` and place alone, and with ``words``.
    """
    counting.PRIOR, counting.SHRUNK, counting.OWN, counting.HEARD = prior, shrunk, own, heard
    tasks = list(mbpp.read(file, "1-10,511-974"))
    known = [*tasks, *examples.read(load().data / "examples")]
    chosen = evenly(tasks, limit)
    recognizer = Recognizer(language())
    bits: dict[str, float] = {"uniform": 0.0, "frequency": 0.0, "words": 0.0}
    productions = 0.0
    with Sandbox(workers=1, limits=Limits(cpu_s=1.0)) as sandbox:
        for task in chosen:
            counts = Counts(known_for(task, known, sandbox), recognizer)
            stems = list(terms(task.description, task.entry_point))
            kinds = {
                "uniform": Weights(language()),
                "frequency": CountedWeights(language(), counts),
                "words": CountedWeights(language(), counts, stems),
            }
            reference = next(each for each in task.programs if each.is_correct)
            # only where the type is known without a run, and inside of something
            found = written(reference.source, recognizer)
            places = [each for each in found if each.type is not None]
            productions += math.fsum(each.share for each in places)
            for name, weights in kinds.items():
                bits[name] += paid(weights, places)
    means = {name: round(total / productions, 3) for name, total in bits.items()}
    return {"tasks": len(chosen), "productions": round(productions)} | means


def paid(weights: Weights, places: Sequence[Occurrence]) -> float:
    """Return the bits that a search pays for productions, unrounded."""
    return math.fsum(
        -each.share * math.log2(weights.probability(each.parent, each.place, each.type, each.head))
        for each in places
    )
