"""The mutants of a source: all of them in order, how many there are, samples, and single draws.

Two changes that give the same sequence of tokens are one mutant, and one that gives the parent's
is none. Changes that cheaply show themselves to be equivalent (constants folded, operands of a
commutative operator in another order) are left out.
"""

import heapq
import logging
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property
from itertools import islice
from random import Random

from codegarden.mutation.catalog import OPERATORS
from codegarden.mutation.mutant import Mutant, MutationError
from codegarden.mutation.operator import Change, Operator, Subject
from codegarden.program import Program
from codegarden.syntax.code import CodeError
from codegarden.syntax.identity import equivalent

LOG = logging.getLogger(__name__)
# occurrences of an operator that are kept once it has looked for them
DRAWN = 16
# occurrences of an operator among which it chooses: from some place of the program on
LOOKED_AT = 1000
# offers in a row that bring nothing new, after which an operator has no more to say
PATIENCE = 1000


class Mutants(Sequence[Mutant]):
    """The mutants of one source, each sequence of tokens once.

    Iterating is lazy: the first mutants are there before the last are thought of. ``len`` and
    indices need all of them, which are kept. An operator is left when it brings nothing new for
    long; one that fails is passed over: ``failures`` has its error by its name.
    """

    def __init__(
        self,
        subject: Subject,
        operators: Sequence[Operator],
        failures: dict[str, str] | None = None,
    ):
        self.subject = subject
        self.operators = operators
        self._kept: list[Mutant] = []
        self._drawn: dict[str, list[Mutant]] = {}
        self._rest = self._enumerate()
        # operator -> the error that ended it
        self.failures = {} if failures is None else failures

    def __iter__(self) -> Iterator[Mutant]:
        index = 0
        while index < len(self._kept) or self._more():
            yield self._kept[index]
            index += 1

    def _more(self) -> bool:
        mutant = next(self._rest, None)
        if mutant is not None:
            self._kept.append(mutant)
        return mutant is not None

    def __len__(self) -> int:
        while self._more():
            pass
        return len(self._kept)

    def __getitem__(self, index):
        len(self)
        return self._kept[index]

    def _enumerate(self) -> Iterator[Mutant]:
        seen: set = set()
        for operator in self.operators:
            vain = 0
            for one in self.offers([operator]):
                vain += 1
                for mutant in self.different([one], seen):
                    vain = 0
                    yield mutant
                if vain == PATIENCE:
                    break

    def offers(
        self, operators: Iterable[Operator] | None = None, subject: Subject | None = None
    ) -> Iterator[Mutant]:
        """Yield what operators offer, unchecked: it costs a tenth, but not all are mutants.

        ``subject`` is the program as it is, or turned.
        """
        for operator in self.operators if operators is None else operators:
            for change in self._changes(operator, subject or self.subject):
                yield Mutant(self.subject.text, change.edits, operator.name, change.sentence)

    def different(self, offers: Iterable[Mutant], seen: set) -> Iterator[Mutant]:
        """Yield the offers that are mutants and whose sequence of tokens has not been ``seen``."""
        for one in offers:
            key = self.subject.tokens.key(one.edits)
            if key is None or key in seen:
                continue
            seen.add(key)
            if self.subject.syntax.holds(one.edits) and not equivalent(one.parent, one.edits):
                yield one

    def draw(self, random: Random) -> Mutant | None:
        """Return one mutant, drawn by prior, without thinking of all of them; None where none fits.

        Only the drawn operator looks for its occurrences, in a long program for those from a random
        place on, and some of them are kept for the draws to come.
        """
        left = list(self.operators)
        while left:
            (operator,) = random.choices(left, [one.prior for one in left])
            kept = self._drawn.setdefault(operator.name, [])
            if not kept:
                kept += heapq.nlargest(
                    DRAWN,
                    self._some(operator, random),
                    key=lambda one: math.log(1 - random.random()) / one.prior,
                )
            while kept:
                if drawn := next(self.different([kept.pop(0)], set()), None):
                    return drawn
            left.remove(operator)
        return None

    def _some(self, operator: Operator, random: Random) -> list[Mutant]:
        """Return what an operator offers, or where that is much, what it does from a place on."""
        offers = list(islice(self.offers([operator]), LOOKED_AT + 1))
        if len(offers) <= LOOKED_AT:
            return offers
        turned = self.subject.turned(random.random())
        return list(islice(self.offers([operator], turned), LOOKED_AT))

    def _changes(self, operator: Operator, subject: Subject) -> Iterator[Change]:
        """Yield the changes of an operator; one that fails ends there and is named."""
        try:
            yield from operator.changes(subject)
        except Exception as error:  # an operator's fault may cost no more than the operator
            self.failures[operator.name] = f"{type(error).__name__}: {error}"
            LOG.warning("the operator %s failed and is passed over: %r", operator.name, error)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many mutants each operator makes, operators without one left out."""
        len(self)
        counts: dict[str, int] = {}
        for mutant in self._kept:
            counts[mutant.operator] = counts.get(mutant.operator, 0) + 1
        return counts

    def sample(self, random: Random, count: int = 1) -> list[Mutant]:
        """Return different mutants, drawn by prior; all of them when there are no more.

        An operator is drawn by its prior, whatever the number of its mutants; then one of these by
        the kind of change. Without replacement, by the keys of Efraimidis and Spirakis
        (2006, doi:10.1016/j.ipl.2005.11.003).
        """
        mutants, counts = list(self), self.counts
        keys = [
            math.log(1 - random.random()) / (mutant.prior / counts[mutant.operator])
            for mutant in mutants
        ]
        best = heapq.nlargest(count, range(len(mutants)), key=keys.__getitem__)
        return [mutants[index] for index in best]


def mutants(
    source: str,
    operators: Iterable[str] | None = None,
    donors: Iterable[str] = (),
    failures: dict[str, str] | None = None,
) -> Mutants:
    """Return the mutants of a source, by all operators or some.

    ``donors`` are sources of other programs, from which ``insert-donor`` takes statements.
    ``failures`` is where operators that fail are noted, for those who make many such lists.

    Raises ``MutationError`` for a source that does not parse and for an unknown operator.

    >>> [m.sentence for m in mutants("y = x <= 1", ["replace-comparison"])][:1]
    ['replaced `<=` by `<` in line 1']
    """
    try:
        subject = Subject(source, tuple(donors))
    except CodeError as error:
        raise MutationError(f"the program does not parse: {error}") from None
    return Mutants(subject, chosen(operators), failures)


def chosen(names: Iterable[str] | None) -> list[Operator]:
    """Return operators by name; all of them for None.

    Raises ``MutationError`` that proposes the nearest name for one that is unknown.
    """
    if names is None:
        return list(OPERATORS.values())
    found = []
    for name in names:
        if name not in OPERATORS:
            near = get_close_matches(name, OPERATORS, n=1) or [
                "one of codegarden.mutation.OPERATORS"
            ]
            raise MutationError(f"there is no operator {name!r}: did you mean {near[0]}?")
        found.append(OPERATORS[name])
    return found


def random_mutant(
    program: Program, random: Random, operators: Iterable[str] | None = None
) -> Program:
    """Return a program that one randomly drawn edit makes of another.

    An operator is drawn by its prior, then one of its mutants by the kind of change. The ``origin``
    is "mutation", the label the sentence that tells the edit. Raises ``MutationError`` for a
    program that does not parse or that no operator fits.
    """
    left = chosen(operators)
    while left:
        # only the drawn operator looks for its occurrences
        (operator,) = random.choices(left, [one.prior for one in left])
        if drawn := mutants(program.source, [operator.name]).sample(random):
            return as_program(drawn[0], program)
        left.remove(operator)
    raise MutationError(f"no operator fits the program {program.label or program.entry_point}")


def as_program(mutant: Mutant, parent: Program) -> Program:
    """Return a mutant as a program, a child of the one that it was made from."""
    return replace(
        parent,
        source=mutant.source,
        is_correct=None,
        origin="mutation",
        operator=mutant.operator,
        parents=(parent.sha256,),
        label=mutant.sentence,
    )
