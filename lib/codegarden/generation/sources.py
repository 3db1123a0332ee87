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
from codegarden.program import Problem
from codegarden.synthesis.candidates import Candidate
from codegarden.synthesis.enumeration import Found, Task
from codegarden.synthesis.examples import calls_of
from codegarden.synthesis.retrieval import Corpus
from codegarden.synthesis.templates import templates
from codegarden.synthesis.worker import EnumerationWorker

BATCH = 8  # retrieved programs that are judged between two looks at the enumeration
GRACE_LEVELS = 2  # of cost beyond that of the first answer, through which enumeration goes on
GRACE_S = 4.0  # but no longer than this, and no longer than it took so far


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
    if "language model" not in request.without and hasattr(model, "sample_programs"):
        prompt = f'{spec.signature}:\n    """{spec.text}"""\n'
        for code in model.sample_programs(prompt, 20, request.random.randrange(2**31)):
            yield Candidate(code, "language model", 10.0)
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
            seconds = max(0.1, deadline - time.monotonic())
            worker = stack.enter_context(EnumerationWorker(task, seconds))
        first: float | None = None
        while time.monotonic() < deadline:
            batch = list(islice(quick, BATCH))
            ledger.judge(batch, deadline)
            if worker is not None:
                found = worker.poll(0.0 if batch else min(0.2, deadline - time.monotonic()))
                ledger.judge([candidate_of(each) for each in found], deadline)
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
    if worker is None or worker.done or worker.level >= cheapest + GRACE_LEVELS:
        return True
    return time.monotonic() - first > min(GRACE_S, 1.0 + (first - ledger.started))


def task_of(request: Request, ledger: Ledger) -> Task | None:
    """Return the enumeration's task, or None where no test gives inputs and outputs."""
    _, pairs = calls_of(ledger.tests)
    params = request.params
    if not pairs or not all(len(args) == len(params) for args, _ in pairs):
        return None
    spec = request.specification
    return Task(
        spec.entry_point,
        tuple(params),
        tuple(args for args, _ in pairs),
        tuple(result for _, result in pairs),
        f"{spec.text} {spec.entry_point.replace('_', ' ')}",
        spec.constants,
    )


def candidate_of(found: Found) -> Candidate:
    """Return an enumerated program as a candidate; a partial one ranks behind whole ones."""
    cost = found.cost + 10.0 * (1 - found.passed / found.rows)
    return Candidate(found.source, "enumeration", cost, f"cost {found.cost:g}", found.operations)
