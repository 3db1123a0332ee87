"""What each kind of weights is worth to the search: the same tasks, the same time, one process.

Tasks of MBPP's training part are held back, evenly chosen, with all problems that ask for the same;
what is counted and trained is so on the rest and on the shipped problems. A task's reference says
when a right program is found.
"""

import math
import random
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from codegarden.benchmarks._agreement import agrees_with, known_for, passes
from codegarden.benchmarks._solving import evenly
from codegarden.generation.generate import understand
from codegarden.generation.given import given_tests
from codegarden.guide.corpus import Encoder
from codegarden.guide.making import Amount, enumerate_all
from codegarden.guide.model import Guide
from codegarden.guide.samples import solved
from codegarden.importers import examples, mbpp
from codegarden.program import Problem, Program
from codegarden.sandbox import Limits, Sandbox
from codegarden.settings import load
from codegarden.synthesis.counting import CountedWeights, Counts, Tilt
from codegarden.synthesis.portfolio import Portfolio
from codegarden.synthesis.productions import language
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.retrieval import Corpus, terms
from codegarden.synthesis.tasks import Task
from codegarden.synthesis.weights import Weights

HELD_BACK = 0.1  # of the training problems, whose inputs validate the guide
NEIGHBOURS, SMOOTHED = 10, 10.0  # solved problems, and heads that their share is smoothed with
JUDGED = 12  # programs of a search that are run beside the reference, the first

Weigh = Callable[[Problem, Task], Weights]


def run(
    file: Annotated[Path, typer.Argument(help="MBPP in JSON Lines; ids 1-10 and 511-974 are used")],
    seconds: Annotated[float, typer.Option(help="seconds for a task and kind of weights")] = 10.0,
    limit: Annotated[int, typer.Option(help="so many of the tasks are held back")] = 60,
    terms_each: Annotated[int, typer.Option("--terms", help="enumerated on a problem")] = 30_000,
    samples: Annotated[int, typer.Option(help="terms learned from, of each problem")] = 100,
    epochs: Annotated[int, typer.Option(help="of training, at most")] = 8,
    processes: Annotated[int, typer.Option(help="that enumerate")] = 2,
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
        found: dict[str, list[Found]] = {name: [] for name in kinds}
        for problem in held:
            task = posed(problem)
            for name, weigh in kinds.items():
                one = Found()
                if task is not None:
                    given = replace(task, weights=weigh(problem, task))
                    one = searched(problem, given, seconds, sandbox)
                found[name].append(one)
            texts = (f"{name} {each[-1]}" for name, each in found.items())
            print(f"{problem.name:10}", ", ".join(texts), flush=True)
    return {name: figures(each, found["guide"]) for name, each in found.items()}


@dataclass(frozen=True)
class Found:
    """Expressions before a search had a program that passes, and a right one; None: never."""

    passing: int | None = None
    right: int | None = None

    def __str__(self) -> str:
        return "-" if self.passing is None else f"{self.passing}/{self.right or '-'}"


def unlike(held: Sequence[Problem], known: list[Problem], sandbox: Sandbox) -> list[Problem]:
    """Return the known problems that ask for nothing that a held-back one asks for."""
    for problem in held:
        known = known_for(problem, known, sandbox)
    return known


def posed(problem: Problem) -> Task | None:
    """Return a problem as the task of a search, None where its tests don't say what is wanted."""
    tests = given_tests(list(problem.tests))
    specification, _, given = understand(problem.description, problem.entry_point, tests, "rules")
    params = tuple(each.name for each in specification.parameters)
    if not given.pairs or any(len(args) != len(params) for args, _ in given.pairs):
        return None
    inputs, outputs = zip(*given.pairs, strict=True)
    told = (problem.description, specification.constants)
    return Task(specification.entry_point, params, inputs, outputs, *told)


def weighed(
    problems: Sequence[Problem], amount: Amount, epochs: int, processes: int, seed: int
) -> dict[str, Weigh]:
    """Return the kinds of weights, each a function of a problem and its task."""
    known = language()
    recognizer = Recognizer(known)
    counts, corpus = Counts(problems, recognizer), Corpus(problems)
    guides = trained(problems, amount, epochs, processes, seed)

    def stems(problem: Problem) -> list[str]:
        return list(terms(problem.description, problem.entry_point))

    def guided(guide: Guide) -> Weigh:
        def weigh(problem: Problem, task: Task) -> Weights:
            given = (problem.description, problem.entry_point, task.inputs, task.outputs)
            return CountedWeights(known, counts, stems(problem), guide.tilt(*given))

        return weigh

    def by_neighbours(problem: Problem, task: Task) -> Weights:
        nearest = corpus.nearest(problem.description, problem.entry_point)[:NEIGHBOURS]
        tilt = tilt_of((each for _, each in nearest), counts, recognizer)
        return CountedWeights(known, counts, (), tilt)

    return {
        "uniform": lambda problem, task: Weights(known),
        "frequency": lambda problem, task: CountedWeights(known, counts),
        "words": lambda problem, task: CountedWeights(known, counts, stems(problem)),
        "neighbours": by_neighbours,
        **{name: guided(guide) for name, guide in guides.items()},
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
    from codegarden.guide.training import Corpus as Samples
    from codegarden.guide.training import train

    shuffled = random.Random(seed).sample(list(problems), len(problems))
    cut = round(HELD_BACK * len(shuffled))
    encoder = Encoder.of(language(), shuffled[cut:])
    cache = load().cache
    recognizer = Recognizer(language())
    made = [
        enumerate_all(part, encoder, amount, seed, processes, cache)
        for part in (shuffled[cut:], shuffled[:cut])
    ]
    read = [sample for each in shuffled[cut:] if (sample := solved(each, recognizer))]
    corpus = Samples(encoder, *made, encoder.folded(read))
    guides = {}
    for name, parts in (("perceptron", ("signature",)), ("guide", Config().parts)):
        guide, history = train(Config(parts=parts, epochs=epochs), corpus, seed)
        print(
            f"{name}: {len(made[0])} samples, {history['seconds'].sum():.0f} s, share", guide.share
        )
        print(guide.card["figures"], flush=True)
        guides[name] = guide
    return guides


def searched(problem: Problem, task: Task, seconds: float, sandbox: Sandbox) -> Found:
    """Return when a search finds a program that passes, and a right one, which ends it."""
    passing, judged = None, 0
    with Portfolio(task, seconds) as portfolio:
        while not portfolio.done:
            for each in portfolio.poll(1.0):
                program = Program(each.source, problem.entry_point)
                if each.passed < each.rows or judged == JUDGED:
                    continue
                if not passes(problem, program, sandbox):
                    continue
                judged += 1
                passing = passing or portfolio.tried
                if agrees_with(problem, program, sandbox):
                    return Found(passing, portfolio.tried)
    return Found(passing)


def figures(found: Sequence[Found], guided: Sequence[Found]) -> dict[str, Any]:
    """Return the figures of one kind of weights."""
    right = [each.right for each in found if each.right]
    pairs = [(a.right, b.right) for a, b in zip(found, guided, strict=True) if a.right and b.right]
    logs = [math.log(a / b) for a, b in pairs]
    return {
        "tasks": len(found),
        "solved": sum(each.passing is not None for each in found),
        "right": len(right),
        "median_expressions": statistics.median(right) if right else None,
        "fewer": round(math.exp(statistics.fmean(logs)), 2) if logs else None,
    }
