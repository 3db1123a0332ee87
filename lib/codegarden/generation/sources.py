"""The sources of candidates in the order in which they are asked."""

import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from codegarden.description import Specification, request_in
from codegarden.description.examples import literal
from codegarden.generation.enumerating import Enumerating
from codegarden.generation.judging import Ledger
from codegarden.generation.writing import written
from codegarden.program import Problem
from codegarden.synthesis.adaptation import as_component
from codegarden.synthesis.candidates import Candidate
from codegarden.synthesis.examples import calls_of
from codegarden.synthesis.genetic import Population
from codegarden.synthesis.inputs import invented
from codegarden.synthesis.learning import Lessons
from codegarden.synthesis.operations import standard_operations
from codegarden.synthesis.retrieval import Corpus
from codegarden.synthesis.tasks import PARTS, Found, Retrieved, Task
from codegarden.synthesis.templates import templates

BATCH = 8  # retrieved programs that are judged between two looks at the enumeration
GRACE_S = 6.0  # for something better than the first answer
DEAR, DEAR_GRACE_S = 14.0, 30.0  # of an answer of such a cost, something better is likely
COMPONENTS = 16  # known functions that enumeration may build on
COMPONENT_COST = 0.6  # of a retrieved program's own


SOURCES = ("retrieval", "enumeration", "language model", "genetic search")
ALL_PARTS = (*SOURCES, *PARTS, "components", "learned weights", "spacy")


class UnknownPartError(ValueError):
    """A source or part to leave out that there is none of; the message lists those there are."""


def checked_parts(names: Iterable[str]) -> set[str]:
    """Return the names, if there are such sources and parts; else raise ``UnknownPartError``."""
    chosen = set(names)
    for name in sorted(chosen - set(ALL_PARTS)):
        raise UnknownPartError(f"without: {name!r} is not one of {', '.join(ALL_PARTS)}")
    return chosen


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
    def words(self) -> str:
        """What the description says in words."""
        return request_in(self.specification)

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
        yield from Corpus(request.corpus).candidates(
            request.words, spec.entry_point, known, request.params
        )


def search(request: Request, ledger: Ledger, deadline: float, progress) -> bool:
    """Fill the ledger from all sources until it holds a good answer or the time is over.

    Enumeration runs in a worker meanwhile. It starts anew, once, when the retrieved programs have
    been judged and none passes: what they gave are values that it can build on. Returns whether
    ``progress`` asked to stop.
    """
    task = None if "enumeration" in request.without else task_of(request, ledger)
    quick = propose(request)
    population = Population(request.specification.entry_point, request.random)
    first: float | None = None
    with Enumerating(task, ledger, deadline) as enumerating:
        while time.monotonic() < deadline:
            batch = list(islice(quick, BATCH))
            if not batch and not enumerating.is_last and not is_likely(ledger):
                enumerating.build_on(components(request, ledger))
            breeds = not batch and ledger.tests and "genetic search" not in request.without
            if breeds and not is_likely(ledger):
                batch = population.children(BATCH // 2)
            for judged in ledger.judge(batch, deadline):
                population.add(judged.candidate, judged.share)
            found = enumerating.poll(0.0 if batch else min(0.2, deadline - time.monotonic()))
            for judged in ledger.judge(map(candidate_of, found), deadline):
                population.add(judged.candidate, judged.share)
            request.enumerated = enumerating.tried
            if progress("search", ledger.elapsed):
                return True
            if ledger.passing:
                first = first or time.monotonic()
                if is_settled(ledger, enumerating, first, deadline):
                    break
            if not batch and enumerating.done:
                break
    return False


def components(request: Request, ledger: Ledger) -> list[Retrieved]:
    """Return the nearest retrieved programs that give plain, short values on all inputs."""
    found: dict[tuple, Retrieved] = {}
    if "components" in request.without:
        return []
    _, pairs = calls_of(ledger.tests)
    retrieved = [j for j in ledger.judged if j.candidate.source == "retrieval"]
    for judged in sorted(retrieved, key=lambda j: j.candidate.cost):
        texts = tuple(v.returned for v in judged.verdicts)
        if len(found) == COMPONENTS or len(pairs) != len(texts) or texts in found:
            continue
        values = tuple(map(literal, texts))
        if len(set(texts)) > 1 and all(v is not None for v in values):
            spec = request.specification
            name, source = as_component(judged.candidate, spec.entry_point, request.params)
            cost = max(3, round(judged.candidate.cost * COMPONENT_COST))
            found[texts] = Retrieved(name, source, values, cost)
    return list(found.values())


def is_settled(ledger: Ledger, enumerating: Enumerating, first: float, deadline: float) -> bool:
    """Return whether something better than the best passing candidate need not be sought.

    The dearer the answer, the longer something better is looked for.
    """
    cheapest = ledger.passing[0].candidate.cost
    if enumerating.done or enumerating.level >= cheapest:
        return True
    grace, share = (GRACE_S, 0.3) if is_likely(ledger) else (DEAR_GRACE_S, 0.6)
    return time.monotonic() - first > min(grace, share * (deadline - first))


def is_likely(ledger: Ledger) -> bool:
    """Return whether a passing candidate is so cheap that it may well be right."""
    return bool(ledger.passing) and ledger.passing[0].candidate.cost <= DEAR


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
    named = bool(pairs) or spec.entry_point in spec.text  # else the name is made of the text
    name = spec.entry_point.replace("_", " ") if named else ""
    return Task(
        spec.entry_point,
        tuple(params),
        tuple(inputs),
        tuple(result for _, result in pairs),
        f"{request.words} {name}",
        spec.constants,
        "" if pairs else str(spec.returns),
        frozenset(request.without),
        tuple(sorted(learned(request).items())),
    )


def learned(request: Request) -> dict[str, float]:
    """Return which operations the solved problems make likelier for such a description."""
    if "learned weights" in request.without or not request.corpus:
        return {}
    spec = request.specification
    lessons = Lessons(request.corpus)
    return lessons.weights(request.words, spec.entry_point, standard_operations())


def candidate_of(found: Found) -> Candidate:
    """Return an enumerated program as a candidate; a partial one ranks behind whole ones."""
    cost = found.cost + (10.0 * (1 - found.passed / found.rows) if found.rows else 0.0)
    return Candidate(found.source, "enumeration", cost, f"cost {found.cost:g}", found.operations)
