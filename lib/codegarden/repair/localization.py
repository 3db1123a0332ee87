"""Which lines of a failing program are suspicious, from the lines that its tests run.

Ochiai's coefficient, found best for programs by Abreu et al. 2007
(doi:10.1109/TAIC.PART.2007.13): the cosine between "ran the line" and "failed" over the tests.
"""

import math
from collections.abc import Sequence

from codegarden.mutation import Mutant
from codegarden.program import Program, TestCase, Verdict
from codegarden.sandbox import Sandbox

# what a line keeps that no failing test ran: an initialisation may be missing before it
FLOOR = 0.05
MOST_TESTS = 30


def suspiciousness(
    program: Program,
    tests: Sequence[TestCase],
    sandbox: Sandbox,
    until: float = math.inf,
    cpu_s: float = math.inf,
) -> dict[int, float]:
    """Return the suspiciousness of each line that a test ran, in [0, 1].

    At most ``MOST_TESTS`` tests are traced, in their order. Empty when tracing shows nothing, as
    for a program that does not load, or not until then by ``time.monotonic``.
    """
    return ochiai(sandbox.coverage(program, tests[:MOST_TESTS], until, cpu_s))


def ochiai(runs: Sequence[tuple[Verdict, frozenset[int]]]) -> dict[int, float]:
    """Return Ochiai's coefficient of each line from verdicts and the lines run.

    >>> from codegarden.program import Outcome
    >>> passed, failed = Verdict("1", Outcome.PASS), Verdict("2", Outcome.WRONG)
    >>> ochiai([(passed, frozenset({1})), (failed, frozenset({1, 2}))])[2]
    1.0
    """
    failures = sum(not verdict.passed for verdict, _ in runs)
    if not failures:
        return {}
    scores = {}
    for line in sorted({line for _, lines in runs for line in lines}):
        failed = sum(line in lines and not verdict.passed for verdict, lines in runs)
        ran = sum(line in lines for _, lines in runs)
        scores[line] = failed / math.sqrt(failures * ran)
    return scores


def weight_of(mutant: Mutant, scores: dict[int, float]) -> float:
    """Return the suspiciousness of a mutant: that of the most suspicious line that it touches.

    An insertion stands between two lines: the one before counts too, and, since that may be the end
    of a branch that was not taken, the nearest before it that was run.
    """
    if not scores:
        return 1.0
    lines = set(mutant.lines)
    for edit in mutant.edits:
        if edit.start == edit.end:
            line = mutant.parent.count("\n", 0, edit.start) + 1
            earlier = [number for number, score in scores.items() if number < line and score]
            lines |= {line, line - 1, *earlier[-1:]}
    return max([FLOOR, *(scores.get(line, 0.0) for line in lines)])
