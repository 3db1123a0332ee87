"""``generate_code_from_description``: several sources of candidates, one queue, one judge.

The description becomes a specification; templates, retrieval, enumeration, a language model and
genetic search propose programs; the sandbox judges each under the given tests. The sources know
nothing of one another, and none of them decides: tests do.
"""

import random
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pandas as pd

from codegarden.description import Specification, read
from codegarden.description.pipeline import RULES
from codegarden.generation.answer import COLUMNS, Generation
from codegarden.generation.judging import Judged, Ledger
from codegarden.generation.ranking import choose
from codegarden.generation.sources import Request, checked_parts, search
from codegarden.program import Problem, TestCase
from codegarden.sandbox import Limits, Sandbox
from codegarden.synthesis.examples import as_test, calls_of


def generate_code_from_description(
    description: str,
    tests: Sequence[TestCase | str | tuple] = (),
    signature: str | None = None,
    seconds: float = 60.0,
    corpus: Sequence[Problem] = (),
    language_model: Any = None,
    sandbox: Sandbox | None = None,
    seed: int = 0,
    record: Callable[[Generation], Any] | None = None,
    progress: Callable[[str, float], bool | None] | None = None,
    without: Sequence[str] = (),
) -> Generation:
    """Return the program that a description asks for, as far as one was found.

    Parameters
    ----------
    description : str
        What the program shall do, in English. It may hold a function header, a docstring and
        examples, which then are tests.
    tests : sequence of TestCase, str or tuple
        Test cases, lines such as ``"f(1) == 2"``, or pairs of arguments and expected result.
    signature : str, optional
        The function's header ``def f(xs: list[int]) -> int``, or only its name.
    seconds : float
        Wall-clock time to search for, at most. An answer that needs no more is returned earlier.
    corpus : sequence of Problem
        Solved problems to retrieve from.
    language_model : optional
        A model such as the LSTM or the n-gram model: ``log_prob(sources)`` in nats helps to rank,
        and one with ``next_log_probs`` also writes candidates.
    sandbox : Sandbox, optional
        The sandbox to run candidates in; by default one is opened for this call.
    seed : int
        Same seed, same draws. Timing may still decide how far a search comes.
    record : callable, optional
        Called with the ``Generation``, to store it.
    progress : callable, optional
        Called now and then with the stage's name and the seconds gone; returning True stops the
        search, and the best so far is returned.
    without : sequence of str
        Sources to leave out: "retrieval", "enumeration", "language model", "genetic search"; or
        parts of them: "shelf" (the textbook functions that enumeration may call), "guards",
        "choices", "accumulators", "deduction" (parts of records, and bodies of maps and filters,
        have goals of their own), "components" (retrieved programs that enumeration builds on),
        "learned weights", "spacy" (the description is read by rules alone).

    Raises
    ------
    codegarden.synthesis.examples.TestTextError
        For a test that cannot be read. A description never raises.
    codegarden.generation.sources.UnknownPartError
        For a part to leave out that there is none of.
    """
    cases = [as_test(test, number) for number, test in enumerate(tests, 1)]
    name, pairs = calls_of(cases)
    leave_out = checked_parts(without)
    reader = RULES if "spacy" in leave_out else ""
    specification = read(description, signature or name or None, pairs, reader)
    if name and not signature:
        specification = replace(specification, entry_point=name)
    if not cases:
        cases = [
            TestCase(str(number), args=each.args, expected=each.expected, origin="description")
            for number, each in enumerate(specification.examples, 1)
        ]
    request = Request(specification, tuple(corpus), language_model, random.Random(seed), leave_out)
    with ExitStack() as stack:
        if sandbox is None:
            sandbox = stack.enter_context(Sandbox(workers=1, limits=Limits(cpu_s=1.0)))
        about_files = specification.kind.startswith("file")
        ledger = Ledger(sandbox, cases, specification.entry_point, about_files)
        deadline = ledger.started + seconds
        stopped = search(request, ledger, deadline, progress or (lambda stage, gone: None))
        answer = choose(request, ledger, deadline if stopped else deadline + 2.0)
    generation = summary(specification, ledger, answer, request)
    if record is not None:
        record(generation)
    return generation


def summary(
    specification: Specification, ledger: Ledger, answer: Judged | None, request: Request
) -> Generation:
    """Return the record of a finished search."""
    if answer is None:
        status = "nothing"
    elif not ledger.tests:
        status = "not tested"
    else:
        status = "solved" if answer.passes else "partial" if answer.share else "nothing"
    best = answer if status != "nothing" else None
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
    )
