"""``generate_code_from_description``: several sources of candidates, one queue, one judge.

The description becomes a specification; templates, retrieval, enumeration, a language model and
genetic search propose programs; the sandbox judges each under the given tests. The sources know
nothing of one another, and none of them decides: tests do.
"""

import random
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from codegarden.description import Specification, header_of, read
from codegarden.description.pipeline import RULES, is_loaded_within
from codegarden.generation.answer import Generation
from codegarden.generation.choice import LIKELY, SURE, Choice, choose, is_settled
from codegarden.generation.corpus import shipped_problems
from codegarden.generation.given import Given, called_in, checked_seconds, given_for, given_tests
from codegarden.generation.header import Header
from codegarden.generation.judging import COLUMNS, Ledger
from codegarden.generation.questions import Question, questions
from codegarden.generation.simplifying import simplified
from codegarden.generation.sources import Request, checked_parts, search
from codegarden.program import Problem, TestCase
from codegarden.sandbox import Limits, Sandbox
from codegarden.synthesis.components import components as components_of

READING = 0.3  # of the time, at most, to load the language model that reads descriptions
CHOOSING_S, CHOOSING = 1.0, 0.1  # of the time, at most, to choose among what passes
Ask = Callable[[Question], str | None]


def generate_code_from_description(
    description: str,
    tests: Sequence[TestCase | str | tuple] | str = (),
    signature: str | None = None,
    seconds: float = 60.0,
    corpus: Sequence[Problem] | Callable[[str, float], Sequence[Problem]] | None = None,
    language_model: Any = None,
    sandbox: Sandbox | None = None,
    seed: int = 0,
    record: Callable[[Generation], Any] | None = None,
    progress: Callable[[str, float], bool | None] | None = None,
    without: Sequence[str] = (),
    components: Sequence[str] = (),
    processes: int = 1,
    ask: Ask | None = None,
    most_questions: int = 1,
    guide: Any = None,
) -> Generation:
    """Return the program that a description asks for, as far as one was found.

    Parameters
    ----------
    description : str
        What the program shall do, in English. It may hold a function header, a docstring and
        examples, which then are tests.
    tests : sequence of TestCase, str or tuple
        Test cases, lines such as ``"f(1) == 2"``, or pairs of arguments and expected result; or one
        text of such lines.
    signature : str, optional
        The function's header ``def f(xs: list[int], k: int = 2) -> int``, which the answer gets;
        ``f(xs, k)``, or only its name.
    seconds : float
        Wall-clock time to read, search and choose, at most. An answer that needs no more is
        returned earlier.
    corpus : sequence of Problem, or callable
        Solved problems to retrieve from and to learn weights from; or a function that returns them
        for a description, and is done at a time of ``time.monotonic``. By default those that the
        project ships.
    language_model : optional
        A model with ``next_log_probs``, as the LSTM or the n-gram model, which writes candidates. A
        function that loads one is called where the model is asked for.
    sandbox : Sandbox, optional
        The sandbox to run candidates in; by default one is opened for this call.
    seed : int
        Same seed, same draws. Timing may still decide how far a search comes.
    record : callable, optional
        Called with the ``Generation``, to store it.
    progress : callable, optional
        Called now and then with the stage's name (the reading, a source of candidates, the choice)
        and the seconds gone; returning True stops the search, and the best so far is returned.
    without : sequence of str
        Sources to leave out: "retrieval", "enumeration", "language model", "genetic search"; or
        parts of them: "branches", "inverses" (what the results tell of a program's parts),
        "lambdas", "idioms" (what solved programs have in common), "counted weights", "restarts"
        (further searches, a process each), "guide", "retrieved values" (retrieved programs that
        enumeration builds on), "spacy" (the description is read by rules alone).
    components : sequence of str
        Installed packages whose functions enumeration may use beside the standard library's.
    processes : int
        Searches that run side by side.
    ask : callable, optional
        Called with a ``Question`` where passing candidates differ and none is likely enough;
        returns the reply, a Python literal as text or "an error", or None for none. A reply is one
        test more, and the search goes on where it stands. What it takes to reply is not counted.
    most_questions : int
        Questions that are asked, at most.
    guide : Guide, optional
        A trained guide, which foresees from the description and the examples what the program is
        made of.

    Raises
    ------
    codegarden.synthesis.examples.TestTextError
        For a test that cannot be read, is too long or compares nothing. A description and a
        signature never raise.
    BudgetError
        For seconds that are not a number above 0.
    codegarden.generation.sources.UnknownPartError
        For a part to leave out that there is none of.
    codegarden.synthesis.functions.ComponentError
        For a package that is not installed, or has no function of plain data.
    """
    started = time.monotonic()
    deadline = started + checked_seconds(seconds)
    cases = given_tests(tests)
    leave_out = checked_parts(without)
    for package in components:
        components_of(package)
    stop: list[str] = []  # the stage at which it was asked for

    def watch(stage: str) -> bool:
        if not stop and progress is not None and progress(stage, time.monotonic() - started):
            stop.append(stage)
        return bool(stop)

    watch("reading")
    in_time = "spacy" not in leave_out and is_loaded_within(READING * seconds)
    reader = "" if in_time else RULES
    specification, header, given = understand(description, signature, cases, reader)
    request = Request(
        specification,
        (),
        language_model,
        random.Random(seed),
        deadline - min(CHOOSING_S, CHOOSING * seconds),
        leave_out,
        tuple(components),
        processes,
        guide,
    )
    with ExitStack() as stack:
        if sandbox is None:
            sandbox = Sandbox(workers=1, limits=Limits(cpu_s=1.0))
            stack.callback(sandbox.close)
        about_files = specification.kind.startswith("file")
        ledger = Ledger(sandbox, given, header, started, about_files, watch)
        choice = Choice(None)
        if not watch("retrieval"):
            find = partial(found_in, corpus, request, deadline)
            request.corpus = ledger.attempt("retrieval", find, ())
            choice = answered(request, ledger, deadline, watch, ask, most_questions)
    generation = summary(specification, ledger, choice, request, bool(stop))
    if record is not None:
        record(generation)
    return generation


def answered(
    request: Request,
    ledger: Ledger,
    deadline: float,
    watch: Callable[[str], bool],
    ask: Ask | None,
    most_questions: int,
) -> Choice:
    """Search and choose; where the choice is in doubt, ask and go on."""
    choice = Choice(None)
    settled = partial(is_settled, request=request, ledger=ledger)
    for _ in search(request, ledger, settled):
        watch("choosing")
        choice = choose(request, ledger, deadline)
        doubtful = questions(choice, request.specification.entry_point)
        if watch("choosing") or not (ask and most_questions and doubtful):
            break
        if choice.confidence >= SURE:
            break
        began = time.monotonic()
        reply = ask(doubtful[0])
        if reply is None:
            break
        taken = time.monotonic() - began
        deadline += taken
        request.deadline += taken
        most_questions -= 1
        ledger.ask(doubtful[0].args, reply, deadline)
        choice = choose(request, ledger, deadline)
    return ledger.attempt("simplifying", lambda: simplified(choice, ledger, deadline), choice)


def found_in(corpus: Any, request: Request, deadline: float) -> tuple[Problem, ...]:
    """Return the solved problems of a corpus, which may be a function that finds them."""
    now = time.monotonic()
    until = now + READING * (deadline - now)
    if corpus is None:
        return shipped_problems(until)
    return tuple(corpus(request.words, until) if callable(corpus) else corpus)


def understand(
    description: str, signature: str | None, cases: Sequence[TestCase], reader: str
) -> tuple[Specification, Header, Given]:
    """Return what is asked for: the specification, the answer's header, and tests for it.

    A header in the signature comes before one in the description, and the name that the tests call
    before the one in a description.
    """
    called = called_in(cases)
    signature = signature or (called.name if called else None)
    shape = (called.owner, called.is_async) if called else ("", False)
    said = header_of(description, signature)
    header = Header.of(said.name, said.header, *shape) if said else Header("")
    pairs = given_for(header, cases).pairs
    specification = read(description, signature, pairs, reader)
    header = replace(header, name=specification.entry_point)
    header = header.named(p.name for p in specification.parameters)
    cases = cases or [
        TestCase(str(number), args=each.args, expected=each.expected, origin="description")
        for number, each in enumerate(specification.examples, 1)
    ]
    return specification, header, given_for(header, cases)


def summary(
    specification: Specification,
    ledger: Ledger,
    choice: Choice,
    request: Request,
    stopped: bool,
) -> Generation:
    """Return the record of a search that is over."""
    answer = choice.answer
    if stopped and not (answer and answer.passes):
        status = "stopped"
    elif answer is None:
        status = "nothing"
    elif not ledger.tests:
        status = "not tested"
    else:
        passes = "solved" if (choice.confidence or 0.0) >= LIKELY else "plausible"
        status = passes if answer.passes else "partial" if answer.share else "nothing"
    best = answer if answer and (answer.share or not ledger.tests) else None
    end = (ledger.elapsed, best.share if best else 0.0)
    return Generation(
        code=best.candidate.code if best else "",
        status=status,
        specification=specification,
        tests=tuple(ledger.tests),
        verdicts=best.verdicts if best else (),
        source=best.candidate.source if best else "",
        origin=best.candidate.origin if best else "",
        candidates=pd.DataFrame(ledger.rows(), columns=COLUMNS),
        seconds=ledger.seconds | {"total": ledger.elapsed},
        curve=(*ledger.curve, end),
        enumerated=request.enumerated,
        failures=ledger.failures,
        confidence=choice.confidence if answer and answer.passes else None,
        questions=questions(choice, specification.entry_point),
        alternatives=choice.alternatives,
    )
