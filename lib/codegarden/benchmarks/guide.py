"""What each kind of weights is worth to the search: the same tasks, the same time, one process.

Tasks of MBPP's training part are held back, evenly chosen, with all problems that ask for the same;
what is counted and trained is so on the rest and on the shipped problems. A task's reference says
when a right program is found.
"""

import math
import random
import statistics
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from codegarden.benchmarks._solving import evenly
from codegarden.generation.agreement import known_for
from codegarden.generation.effort import Effort, Weigh, both_right, effort_table, efforts
from codegarden.guide.making import Amount, lessons
from codegarden.guide.model import Guide
from codegarden.guide.weighing import weigher
from codegarden.importers import examples, mbpp
from codegarden.program import Problem
from codegarden.sandbox import Limits, Sandbox
from codegarden.settings import load
from codegarden.synthesis.counting import Counts
from codegarden.synthesis.mixture import CountedWeights, Tilt
from codegarden.synthesis.productions import language
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.retrieval import Corpus
from codegarden.synthesis.weights import Weights

HELD_BACK = 0.1  # of the training problems, whose inputs validate the guide
NEIGHBOURS, SMOOTHED = 10, 10.0  # solved problems, and heads that their share is smoothed with


def run(
    file: Annotated[Path, typer.Argument(help="MBPP in JSON Lines; ids 1-10 and 511-974 are used")],
    seconds: Annotated[float, typer.Option(help="of processor time, for a task and kind")] = 10.0,
    limit: Annotated[int, typer.Option(help="so many of the tasks are held back")] = 60,
    terms_each: Annotated[int, typer.Option("--terms", help="enumerated on a problem")] = 30_000,
    samples: Annotated[int, typer.Option(help="terms learned from, of each problem")] = 100,
    epochs: Annotated[int, typer.Option(help="of training, at most")] = 8,
    processes: Annotated[int, typer.Option(help="that enumerate and search")] = 2,
    seed: int = 0,
) -> dict[str, Any]:
    """Search for the same tasks with uniform, counted, neighbours' and learned weights.

    Returns
    -------
    dict
        For each kind of weights: ``tasks``; how many are ``solved`` (pass the asserts) and
        ``right`` (a program among the first that pass does what the reference does);
        ``median_expressions`` until then; and ``fewer``, how many times fewer expressions the guide
        takes to the first right program, as the geometric mean over tasks that both find.
    """
    tasks = list(mbpp.read(file, "1-10,511-974"))
    held = evenly(tasks, limit)
    with Sandbox(workers=1, limits=Limits(cpu_s=1.0)) as sandbox:
        rest = unlike(held, [*tasks, *examples.read(load().data / "examples")], sandbox)
        print(f"{len(held)} tasks held back; {len(rest)} problems to learn from", flush=True)
        amount = Amount(terms_each, samples)
        kinds = weighed(rest, amount, epochs, processes, seed)
        found = efforts(
            held,
            kinds,
            seconds,
            sandbox,
            processes,
            lambda done: print(f"{done} of {len(held)} tasks", flush=True),
        )
    return figures(found)


def unlike(held: Sequence[Problem], known: list[Problem], sandbox: Sandbox) -> list[Problem]:
    """Return the known problems that ask for nothing that a held-back one asks for."""
    for problem in held:
        known = known_for(problem, known, sandbox)
    return known


def weighed(
    problems: Sequence[Problem], amount: Amount, epochs: int, processes: int, seed: int
) -> dict[str, Weigh]:
    """Return the kinds of weights, each a function of a problem and its task."""
    known = language()
    recognizer = Recognizer(known)
    counts, corpus = Counts(problems, recognizer), Corpus(problems)
    guides = trained(problems, amount, epochs, processes, seed)

    def by_neighbours(problem: Problem) -> Weights:
        nearest = corpus.nearest(problem.description, problem.entry_point)[:NEIGHBOURS]
        tilt = tilt_of((each for _, each in nearest), counts, recognizer)
        return CountedWeights(known, counts, tilt=tilt)

    return {
        "uniform": lambda problem: Weights(known),
        "frequency": lambda problem: CountedWeights(known, counts),
        "words": weigher(counts),
        "neighbours": by_neighbours,
        **{name: weigher(counts, guide) for name, guide in guides.items()},
    }


def tilt_of(problems: Iterable[Problem], counts: Counts, recognizer: Recognizer) -> Tilt:
    """Return by how much heads are likelier in some problems than in all."""
    near = Counts(problems, recognizer).heads
    total, all_ = sum(near.values()), sum(counts.heads.values())
    bits = {}
    for head, count in counts.heads.items():
        smooth = (near[head] + SMOOTHED * count / all_) / (total + SMOOTHED)
        bits[head] = math.log2(smooth * all_ / count)
    return Tilt(bits, bits)


def trained(
    problems: Sequence[Problem], amount: Amount, epochs: int, processes: int, seed: int
) -> dict[str, Guide]:
    """Return a perceptron that reads signatures alone, and the guide, trained alike."""
    from codegarden.guide.network import Config  # here: Keras takes seconds to import
    from codegarden.guide.training import train

    shuffled = random.Random(seed).sample(list(problems), len(problems))
    cut = round(HELD_BACK * len(shuffled))
    corpus = lessons(shuffled[cut:], shuffled[:cut], amount, seed, processes, load().cache)
    guides = {}
    for name, parts in (("perceptron", ("signature",)), ("guide", Config().parts)):
        guide, history = train(Config(parts=parts, epochs=epochs), corpus, seed)
        print(
            f"{name}: {len(corpus.train)} samples, {history['seconds'].sum():.0f} s, share",
            guide.share,
        )
        print(guide.card["figures"], flush=True)
        guides[name] = guide
    return guides


def figures(found: Mapping[str, Sequence[Effort]]) -> dict[str, Any]:
    """Return the figures of each kind of weights."""
    made = {}
    for name, row in effort_table(found).iterrows():
        logs = [math.log(a.tried / b.tried) for a, b in both_right(found[name], found["guide"])]
        made[name] = {
            "tasks": int(row["problems"]),
            "solved": int(row["solved"]),
            "right": int(row["right"]),
            "median_expressions": row["expressions"],
            "fewer": round(math.exp(statistics.fmean(logs)), 2) if logs else None,
        }
    return made
