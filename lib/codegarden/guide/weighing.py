"""A problem's weights of the search: what solved problems count up to, words, and a guide."""

from collections.abc import Callable

from codegarden.guide.model import Guide
from codegarden.program import Problem
from codegarden.synthesis.counting import Asked, Counts
from codegarden.synthesis.examples import calls_of
from codegarden.synthesis.mixture import CountedWeights
from codegarden.synthesis.productions import language


def weigher(counts: Counts, guide: Guide | None = None) -> Callable[[Problem], CountedWeights]:
    """Return a function that gives a problem's weights.

    It reads the description, the name and the tests of the problem, never its programs. Without a
    guide, counts and words alone speak.
    """

    def weigh(problem: Problem) -> CountedWeights:
        asked = Asked.by(problem)
        _, pairs = calls_of(problem.tests)
        given = asked.description, asked.name, *zip(*pairs, strict=True)
        tilt = guide.tilt(*given) if guide and pairs else None
        return CountedWeights(language(), counts, asked, tilt)

    return weigh
