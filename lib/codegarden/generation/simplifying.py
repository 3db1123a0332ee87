"""An answer without the calls that change nothing.

What a search finds cheap may hold more than it needs: a piece that it knows from a solved problem
sorts what is then only added up. Calls give way to one of their arguments as long as every test and
every further input gives the same (Zeller and Hildebrandt 2002, "Simplifying and isolating
failure-inducing input").
"""

from collections.abc import Iterator
from dataclasses import replace

from codegarden.generation.choice import Choice, behaviours
from codegarden.generation.judging import Judged, Ledger
from codegarden.mutation import mutants

OPERATOR = "unwrap-call"


def simplified(choice: Choice, ledger: Ledger, deadline: float) -> Choice:
    """Return a choice whose answer makes no call that changes nothing, as far as there is time.

    Without further inputs an answer stays as it is.
    """
    if not choice.inputs:
        return choice
    first, *others = choice.alternatives
    answer = first.judged
    while True:
        for shorter in unwrapped(answer, ledger, deadline):
            if behaviours([shorter], choice.inputs, ledger, deadline) == {0: first.behaviour}:
                answer = shorter
                break
        else:
            alternatives = replace(first, judged=answer), *others
            return replace(choice, answer=answer, alternatives=alternatives)


def unwrapped(judged: Judged, ledger: Ledger, deadline: float) -> Iterator[Judged]:
    """Yield the programs with one call less that pass all tests that a program passes."""
    candidate = judged.candidate
    shorter = [replace(candidate, code=each.source) for each in mutants(candidate.code, [OPERATOR])]
    for place, verdicts in ledger.verdicts(shorter, deadline):
        made = replace(judged, candidate=shorter[place], verdicts=tuple(verdicts))
        if made.passed >= judged.passed:
            yield made
