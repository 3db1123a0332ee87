"""The costs of a search: which operations, constants and forms, how likely, given the words.

A cost is about a negative log-probability in steps of one. The tables' costs are the prior, from
general knowledge; a word of the description that names an operation makes it cheap, and so do the
words that solved problems show beside it (see ``learning``).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from codegarden.description import lexicon
from codegarden.description.types import BOOL, FLOAT, Type
from codegarden.description.words import stem
from codegarden.synthesis.expressions import Expression, Variables
from codegarden.synthesis.operations import Operation, standard_operations
from codegarden.synthesis.shelf import shelf_operations

NAMED = 3  # what a word that names an operation takes off its cost
ASIDE = 2  # what words take off that stand in later sentences, which tell of edge cases mostly
DATA = frozenset(  # words of nearly every task: they tell little
    ("number", "list", "string", "find", "element", "item", "value", "character")
)
FORM_COSTS = {
    "map": 2,
    "filter": 2,
    "filter_map": 3,
    "sort_by": 4,
    "sort_by_down": 6,
    "max_by": 5,
    "min_by": 5,
    "dict_of": 5,
    "group_by": 6,
    "runs_while": 6,
}
FORM_WORDS = {
    "map": "each every element corresponding all individual",
    "filter": "filter remove only which find that with extract all select divisible even odd"
    " positive negative prime longer shorter greater",
    "filter_map": "filter only which that even odd positive negative prime",
    "sort_by": "sort sorted order basis according based",
    "sort_by_down": "descending decreasing reverse largest",
    "max_by": "maximum longest largest most highest",
    "min_by": "minimum shortest smallest least lowest nearest closest",
    "runs_while": "run consecutive neighbouring adjacent streak contiguous",
    "dict_of": "dictionary map mapping",
    "group_by": "group grouping dictionary category similar same",
}
UNWANTED = 2  # dearer where a float is made and none is wanted
PACKING = ("pair", "triple", "list_pair", "single", "single_tuple")
PACKED = (4, 2, 2)  # dearer outside of loops, where hardly anything is made of a pair, and inside
CARRYING = "run consecutive cumulative running longest until step repeatedly times accumulate"


@cache
def rarity() -> dict[str, float]:
    """Return of each word of the shelf how much it tells: less, the more functions share it."""
    shared = Counter(word for op in shelf_operations() for word in op.words)
    return {word: 1 / math.sqrt(n) for word, n in shared.items()}


def shelf_cost(operation: Operation, stems: set[str]) -> int:
    """Return the cost of a shelf's function: low where the text has its words, the rare ones."""
    rare = rarity()
    total = sum(rare[word] for word in sorted(operation.words)) or 1.0
    hits = sum(rare[word] for word in sorted(operation.words & stems))
    return max(2, round(operation.cost + 1 - 4 * hits / total - 2 * min(1.0, hits)))


@dataclass
class Grammar:
    """What one search may write, and what it costs.

    ``carries`` tells whether the words speak of a value that a loop carries along.
    """

    costs: dict[Operation, int]
    form_costs: dict[str, int]
    index_cost: int
    taken: frozenset[str] = frozenset()
    meanings: dict[str, tuple[float, frozenset[str]]] = field(default_factory=dict)
    source_cost: tuple[int, ...] = (9, 2, 0)
    child_limit: tuple[int, ...] = (4000, 250, 0)
    variables: tuple[Variables, ...] = ()
    state: str = "s"
    carries: bool = False
    _ordered: dict[int, list] = field(default_factory=dict)

    def __post_init__(self):
        spare = [n for n in ("x", "y", "z", "w", "u", "v", "p", "q") if n not in self.taken]
        parts = [n for n in ("a", "b", "c", "d", "e", "f", "g", "h") if n not in self.taken]
        parts += [f"{n}_" for n in "abcdef"]
        self.state = next(n for n in ("s", "t", "r", "state") if n not in self.taken)
        index = [n for n in ("i", "j", "m", "idx", "jdx") if n not in self.taken]
        self.variables = tuple(
            Variables(spare[d], tuple(parts[3 * d : 3 * d + 3]), index[d]) for d in range(2)
        )

    def uncovered(self, used: Iterable[str]) -> float:
        """Return how much of the description's meaning a program of these operations leaves out.

        Each word that names operations or forms, none of which is used, counts as ``weight_of``
        says.
        """
        names = set(used)
        return sum(weight for word, (weight, owners) in self.meanings.items() if not owners & names)

    def operations(self, depth: int) -> list[tuple[Operation, int]]:
        """Return the operations with their costs, the cheap first."""
        if depth not in self._ordered:
            dear = dict.fromkeys(PACKING, PACKED[depth])
            pairs = [(op, c + dear.get(op.name, 0)) for op, c in self.costs.items() if op.arity]
            self._ordered[depth] = sorted(pairs, key=lambda pair: pair[1])
        return self._ordered[depth]

    def leaves(self, rows: int) -> list[Expression]:
        """Return the operations without operands, as leaves."""
        return [
            Expression(op.result, [op.function()] * rows, cost, text=op.template.strip("()"))
            for op, cost in self.costs.items()
            if not op.arity
        ]


def grammar_for(
    words: Iterable[str],
    goal: Type | None = None,
    taken: Iterable[str] = (),
    operations: tuple[Operation, ...] | None = None,
    learned: Mapping[str, float] | None = None,
    lead: Iterable[str] | None = None,
) -> Grammar:
    """Return the grammar for a description's word stems and a goal's type.

    ``learned`` says by how many nats an operation is likelier than its words alone make it, and
    ``lead`` which of the words stand in the first sentence; by default all do.
    """
    stems = set(words)
    aside = frozenset() if lead is None else frozenset(stems - set(lead))

    def cost(prior: int, named: Iterable[str]) -> int:
        hits = {stem(w) for w in named} & stems
        telling = len(hits - DATA - aside)
        bonus = NAMED + min(telling - 1, 1) if telling else min(ASIDE, len(hits))
        return max(1, prior - bonus)

    table = (*standard_operations(), *shelf_operations()) if operations is None else operations
    costs = {
        op: shelf_cost(op, stems) if op.family == "shelf" else cost(op.cost, op.words)
        for op in table
    }
    for op in costs if learned else ():
        costs[op] = max(1, round(costs[op] - learned.get(op.name, 0.0)))
    if goal is not None:
        favour = {"tuple": ("tuple", "pair", "triple"), "set": ("set",), "dict": ("dict",)}
        for op in costs:
            if op.name in favour.get(goal.name, ()):
                costs[op] = max(1, costs[op] - 2)
        if not {"float", "any"} & set(re.findall(r"\w+", str(goal))):
            for op in costs:
                if op.result == FLOAT and costs[op] >= op.cost:
                    costs[op] += UNWANTED
    forms = {name: cost(prior, FORM_WORDS[name].split()) for name, prior in FORM_COSTS.items()}
    index = cost(5, ("index", "position", "alternate", "places"))
    carries = bool(stems & set(map(stem, CARRYING.split())))
    return Grammar(costs, forms, index, frozenset(taken), meanings(costs, stems), carries=carries)


def lead_of(description: str) -> str:
    """Return a description's first sentence and what follows its last: the function's name.

    >>> lead_of("Sort the words. An empty list stays empty. sort words")
    'Sort the words sort words'
    """
    first, *rest = re.split(r"[.;]\s+", description)
    return " ".join([first, *rest[-1:]])


def meanings(operations: Iterable[Operation], stems: set[str]) -> dict:
    """Return for each word of a text that names operations its weight and their names."""
    owners: dict[str, set[str]] = {}
    for operation in operations:
        for word in map(stem, sorted(operation.words)):
            if word not in SELECTING or operation.result == BOOL or operation.family == "shelf":
                owners.setdefault(word, set()).add(operation.name)
    for form, words in FORM_WORDS.items():
        for word in words.split():
            owners.setdefault(stem(word), set()).add(form)
    return {
        word: (weight_of(word), frozenset(owners[word])) for word in sorted(stems & owners.keys())
    }


@cache
def weight_of(word: str) -> float:
    """Return how much a stem says of what is to be done: which data, much, little, or nothing."""
    if word in SAYING["nothing"]:
        return 0.0
    if word in SELECTING:  # dearer than the filter that it asks for
        return 6.0
    return 2.0 if word in SAYING["much"] else 0.2 if word in SAYING["little"] else 1.0


SELECTING = frozenset(
    ["even", "odd", "positive", "negative", "prime", "uppercase", "lowercase", "vowel", "consonant"]
)
SAYING = {
    "nothing": frozenset(
        [
            "write",
            "function",
            "python",
            "find",
            "check",
            "get",
            "print",
            "return",
            "given",
            "from",
            "and",
            "is",
            "or",
            "whether",
            "to",
            "with",
            "that",
            "first",
            "number",
            "list",
            "string",
            "if",
            "not",
            "in",
            "by",
            "any",
            "value",
            "at",
            "up",
            "it",
        ]
    ),
    "much": frozenset(
        map(stem, (w for row in lexicon.OPERATIONS.values() for w in row.split()))
    ).union(map(stem, (*lexicon.FILTERS, *lexicon.ORDERS))),
    "little": frozenset(map(stem, (*lexicon.SCALARS, *lexicon.CONTAINERS))),
}
