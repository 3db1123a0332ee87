"""Which names a program may read at a place: those of Python, and those that it has bound before.

Kept a terminal at a time beside the parse. A name that is new may be written where that binds it,
as an attribute, and where what follows must make it a target (``new = ...``) or the name of a
keyword argument (``f(new=...)``). This is narrower than Python: what is bound further down, as a
global name may be that a function reads, and a comprehension's own variable before its ``for``, are
not known yet. What is inside of f-strings is not looked at.
"""

import builtins
import keyword
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from codegarden.language_model.sampling.rules import Rules

BUILTINS = frozenset(name for name in dir(builtins) if not keyword.iskeyword(name))

_PARAMETERS = ("parameters", "parameter", "starred")
_LAMBDA = ("lambda", "lambda_parameter", "lambda_parameters", "lambda_starred")
_DEFINES = ("function", "async", "class")
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Scope:
    """The names that are known at a place.

    ``blocks`` are those of each block around it, with whether the block has names of its own.
    ``inner`` are bound within the line and each open bracket: those of lambdas and comprehensions.
    ``late`` are the variables of a comprehension, by the number of open brackets, while its
    iterable may be read; ``parameters`` are those of each lambda whose body has not begun, while
    their defaults are read. ``fresh`` are known once the statement ends, ``opening`` within the
    block that is about to begin. ``wanted`` says what has to make a new name one that may stand
    there: "" (there is none), "target", "another" (a target after a comma) or "keyword".
    """

    blocks: tuple[tuple[bool, frozenset[str]], ...] = ((True, _NONE),)
    inner: tuple[frozenset[str], ...] = (_NONE,)
    late: tuple[int, frozenset[str]] = (0, _NONE)
    parameters: tuple[frozenset[str], ...] = ()
    fresh: frozenset[str] = _NONE
    opening: frozenset[str] | None = None
    wanted: str = ""
    head: str = ""

    @cached_property
    def known(self) -> frozenset[str]:
        """The names that may be read, beside those of Python."""
        return _NONE.union(*(names for _, names in self.blocks), *self.inner)

    def allow(self, accepted: frozenset[str]) -> frozenset[str]:
        """Return the terminals that may come next, of those that are accepted otherwise."""
        if not self.wanted:
            return accepted
        follow = {"target": ("=", ","), "another": ("NAME",), "keyword": ("=",)}[self.wanted]
        return accepted & frozenset(follow)

    def use(self, rule: str, rules: Rules) -> str:
        """Return what a name would be here.

        "new", "target" and "keyword" may be any name, "read" only a known one.
        """
        if self.wanted == "another":
            return "target"
        if rule == "atom":
            if not rules.frames:
                begins = rules.target == "start" and rules.last != "="
                return "target" if begins else "read"
            frame = rules.frames[-1]
            is_first = frame.kind == "call" and frame.item == "start"
            return "keyword" if is_first and frame.stage < 2 else "read"
        return "read" if rule == "deleted" and rules.last != "." else "new"

    def restricts(self, rule: str, rules: Rules) -> bool:
        """Whether only a known name may stand here."""
        return self.use(rule, rules) == "read"

    def may_be(self, name: str, rule: str, rules: Rules) -> bool:
        """Whether a name may stand here."""
        use = self.use(rule, rules)
        given_twice = use == "keyword" and name in rules.names
        return (use != "read" and not given_twice) or name in self.known or name in BUILTINS

    def after(self, terminal: str, text: str, rule: str, rules: Rules) -> "Scope":
        """Return the scope after one more terminal; ``rules`` are those before it."""
        scope = self
        if scope.opening is not None and scope.head == "NEWLINE" and terminal != "INDENT":
            scope = replace(scope, opening=None)  # the body was on the line of the header
        if terminal in ("NEWLINE", "INDENT", "DEDENT", ";"):
            return scope._line_ends(terminal)
        if terminal in ("(", "[", "{"):
            scope = replace(scope, inner=(*scope.inner, _NONE))
        elif terminal in (")", "]", "}"):
            scope = replace(scope, inner=scope.inner[:-1])
        elif terminal == ":" and len(scope.inner) == 1 and rule not in _LAMBDA:
            line = scope.inner[0] | (scope.opening or _NONE)  # a body may be on the same line
            scope = replace(scope._bind(scope.fresh), inner=(line,))
        elif terminal == "lambda":
            scope = replace(scope, parameters=(*scope.parameters, _NONE))
        elif terminal == ":" and rule in _LAMBDA:
            inner = (*scope.inner[:-1], scope.inner[-1] | scope.parameters[-1])
            scope = replace(scope, inner=inner, parameters=scope.parameters[:-1])
        elif terminal in ("for", "if") and scope.late[0] == len(scope.inner):
            inner = (*scope.inner[:-1], scope.inner[-1] | scope.late[1])
            scope = replace(scope, inner=inner, late=(0, _NONE))
        elif terminal in ("=", ","):
            goes_on = terminal == "," and scope.wanted == "target"
            scope = replace(scope, wanted="another" if goes_on else "")
        elif terminal == "NAME":
            scope = scope._name(text, rule, rules)
        head = terminal if scope.head in ("", "NEWLINE") else scope.head
        return replace(scope, head="in" if terminal == "in" and head == "for" else head)

    def _line_ends(self, terminal: str) -> "Scope":
        of_body = self.opening is not None  # the statement is one on the line of a header
        scope = self if of_body else self._bind(self.fresh)
        if terminal == ";":
            line = self.inner[0] | (self.fresh if of_body else _NONE)
            return Scope(scope.blocks, inner=(line,), opening=self.opening)
        blocks, opening = scope.blocks, scope.opening
        if terminal == "INDENT":
            blocks = (*blocks, (opening is not None, opening or _NONE))
            opening = None
        elif terminal == "DEDENT":
            own, names = blocks[-1]
            blocks = blocks[:-1]
            if not own:
                blocks = (*blocks[:-1], (blocks[-1][0], blocks[-1][1] | names))
        head = "NEWLINE" if terminal == "NEWLINE" else ""
        return Scope(blocks, opening=opening, head=head)

    def _bind(self, names: frozenset[str]) -> "Scope":
        if not names:
            return self
        own, known = self.blocks[-1]
        return replace(self, blocks=(*self.blocks[:-1], (own, known | names)), fresh=_NONE)

    def _name(self, name: str, rule: str, rules: Rules) -> "Scope":
        """Return the scope after a name."""
        use, one = self.use(rule, rules), frozenset((name,))
        if use in ("target", "keyword"):
            is_known = name in self.known or name in BUILTINS
            fresh = self.fresh | one if use == "target" and not is_known else self.fresh
            wanted = use if not is_known or self.wanted else ""
            return replace(self, wanted=wanted, fresh=fresh)
        if rule in _DEFINES:
            return replace(self, fresh=self.fresh | one, opening=_NONE)
        if rule in _PARAMETERS:
            return replace(self, opening=(self.opening or _NONE) | one)
        is_loop = rule == "target" and self.head != "for" and rules.frames
        if is_loop:
            names = self.late[1] if self.late[0] == len(self.inner) else _NONE
            return replace(self, late=(len(self.inner), names | one))
        if rule in _LAMBDA:
            own = self.parameters[-1] | one
            return replace(self, parameters=(*self.parameters[:-1], own))
        if rule in ("target", "imported", "import", "try", "expression", "global") or (
            rule == "dotted" and rules.last in ("import", ",")
        ):
            return replace(self, fresh=self.fresh | one)
        return self


@lru_cache(maxsize=50_000)
def beginnings(names: frozenset[str], prefix: str) -> tuple[str, ...]:
    """Return, sorted, what may come after a prefix, a piece of any length, so that a name remains.

    >>> beginnings(frozenset(("ab", "b")), "a")
    ('b',)
    """
    rests = (name[len(prefix) :] for name in names if name.startswith(prefix))
    return tuple(sorted({rest[:end] for rest in rests for end in range(1, len(rest) + 1)}))
