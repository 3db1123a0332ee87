"""What solved problems teach about words: which parts of programs go with which stems.

For each stem and each feature of a program (a call, an operator, a comparison, a slice, a filter)
it is counted how many solved problems have both; a description then makes a feature likelier by the
summed logarithms of the ratios, as in naive Bayes (cf. Menon et al. 2013, "A machine learning
framework for programming by example"). Nothing is saved: the counts of the corpus at hand are taken
when they are needed, so that a problem that is left out of the corpus teaches nothing.
"""

import ast
import math
from collections import Counter
from collections.abc import Iterable
from functools import cache

from codegarden.program import Problem
from codegarden.synthesis.operations import Operation
from codegarden.synthesis.retrieval import terms

SMOOTHING = 4.0  # problems' worth of doubt
ONE_WORD = 1.5  # nats that one stem may say
LEAST, MOST = -1.0, 1.5  # nats that all stems together may say of an operation
RARE = 3  # a feature or stem of fewer problems teaches nothing


@cache
def features(source: str) -> frozenset[str]:
    r"""Return the features of a program, none for what is not one.

    >>> sorted(features("def f(xs):\n    return max(xs[::-1]) % 2"))
    ['[::-1]', 'Mod', 'max']
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return frozenset()
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            found.add(name)
            found |= {f"{name} {word.arg}" for word in node.keywords}
        elif isinstance(node, ast.BinOp | ast.BoolOp | ast.UnaryOp | ast.AugAssign):
            found.add(type(node.op).__name__)
        elif isinstance(node, ast.Compare):
            found |= {type(op).__name__ for op in node.ops}
        elif isinstance(node, ast.comprehension) and node.ifs:
            found.add("filter")
        elif isinstance(node, ast.Subscript):
            found.add(_subscript(node.slice))
    return frozenset(found - {"", "print", "append", "range", "len", "USub"})


def _subscript(node: ast.expr) -> str:
    """Return the feature of an index: a slice or number as it is written, "" for a name."""
    plain = all(isinstance(n, ast.Name | ast.expr_context) is False for n in ast.walk(node))
    return f"[{ast.unparse(node)}]" if plain else ""


class Lessons:
    """The counts of one corpus; ``weights`` says what a description makes of them."""

    def __init__(self, problems: Iterable[Problem]):
        self.stems: Counter[str] = Counter()
        self.features: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.total = 0
        for problem in problems:
            solved = [p for p in problem.programs if p.is_correct]
            if not solved:
                continue
            self.total += 1
            stems = set(terms(problem.description, problem.entry_point))
            seen = features(solved[0].source)
            self.stems.update(stems)
            self.features.update(seen)
            self.pairs.update((stem, each) for stem in stems for each in seen)

    def score(self, feature: str, stems: Iterable[str]) -> float:
        """Return how much likelier, in nats, some stems make a feature."""
        if self.features[feature] < RARE:
            return 0.0
        prior = self.features[feature] / self.total
        said = 0.0
        for stem in sorted(stems):
            if self.stems[stem] >= RARE:
                both = self.pairs[stem, feature] + SMOOTHING * prior
                ratio = both / (self.stems[stem] + SMOOTHING) / prior
                said += max(-ONE_WORD, min(ONE_WORD, math.log(ratio)))
        return said

    def weights(
        self, description: str, name: str, operations: Iterable[Operation]
    ) -> dict[str, float]:
        """Return for each operation's name what it is likelier by, in nats, in [LEAST, MOST]."""
        stems = set(terms(description, name))
        found = {}
        for operation in operations:
            own = features_of(operation)
            if own:
                mean = sum(self.score(each, stems) for each in sorted(own)) / len(own)
                found[operation.name] = max(LEAST, min(MOST, mean))
        return found


@cache
def features_of(operation: Operation) -> frozenset[str]:
    """Return the features of an operation's template."""
    return features(operation.write(["a", "b", "c", "d"][: operation.arity]))
