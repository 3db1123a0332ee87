"""What Python's compiler asks of a body or a file as a whole, kept a terminal at a time.

A name is declared ``global`` before anything else is done with it, ``__future__`` is imported
first and for its features alone, and blocks are nested only so deep. All of it is a little narrower
than Python: what is named in the header of a function counts as named in its body, for example.
"""

import __future__

import re
from dataclasses import dataclass, replace

# CPython compiles at most 20 blocks within one another, and some statements need more than one
NESTED_MOST = 20
WEIGHTS = {"for": 1, "while": 1, "with": 1, "else": 1, "try": 2, "except": 3, "finally": 1}
HEAVIEST = 3
BLOCKS_MOST = 18
FEATURES = frozenset(__future__.all_feature_names)

_DEFINITIONS = ("def", "async", "class")
_LINE_BEGINS = ("NEWLINE", "INDENT", "DEDENT", ";")
_WORD = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Bodies:
    """The bodies and blocks around a place.

    ``named`` are the names that each body around it has mentioned, the innermost last, with the
    word "global" where it has declared some. ``blocks`` tells of each block whether it is a body,
    and the weight of the blocks within it. ``head`` is the first terminal of the line, ``header``
    the names in it, ``weight`` what a block under it weighs. ``opening`` is "start" (nothing has
    been read), "docstring", "imports" (where ``__future__`` may be imported), "from" (its name may
    follow), "future" (it is being imported) or "closed".
    """

    named: tuple[frozenset[str], ...] = (frozenset(),)
    blocks: tuple[tuple[bool, int], ...] = ()
    head: str = ""
    header: frozenset[str] = frozenset()
    weight: int = 0
    opening: str = "start"

    @property
    def nested(self) -> int:
        """The weight of the blocks around a place, within its body."""
        return self.blocks[-1][1] if self.blocks else 0

    def bans(self, last: str, in_brackets: bool, annotates: bool) -> set[str]:
        """Return the terminals that may not come next; ``annotates``: a colon would annotate."""
        banned: set[str] = set()
        if self.nested + self.weight > NESTED_MOST - HEAVIEST:
            banned.update(("for", "while", "with", "try") if last in _LINE_BEGINS else ())
            banned.update((",",) if self.head == "with" and not in_brackets else ())
        if len(self.blocks) >= BLOCKS_MOST and last == ":" and not in_brackets:
            banned.add("NEWLINE")  # after which there would have to be a block
        if annotates and "global" in self.named[-1]:
            banned.add(":")
        if self.opening == "future" and last == "import":
            banned.add("*")
        return banned

    def may_be(self, word: str, rule: str, last: str) -> bool:
        """Say whether a name may stand as part of a rule, after the terminal ``last``."""
        if word == "__debug__":  # which nothing may bind
            return False
        if rule == "global":
            return word not in self.named[-1]
        if self.is_feature(rule, last):
            return word in FEATURES
        imported = self.head == "from" and rule == "dotted"
        return word != "__future__" or not imported or self.opening == "from"

    def is_feature(self, rule: str, last: str) -> bool:
        """Say whether a name here would be that of a feature of ``__future__``."""
        return self.opening == "future" and rule == "imported" and last != "as"

    def after(self, terminal: str, text: str, rule: str, last: str) -> "Bodies":
        """Return the bodies after one more terminal; ``last`` is the one before it."""
        bodies = replace(self, opening=self._opening(terminal, text))
        if terminal == "INDENT":
            return bodies._indented()
        if terminal == "DEDENT":
            return bodies._dedented()
        if last in _LINE_BEGINS:
            weight = WEIGHTS.get(terminal, 0)
            bodies = replace(bodies, head=terminal, header=frozenset(), weight=weight)
        elif terminal == "," and self.head == "with":
            bodies = replace(bodies, weight=self.weight + 1)
        found: tuple[str, ...] = ()
        if terminal == "global" or (terminal == "NAME" and rule != "global" and last != "."):
            found = (text,)
        elif terminal == "STRING" and "f" in text.partition(text[-1])[0].lower():
            found = tuple(_WORD.findall(text))
        return bodies._with(found) if found else bodies

    def _with(self, found: tuple[str, ...]) -> "Bodies":
        named = (*self.named[:-1], self.named[-1].union(found))
        return replace(self, named=named, header=self.header.union(found))

    def _indented(self) -> "Bodies":
        if self.head in _DEFINITIONS:
            named = (*self.named, self.header - {"global"})
            return replace(self, named=named, blocks=(*self.blocks, (True, 0)))
        return replace(self, blocks=(*self.blocks, (False, self.nested + self.weight)))

    def _dedented(self) -> "Bodies":
        named = self.named[:-1] if self.blocks[-1][0] else self.named
        return replace(self, named=named, blocks=self.blocks[:-1])

    def _opening(self, terminal: str, text: str) -> str:
        before = self.opening
        if before == "closed":
            return before
        if terminal == "STRING" and before in ("start", "docstring") and text[0] in "\"'":
            return "docstring"
        if terminal in ("NEWLINE", ";") and before in ("docstring", "future"):
            return "imports"
        if terminal == "from" and before in ("start", "imports"):
            return "from"
        if before == "future":
            return "closed" if terminal == "." else before
        return "future" if before == "from" and text == "__future__" else "closed"
