"""The sources of candidates in the order in which they are asked."""

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from codegarden.description import Specification
from codegarden.generation.judging import Ledger
from codegarden.generation.writing import written
from codegarden.program import Problem
from codegarden.synthesis.candidates import Candidate
from codegarden.synthesis.enumeration import Found, Task
from codegarden.synthesis.examples import calls_of
from codegarden.synthesis.genetic import Population
from codegarden.synthesis.inputs import invented
from codegarden.synthesis.retrieval import Corpus
from codegarden.synthesis.templates import templates
from codegarden.synthesis.worker import EnumerationWorker

BATCH = 8  # retrieved programs that are judged between two looks at the enumeration
UNTESTED_S = 2.0  # of enumeration where no test can tell one program from another
GRACE_S = 4.0  # for something better than the first answer, or less if that came sooner


@dataclass
class Request:
    """What is asked for and what may be used."""

    specification: Specification
    corpus: tuple[Problem, ...]
    language_model: Any
    random: random.Random
    without: set[str] = field(default_factory=set)
    enumerated: int = 0

    @property
    def params(self) -> list[str]:
        """The names of the parameters."""
        return [p.name for p in self.specification.parameters]


def propose(request: Request) -> Iterator[Candidate]:
    """Yield what the quick sources propose, each source's likely candidates first."""
    spec = request.specification
    yield from templates(spec)
    model = request.language_model
    if "language model" not in request.without and hasattr(model, "next_log_probs"):
        yield from written(model, spec, request.random)
    if "retrieval" not in request.without and request.corpus:
        types = [*(p.type for p in spec.parameters), spec.returns]
        known = types if spec.examples or spec.parameters else None
        yield from Corpus(request.corpus).candidates(spec.text, spec.entry_point, known)


def search(request: Request, ledger: Ledger, deadline: float, progress) -> bool:
    """Fill the ledger from all sources until it holds a good answer or the time is over.

    Enumeration runs in a worker meanwhile. Returns whether ``progress`` asked to stop.
    """
    task = None if "enumeration" in request.without else task_of(request, ledger)
    quick = propose(request)
    with ExitStack() as stack:
        worker = None
        if task is not None:
            left = max(0.1, deadline - time.monotonic())
            left -= min(1.0, 0.2 * left)  # its partial programs come last, and are judged too
            seconds = left if ledger.tests else min(left, UNTESTED_S)
            worker = stack.enter_context(EnumerationWorker(task, seconds))
        first: float | None = None
        population = Population(request.specification.entry_point, request.random)
        while time.monotonic() < deadline:
            batch = list(islice(quick, BATCH))
            breeds = not batch and ledger.tests and "genetic search" not in request.without
            if breeds and not ledger.passing:
                batch = population.children(BATCH // 2)
            for judged in ledger.judge(batch, deadline):
                population.add(judged.candidate, judged.share)
            if worker is not None:
                found = worker.poll(0.0 if batch else min(0.2, deadline - time.monotonic()))
                for judged in ledger.judge([candidate_of(each) for each in found], deadline):
                    population.add(judged.candidate, judged.share)
                request.enumerated = worker.tried
            if progress("search", ledger.elapsed):
                return True
            if ledger.passing:
                first = first or time.monotonic()
                if is_settled(ledger, worker, first):
                    break
            if not batch and (worker is None or worker.done):
                break
    return False


def is_settled(ledger: Ledger, worker: EnumerationWorker | None, first: float) -> bool:
    """Return whether something better than the best passing candidate need not be sought."""
    cheapest = ledger.passing[0].candidate.cost
    if worker is None or worker.done or worker.level >= cheapest:
        return True
    return time.monotonic() - first > min(GRACE_S, 1.0 + (first - ledger.started))


def task_of(request: Request, ledger: Ledger) -> Task | None:
    """Return the enumeration's task, or None where the tests give it nothing to work with.

    Without any test, invented inputs take the place of given ones, and no output is expected.
    """
    _, pairs = calls_of(ledger.tests)
    params = request.params
    spec = request.specification
    if not ledger.tests and spec.steps and params and not spec.kind.startswith("file"):
        inputs = invented([p.type for p in spec.parameters])
    elif pairs and all(len(args) == len(params) for args, _ in pairs):
        inputs = [args for args, _ in pairs]
    else:
        return None
    return Task(
        spec.entry_point,
        tuple(params),
        tuple(inputs),
        tuple(result for _, result in pairs),
        f"{spec.text} {spec.entry_point.replace('_', ' ')}",
        spec.constants,
        "" if pairs else str(spec.returns),
    )


def candidate_of(found: Found) -> Candidate:
    """Return an enumerated program as a candidate; a partial one ranks behind whole ones."""
    cost = found.cost + (10.0 * (1 - found.passed / found.rows) if found.rows else 0.0)
    return Candidate(found.source, "enumeration", cost, f"cost {found.cost:g}", found.operations)
