"""A mask for decoding: which token ids may follow so that a program still parses.

Three checks a step, each a look-up for most programs: the pushdown parser says which terminals the
syntax lets through, ``Rules`` what Python asks beyond it (an assignment needs a target, ``break`` a
loop, a parameter a new name), and ``Pieces`` how a name, number or string may be spelled. The last
of these is Scholak et al. 2021, "PICARD", in spirit; here no parser runs again from the start. With
``names_in_scope``, ``Scope`` says as well which names are bound where they are read.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count

import numpy as np

from codegarden.language_model.sampling.bodies import FEATURES
from codegarden.language_model.sampling.pushdown import Pushdown, Stack
from codegarden.language_model.sampling.python_syntax import GRAMMAR
from codegarden.language_model.sampling.rules import Rules
from codegarden.language_model.sampling.scope import BUILTINS, Scope, beginnings
from codegarden.language_model.sampling.words import (
    NAME,
    NUMBER,
    STRING,
    Pieces,
    ending,
    kind_of,
    may_end,
    pieces_of,
)
from codegarden.language_model.tokens import END, Kind, Vocabulary

_MARKS = {"NEWLINE": "<newline>", "INDENT": "<indent>", "DEDENT": "<dedent>", "": END}
_WORDS = frozenset((NAME, NUMBER, STRING))


@lru_cache(maxsize=1)
def parser() -> Pushdown:
    """Return the incremental parser of Python, made once."""
    return Pushdown(GRAMMAR)


class PythonGrammar:
    """Makes followers for a vocabulary; see ``Follower``.

    With ``names_in_scope``, names are read only where they have been bound, or are Python's own.
    """

    def __init__(self, vocabulary: Vocabulary, names_in_scope: bool = False):
        self.vocabulary = vocabulary
        self.names_in_scope = names_in_scope
        self.pieces: Pieces = pieces_of(vocabulary)
        self.terminals = {
            number: text
            for text, number in (
                *((text, vocabulary[mark]) for text, mark in _MARKS.items()),
                *((text, vocabulary[text]) for text in vocabulary.reserved),
            )
        }
        self.numbers = {text: number for number, text in self.terminals.items()}
        self.mask = lru_cache(maxsize=20_000)(self._mask)

    def start(self) -> "Follower":
        """Return the follower of an empty program."""
        scope = Scope() if self.names_in_scope else None
        return Follower(self, parser().start(), Rules(), "", frozenset(), scope)

    def _mask(self, terminals: frozenset[str], strings: str) -> np.ndarray:
        """Return the ids that begin one of the terminals.

        ``strings`` says which string literals may begin: "all", or "plain" after another one.
        """
        pieces = self.pieces
        found = pieces.mask(
            self.numbers[text] for text in sorted(terminals) if text in self.numbers
        )
        for kind in (NAME, NUMBER):
            if kind in terminals:
                found |= pieces.beginning[kind]
        if STRING in terminals:
            found |= pieces.plain_quotes if strings == "plain" else pieces.beginning[STRING]
            if strings == "all":
                found |= pieces.prefixes
        return found


@dataclass(frozen=True)
class Follower:
    """A program that is being written: what has been read of it, and the word that is begun.

    ``kinds`` are the kinds of word that may stand where the word stands.
    """

    grammar: PythonGrammar
    stack: Stack
    rules: Rules
    word: str
    kinds: frozenset[str]
    scope: Scope | None

    def _terminals(self) -> frozenset[str]:
        """Return the terminals that may come next, where no word is begun."""
        accepted = self.rules.allow(parser().accepts(self.stack), self.stack, parser())
        return self.scope.allow(accepted) if self.scope else accepted

    def _names(self) -> tuple[frozenset[str], ...] | None:
        """Return the names that may stand here, in groups; None for any."""
        if self.rules.bodies.opening == "future" and self.rules.bodies.is_feature(
            self._rule_of_name(), self.rules.last
        ):
            return (FEATURES,)
        if self.scope is None or not self.scope.restricts(self._rule_of_name(), self.rules):
            return None
        return (self.scope.known, BUILTINS)

    def _rule_of_name(self) -> str:
        """Return the rule that a name would be of."""
        return parser().shift(self.stack, NAME)[1]

    def _after_word(self) -> "Follower | None":
        """Return the follower behind the word that is begun, None where it may not end."""
        if not may_end(self.word):
            return None
        kind = kind_of(self.word)
        if kind not in self.kinds or not self.rules.may_be(self.word, kind, self.stack, parser()):
            return None
        named = (self.word, self._rule_of_name(), self.rules) if kind == NAME else None
        if named and self.scope and not self.scope.may_be(*named):
            return None
        return self._shift(kind, self.word)

    def _shift(self, terminal: str, text: str) -> "Follower":
        stack, rule = parser().shift(self.stack, terminal)
        scope = self.scope.after(terminal, text, rule, self.rules) if self.scope else None
        rules = self.rules.after(terminal, text, rule)
        return Follower(self.grammar, stack, rules, "", frozenset(), scope)

    def allowed(self) -> np.ndarray:
        """Return which ids may come next, booleans of the shape of the vocabulary."""
        if self.word:
            names = self._names() if NAME in self.kinds else None
            mask = self.grammar.pieces.after(self.word, self.kinds, names)
            behind = self._after_word()
            return mask if behind is None else mask | behind.allowed()
        terminals = self._terminals()
        names = self._names() if NAME in terminals else None
        if names is None:
            return self.grammar.mask(terminals, self.rules.strings)
        rest = self.grammar.mask(terminals - {NAME}, self.rules.strings)
        return rest | self.grammar.pieces.naming_any(names, "")

    def take(self, number: int) -> "Follower":
        """Return the follower after one more id, which is one of those allowed.

        An id that is not, as a prompt may hold, raises ``ValueError``.
        """
        vocabulary = self.grammar.vocabulary
        if number in vocabulary.part_ids and self.word:
            return replace(self, word=self.word + vocabulary.texts[number])
        place = self._after_word() if self.word else self
        if place is not None:
            terminals = place._terminals()
            text = vocabulary.texts[number]
            if number in vocabulary.word_ids:
                return replace(place, word=text, kinds=terminals & _WORDS)
            terminal = self.grammar.terminals.get(number)
            if terminal in terminals:
                return place._shift(terminal, text)
        raise ValueError(f"{vocabulary.texts[number]!r} cannot follow here in a Python program")

    def completion(self) -> list[int]:
        """Return ids, as few as are found, after which the program is whole."""
        ids: list[int] = []
        place = self
        while place.word and place._after_word() is None and place._ending() and len(ids) < 20:
            ids.append(place._last_piece())
            place = place.take(ids[-1])
        place = place._after_word() or place if place.word else place
        while len(ids) < 500 and not place.word:
            terminals = place._terminals()
            if "" in terminals and not place.rules.depth:
                return ids
            if place.scope and place.scope.wanted == "target":
                terminals = frozenset(("=",))  # a new name has to become a target
            step = min(sorted(terminals - {""}), key=place._cost)
            spelled = place._spell(step)
            for number in spelled:
                place = place.take(number)
            place = place._after_word() or place if place.word else place
            ids += spelled
        return ids

    def _cost(self, terminal: str) -> tuple[tuple[int, int], bool]:
        """Return what remains after a terminal; of equals, words, which may not fit, come last."""
        stack, _ = parser().shift(self.stack, terminal)
        return parser().remaining(stack), terminal in _WORDS

    def _last_piece(self) -> int:
        """Return a part that brings the word that is begun nearer to its end."""
        wanted = self._ending()[0]
        vocabulary = self.grammar.vocabulary
        return vocabulary.part_ids[vocabulary.parts.index(wanted)]

    def _ending(self) -> str:
        """Return a text that makes the word that is begun whole, "" where none is needed."""
        if kind_of(self.word) == NAME and (names := self._names()) is not None:
            known = frozenset().union(*names)
            rests = beginnings(known, self.word)
            return next((rest for rest in rests if self.word + rest in known), "")
        return ending(self.word)

    def _spell(self, terminal: str) -> list[int]:
        if terminal not in _WORDS:
            return [self.grammar.numbers[terminal]]
        text = {NAME: self._new_name(), NUMBER: "0", STRING: "''"}[terminal]
        return list(self.grammar.vocabulary.spell(Kind(terminal.lower()), text))

    def _new_name(self) -> str:
        """Return a name that may stand here."""
        if (names := self._names()) is not None:
            return "annotations" if names == (FEATURES,) else "int"
        numbered = (f"x{number}" for number in count(len(self.rules.names)))
        return next(n for n in numbered if self.rules.may_be(n, NAME, self.stack, parser()))
