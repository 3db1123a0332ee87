"""The sources of candidates, in the order in which they are asked."""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice, takewhile
from typing import Any

from codegarden.description import Specification, request_in
from codegarden.description.examples import literal
from codegarden.generation.judging import Judged, Ledger
from codegarden.generation.writing import written
from codegarden.program import Problem
from codegarden.synthesis.adaptation import as_component
from codegarden.synthesis.candidates import Candidate
from codegarden.synthesis.components import components
from codegarden.synthesis.counting import Asked, Counts
from codegarden.synthesis.genetic import Population
from codegarden.synthesis.idioms import Idioms
from codegarden.synthesis.inputs import invented
from codegarden.synthesis.mixture import CountedWeights
from codegarden.synthesis.portfolio import Portfolio
from codegarden.synthesis.productions import language
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.retrieval import Corpus, types_in
from codegarden.synthesis.tasks import PARTS, Found, Known, Task
from codegarden.synthesis.templates import templates
from codegarden.synthesis.weights import Weights

BATCH = 8  # retrieved programs that are judged between two looks at the enumeration
PATIENCE_S = 4.0  # of search without an answer: about what loading a language model takes
LOADING_S = 15.0  # that must be left where a language model is still to be loaded
INDEXING = 0.2  # of the time that is left, at most, to index the solved problems
UNTESTED_S = 2.0  # of enumeration where no test can tell one program from another
KNOWN = 16  # retrieved programs that enumeration may build on


SOURCES = ("retrieval", "enumeration", "language model", "genetic search")
ALL_PARTS = (*SOURCES, *PARTS, "guide", "retrieved values", "spacy")


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
    """What is asked for and what may be used: ``components`` are packages.

    ``deadline`` is a time of ``time.monotonic``; it moves on while a person is asked.
    """

    specification: Specification
    corpus: tuple[Problem, ...]
    language_model: Any
    random: random.Random
    deadline: float
    without: set[str] = field(default_factory=set)
    components: tuple[str, ...] = ()
    processes: int = 1
    guide: Any = None
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
    last = soon(deadline)
    return corpus.candidates(request.words, spec.entry_point, known, request.params, last)


def soon(deadline: float) -> float:
    """Return the time at which a share of what is left until a deadline has gone."""
    now = time.monotonic()
    return now + INDEXING * max(0.0, deadline - now)


def until(problems: Iterable[Problem], deadline: float) -> Iterator[Problem]:
    """Yield problems while no more than a share of the time that is left has gone."""
    last = soon(deadline)
    return takewhile(lambda _: time.monotonic() < last, problems)


def search(
    request: Request, ledger: Ledger, is_settled: Callable[[Judged, float], bool]
) -> Iterator[None]:
    """Fill the ledger from all sources; yield when it holds a good answer and at the end.

    Whoever is not content goes on with the iteration: the search stands where it was.
    ``is_settled`` says whether a candidate would be chosen over all that enumeration finds from
    some bits on. Enumeration runs in processes of its own meanwhile. When the retrieved programs
    have been judged and none passes, what they gave are values that it can build on.
    """
    deadline = request.deadline
    quick, slow = propose(request, ledger, deadline), by_model(request, ledger, deadline)
    population = Population(request.specification.entry_point, request.random)
    has_told = not ledger.tests
    with enumeration(request, ledger, deadline) as searches:
        while (deadline := request.deadline) > time.monotonic():
            batch = list(islice(quick, BATCH))
            if not batch and (not request.must_load or is_hard(ledger)):
                batch = list(islice(slow, BATCH))
            if not batch and not has_told:
                has_told = True
                searches.tell(
                    ledger.attempt("retrieved values", lambda: known(request, ledger), [])
                )
            breeds = not batch and ledger.tests and not ledger.passing
            if breeds and not {"genetic search"} & (request.without | ledger.failures.keys()):
                breed = partial(population.children, BATCH // 2)
                batch = ledger.attempt("genetic search", breed, [])
            for judged in ledger.judge(batch, deadline):
                population.add(judged.candidate, judged.share)
            wait = 0.0 if batch else min(0.2, deadline - time.monotonic())
            found = ledger.attempt("enumeration", partial(searches.poll, wait), [])
            for judged in ledger.judge(map(candidate_of, found), deadline):
                population.add(judged.candidate, judged.share)
            request.enumerated = searches.tried
            ledger.failures |= searches.failures
            if ledger.watch(batch[0].source if batch else "enumeration"):
                break
            if ledger.passing and (searches.done or is_settled(ledger.passing[0], searches.level)):
                yield
            if not batch and (searches.done or "enumeration" in ledger.failures):
                break
        yield


def enumeration(request: Request, ledger: Ledger, deadline: float) -> Portfolio:
    """Return the running searches; none where the tests give them nothing to work with."""

    def started() -> Portfolio:
        task = None if "enumeration" in request.without else task_of(request, ledger, deadline)
        left = max(0.1, deadline - time.monotonic())
        left -= min(1.0, 0.2 * left)  # its partial programs come last, and are judged too
        seconds = left if ledger.tests else min(left, UNTESTED_S)
        processes = 1 if "restarts" in request.without else request.processes
        return Portfolio(task, seconds, processes, request.random.randrange(2**31))

    return ledger.attempt("enumeration", started, None) or Portfolio(None, 0.0)


def known(request: Request, ledger: Ledger) -> list[Known]:
    """Return the nearest retrieved programs that give plain, short values on all inputs."""
    found: dict[tuple, Known] = {}
    if "retrieved values" in request.without or ledger.passing:
        return []
    pairs = ledger.pairs
    judged_ones = [j for j in ledger.judged if j.candidate.source == "retrieval"]
    for judged in sorted(judged_ones, key=lambda j: j.candidate.cost):
        texts = tuple(v.returned for v in judged.verdicts)
        if len(found) == KNOWN or len(pairs) != len(texts) or texts in found:
            continue
        values = tuple(map(literal, texts))
        if len(set(texts)) > 1 and all(v is not None for v in values):
            entry_point, params = request.specification.entry_point, request.params
            name, source = as_component(judged.candidate, entry_point, params)
            bits = round(judged.candidate.cost)
            found[texts] = Known(source, f"{name}({', '.join(params)})", values, bits)
    return list(found.values())


def is_hard(ledger: Ledger) -> bool:
    """Return whether a task has taken so long that a language model is worth its loading."""
    return not ledger.passing and ledger.elapsed > PATIENCE_S


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
    return Task(
        spec.entry_point,
        tuple(params),
        tuple(inputs),
        tuple(result for _, result in pairs),
        request.words,
        spec.constants,
        "" if pairs else str(spec.returns),
        frozenset(request.without),
        weights_of(request, ledger, deadline),
    )


def weights_of(request: Request, ledger: Ledger, deadline: float) -> Weights:
    """Return what productions cost: what the solved problems teach, for this task."""
    spec = request.specification
    known = (*language(), *(each for name in request.components for each in components(name)))
    if "counted weights" in request.without:
        return Weights(known)
    idioms = None
    if "idioms" not in request.without:
        idioms = Idioms(until(request.corpus, deadline), known)
    counts = Counts(until(request.corpus, deadline), Recognizer(known), idioms)
    # a name that nobody gave is made of the text
    name = spec.entry_point if ledger.pairs or spec.entry_point in spec.text else ""
    asked = Asked(request.words, name, tuple(types_in(ledger.pairs)))
    everything = (*known, *(idioms.productions if idioms else ()))
    tilt = None
    if request.guide is not None and ledger.pairs and "guide" not in request.without:
        given = request.words, name, *zip(*ledger.pairs, strict=True)
        tilt = ledger.attempt("guide", lambda: request.guide.tilt(*given), None)
    return CountedWeights(everything, counts, asked, tilt)


def candidate_of(found: Found) -> Candidate:
    """Return an enumerated program as a candidate.

    Where no input has an expected result, the words of the description decide.
    """
    cost = found.cost if found.rows and found.passed else found.cost - found.explained
    origin = f"{found.cost:g} bits"
    return Candidate(found.source, "enumeration", cost, origin, found.operations, found.explained)
