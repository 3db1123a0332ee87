"""The sources of candidates in the order in which they are asked."""

import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice, takewhile
from typing import Any

from codegarden.description import Specification, request_in
from codegarden.description.examples import literal
from codegarden.generation.enumerating import Enumerating
from codegarden.generation.judging import Ledger
from codegarden.generation.writing import written
from codegarden.program import Problem
from codegarden.synthesis.adaptation import as_component
from codegarden.synthesis.candidates import Candidate
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
PATIENCE_S = 4.0  # of search without an answer: about what loading a language model takes
LOADING_S = 15.0  # that must be left where a language model is still to be loaded
INDEXING = 0.2  # of the time that is left, at most, to index the solved problems
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
    def must_load(self) -> bool:
        """Whether there is a language model that is yet to be loaded."""
        return callable(self.language_model) and not hasattr(self.language_model, "next_log_probs")

    def model(self, deadline: float) -> Any:
        """Return the language model; one that is to be loaded only where there is time for it."""
        if self.must_load:
            if deadline - time.monotonic() < LOADING_S:
                return None
            self.language_model = self.language_model()
        return self.language_model

    @property
    def params(self) -> list[str]:
        """The names of the parameters."""
        return [p.name for p in self.specification.parameters]


def propose(request: Request, ledger: Ledger, deadline: float) -> Iterator[Candidate]:
    """Yield what the quick sources propose, each source's likely candidates first."""
    sources = {
        "template": lambda: templates(request.specification),
        "retrieval": lambda: retrieved(request, deadline),
    }
    for name, source in sources.items():
        if name not in request.without:
            yield from ledger.attempt(name, source, [])


def by_model(request: Request, ledger: Ledger, deadline: float) -> Iterator[Candidate]:
    """Yield what the language model writes."""
    if "language model" not in request.without:
        spec, draw = request.specification, request.random
        source = lambda: written(request.model(deadline), spec, draw, deadline)  # noqa: E731
        yield from ledger.attempt("language model", source, [])


def retrieved(request: Request, deadline: float) -> list[Candidate]:
    """Return the programs of the nearest solved problems, of as many as there is time to read."""
    spec = request.specification
    types = [*(p.type for p in spec.parameters), spec.returns]
    known = types if spec.examples or spec.parameters else None
    corpus = Corpus(until(request.corpus, deadline))
    return corpus.candidates(request.words, spec.entry_point, known, request.params)


def until(problems: Iterable[Problem], deadline: float) -> Iterator[Problem]:
    """Yield problems while no more than a share of the time that is left has gone."""
    now = time.monotonic()
    last = now + INDEXING * max(0.0, deadline - now)
    return takewhile(lambda _: time.monotonic() < last, problems)


def search(request: Request, ledger: Ledger, deadline: float) -> None:
    """Fill the ledger from all sources until it holds a good answer or the time is over.

    Enumeration runs in a worker meanwhile. It starts anew, once, when the retrieved programs have
    been judged and none passes: what they gave are values that it can build on.
    """
    task = None
    if "enumeration" not in request.without:
        task = ledger.attempt("enumeration", lambda: task_of(request, ledger, deadline), None)
    quick, slow = propose(request, ledger, deadline), by_model(request, ledger, deadline)
    population = Population(request.specification.entry_point, request.random)
    first: float | None = None
    with Enumerating(task, ledger, deadline) as enumerating:
        while time.monotonic() < deadline:
            batch = list(islice(quick, BATCH))
            if not batch and (not request.must_load or is_hard(ledger)):
                batch = list(islice(slow, BATCH))
            if not batch and not enumerating.is_last and not is_likely(ledger):
                known = ledger.attempt("components", lambda: components(request, ledger), [])
                enumerating.build_on(known)
            breeds = not batch and ledger.tests and not is_likely(ledger)
            if breeds and not {"genetic search"} & (request.without | ledger.failures.keys()):
                breed = partial(population.children, BATCH // 2)
                batch = ledger.attempt("genetic search", breed, [])
            for judged in ledger.judge(batch, deadline):
                population.add(judged.candidate, judged.share)
            found = enumerating.poll(0.0 if batch else min(0.2, deadline - time.monotonic()))
            for judged in ledger.judge(map(candidate_of, found), deadline):
                population.add(judged.candidate, judged.share)
            request.enumerated = enumerating.tried
            if ledger.watch(batch[0].source if batch else "enumeration"):
                break
            if ledger.passing:
                first = first or time.monotonic()
                if is_settled(ledger, enumerating, first, deadline):
                    break
            if not batch and enumerating.done:
                break


def components(request: Request, ledger: Ledger) -> list[Retrieved]:
    """Return the nearest retrieved programs that give plain, short values on all inputs."""
    found: dict[tuple, Retrieved] = {}
    if "components" in request.without:
        return []
    pairs = ledger.pairs
    judged_ones = [j for j in ledger.judged if j.candidate.source == "retrieval"]
    for judged in sorted(judged_ones, key=lambda j: j.candidate.cost):
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


def is_hard(ledger: Ledger) -> bool:
    """Return whether a task has taken so long that a language model is worth its loading."""
    return not ledger.passing and ledger.elapsed > PATIENCE_S


def is_likely(ledger: Ledger) -> bool:
    """Return whether a passing candidate is so cheap that it may well be right."""
    return bool(ledger.passing) and ledger.passing[0].candidate.cost <= DEAR


def task_of(request: Request, ledger: Ledger, deadline: float) -> Task | None:
    """Return the enumeration's task, or None where the tests give it nothing to work with.

    Without any test, invented inputs take the place of given ones, and no output is expected.
    """
    pairs = ledger.pairs
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
        tuple(sorted(learned(request, deadline).items())),
    )


def learned(request: Request, deadline: float) -> dict[str, float]:
    """Return which operations the solved problems make likelier for such a description."""
    if "learned weights" in request.without or not request.corpus:
        return {}
    spec = request.specification
    lessons = Lessons(until(request.corpus, deadline))
    return lessons.weights(request.words, spec.entry_point, standard_operations())


def candidate_of(found: Found) -> Candidate:
    """Return an enumerated program as a candidate; a partial one ranks behind whole ones."""
    cost = found.cost + (10.0 * (1 - found.passed / found.rows) if found.rows else 0.0)
    return Candidate(found.source, "enumeration", cost, f"cost {found.cost:g}", found.operations)
