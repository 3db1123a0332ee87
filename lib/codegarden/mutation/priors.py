"""How likely a change is to mend a program: counted in pairs of wrong and right programs.

``priors.json`` says for each operator, and for each kind of change that it makes, how often it was
offered for a wrong program, and how often it made a right one of it. The kind is what is taken away
and what is put in its place, in classes of words. ``codegarden benchmark repair_order --fit`` makes
the file.
"""

import builtins
import json
import keyword
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from codegarden.syntax.edits import Edit, shared
from codegarden.syntax.identity import tokens

FILE = Path(__file__).with_name("priors.json")
# what each operator has mended before anything is counted (Krichevsky & Trofimov 1981,
# doi:10.1109/TIT.1981.1056331): so that what never did is drawn, too
BEFORE = 0.5
# offers that the rate of the operator counts for beside those of a kind of change: of 10, 30 and
# 100 the one with the fewest evaluations in cross-validation
SHRUNK = 30.0
SAID = {name for name in (*keyword.kwlist, *dir(builtins)) if not name.startswith("_")}
METHODS = {
    name
    for type_ in (str, bytes, list, dict, set, tuple, int, float)
    for name in dir(type_)
    if not name.startswith("_")
}
KEPT = SAID | METHODS | {"0", "1", "2"}


@dataclass(frozen=True)
class Priors:
    """Counts of what mended: for each operator, and each of its kinds, ``[mended, offered]``.

    Of several changes that mend one program each counts its part.
    """

    operators: Mapping[str, tuple[float, int]]
    kinds: Mapping[str, Mapping[str, tuple[float, int]]]

    def share(self, operator: str) -> float:
        """Return the share of repairs that are changes of an operator; all of them sum to one.

        That of operators joined by "+" is the product of theirs.
        """
        total = math.fsum(mended for mended, _ in self.operators.values())
        total += BEFORE * max(1, len(self.operators))
        counted = (self.operators.get(each, (0.0, 0))[0] for each in operator.split("+"))
        return math.prod((mended + BEFORE) / total for mended in counted)

    def factor(self, operator: str, kind: str) -> float:
        """Return how much likelier a kind of change mends than the others of its operator."""
        mended, offered = self.kinds.get(operator, {}).get(kind, (0.0, 0))
        if not offered:
            return 1.0
        rate = (self.operators[operator][0] + BEFORE) / (self.operators[operator][1] + 1)
        return (mended / rate + SHRUNK) / (offered + SHRUNK)


@cache
def read(file: Path = FILE) -> Priors:
    """Return the counts of a file, those that are shipped without one."""
    record = json.loads(file.read_text(encoding="utf-8"))
    return Priors(record["operators"], record["kinds"])


@cache
def share(operator: str) -> float:
    """Return the share of repairs that are changes of an operator."""
    return read().share(operator)


@lru_cache(maxsize=1 << 16)
def factor(operator: str, kind: str) -> float:
    """Return how much likelier a kind of change mends than the others of its operator."""
    return read().factor(operator, kind)


def kind_of(text: str, edits: Iterable[Edit]) -> str:
    """Return the kind of a change: what its edits take away and put in, in classes of words.

    >>> kind_of("while i <= n: i += 1", [Edit(6, 12, "i < n")])
    '<= -> <'
    """
    return " & ".join(replacement(text[edit.start : edit.end], edit.replacement) for edit in edits)


@lru_cache(maxsize=1 << 16)
def replacement(old: str, new: str) -> str:
    """Return the kind of one replacement, without what both texts begin and end with.

    >>> replacement("len(items)", "len(items) - 1")
    ' -> - 1'
    """
    before, after = ([token.text for token in tokens(text)] for text in (old, new))
    head = shared(before, after)
    before, after = before[head:], after[head:]
    tail = shared(before[::-1], after[::-1])
    return " -> ".join(
        " ".join(map(word_class, words[: len(words) - tail])) for words in (before, after)
    )


def word_class(word: str) -> str:
    """Return what a token counts as: itself, or one of the names, numbers and texts."""
    if word in KEPT:
        return word
    if word[0] == "\n":
        return "\\n"
    if word[-1] in "\"'":
        return "''" if len(word) == len("''") else "TEXT"
    if word[0].isdigit():
        return "NUMBER"
    return "NAME" if word.isidentifier() else word
