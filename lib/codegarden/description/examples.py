"""Examples that a text gives: calls with results, in the many ways people write them.

``>>> f(1)`` with the result below; ``f(1) == 2``, ``f(1) returns 2``, ``f(1)  # => 2``;
``for xs = [1] and k = 2 the result is 3``; ``Input: [1], 2`` with ``Output: 3`` below;
``[1, 2] => 3``. Rules on characters alone: what stands between a call and its result is a run of
words and signs that are known to join them, one of which must say that there is a result. What
whole sentences state is told by their grammar: see ``statements.py``.
"""

import ast
import builtins
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from codegarden.description.elements import Example, Span

RESULTS = """return returns returned give gives equal equals evaluates produces yields be is output
outputs result results answer becomes == = #"""
JOINS = """the function it this should would will must are and then so in to value your expected we
get that program call : , ; . ) *"""
STRONG = frozenset(RESULTS.split())
GLUE = STRONG.union(JOINS.split())
MOST = 6  # arguments that an example has without a header to tell how many there are
ANSWER = re.compile(r"(?:\w+ )?((?:outputs?|returns?|results?|answer)\b)", re.I)  # on a new line
MANY = 500  # places of a text that are looked at, at most, for one sort of example
GLUED = 10  # words and signs between a call and its result, at most
ARROW = r"[-=]+>|[\u2190-\u21ff\u2794-\u27be\u27f0-\u27ff]"  # drawn, or a sign of Unicode's arrows
TOKEN = re.compile(rf"({ARROW})|==|[=#:,;.)*]|[A-Za-z]+")
NEXT_LINE = re.compile(r"[ \t]*\n[ \t]*(?!>>>)")
GOES_ON = re.compile(r"[ \t]*(?:[-+*/%|&^<>]|if\b|when\b|iff\b|unless\b|or\b|for\b)|\w|\.\w|\(|\[")
UNNAMED = re.compile(
    r"(?:^[ \t]*+(?:\d+[.)] |[-*•] )?|[.!?](?=\s)|\b[Ff]or|\b[Gg]iven|e\.g\.,?|[Ee]xamples?[:,]?"
    r'|[Ii]nput:?|:|;|"""|\'\'\')'
    r"\s*+(?=[\[({'\"\d-])",
    re.M,
)
PLAIN = re.compile(
    r"True|False|None|true|false|null|-?\d+(?:\.\d+)?(?:e-?\d+)?"
    r"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\""
)
# what text that is no plain data raises; TypeError: the set {[]}
UNREADABLE = (SyntaxError, ValueError, TypeError, MemoryError, RecursionError)
WORDS = {"true": "True", "false": "False", "null": "None"}


def examples_in(
    text: str, name: str = "", params: Sequence[str] = (), defaults: Mapping[str, Any] | None = None
) -> list[Example]:
    """Return the calls with results that a text gives, for a function's name or for any one.

    ``params`` are the names of its parameters, which an example may give values; ``defaults`` are
    the values of those that it may leave out. Where a text calls several functions, its examples
    are those of the one with the most.

    >>> [(e.function, e.args, e.expected) for e in examples_in("add(2, 3) returns 5")]
    [('add', (2, 3), 5)]
    """
    text = re.sub(r"\n([ \t]*)\.\.\. ", lambda m: " " * len(m[0]), text)  # continued lines
    text = text.replace("`", " ")
    found = []
    for start, function, args, end in calls(text, name, params, defaults):
        result = after_prompt(text, start, end) or result_after(text, end, is_asserted(text, start))
        if result:
            found.append(Example(args, result[0], Span(start, result[1], "example"), function))
    own = Counter(e.function for e in found if not hasattr(builtins, e.function))
    if own:
        found = [each for each in found if each.function == own.most_common(1)[0][0]]
    return found or assigned_examples(text, params) or unnamed_examples(text, len(params))


def is_asserted(text: str, start: int) -> bool:
    """Return whether a call is the first argument of one of unittest's methods."""
    return bool(re.search(r"\bassert\w+\(\s*$", text[max(0, start - 40) : start]))


def assigned_examples(text: str, params: Sequence[str]) -> list[Example]:
    """Return the results of ``xs = [1], k = 2``, for all parameters in their order."""
    found = []
    if not params:
        return found
    for m in islice(re.finditer(rf"\b{re.escape(params[0])}\b", text), MANY):
        args, place = [], m.start()
        for name in params:
            here = re.compile(rf"(?:\s|,|;|and\b)*{re.escape(name)}\s*(?:=|:|is\b)\s*").match(
                text, place
            )
            value, end = leading_literal(text, here.end()) if here else (None, 0)
            if not here or end == here.end():
                break
            args.append(value)
            place = end
        result = result_after(text, place) if len(args) == len(params) else None
        if result:
            found.append(Example(tuple(args), result[0], Span(m.start(), result[1], "example")))
    return found


def unnamed_examples(text: str, arity: int = 0) -> list[Example]:
    """Return the inputs with results that a text gives without a function's name."""
    found = []
    last = 0
    for m in islice(UNNAMED.finditer(text), MANY):
        if m.end() < last:
            continue
        args, place, result = [], m.end(), None
        while result is None and len(args) < (arity or MOST):
            value, end = leading_literal(text, place)
            if end == place:
                break
            args.append(value)
            result = result_after(text, end) if len(args) == arity or not arity else None
            comma = re.compile(r"\s*(?:,|;|\band\b)\s*").match(text, end)
            place = comma.end() if comma else end
        if result:
            last = result[1]
            found.append(Example(tuple(args), result[0], Span(m.end(), last, "example")))
    return found


def after_prompt(text: str, start: int, end: int) -> tuple[Any, int] | None:
    """Return the result on the line below a call that stands behind an interpreter's prompt."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    below = NEXT_LINE.match(text, end)
    if not line.rstrip().endswith(">>>") or not below:
        return None
    value, stop = leading_literal(text, below.end())
    return (value, stop) if stop > below.end() else None


def result_after(text: str, place: int, told: bool = False) -> tuple[Any, int] | None:
    """Return the result that is said from a place on, and where it ends; None if none is."""
    for _ in range(GLUED):
        space = re.compile(r"[ \t]*(\n[ \t]*)?").match(text, place)
        if space[1] is not None and not told:
            answer = ANSWER.match(text, space.end())
            if not answer:
                return None
            place = answer.start(1)
        else:
            place = space.end()
        if told:
            value, end = leading_literal(text, place)
            if end > place:
                return None if GOES_ON.match(text, end) else (value, end)
        token = TOKEN.match(text, place)
        if token is None or not (token[1] or token[0].lower() in GLUE):
            return None
        told = told or bool(token[1]) or token[0].lower() in STRONG
        place = token.end()
    return None


def calls(
    text: str,
    name: str = "",
    params: Sequence[str] = (),
    defaults: Mapping[str, Any] | None = None,
) -> list[tuple[int, str, tuple, int]]:
    """Return start, name, arguments and end of each call with literal arguments."""
    found = []
    called = rf"\b(?:\w+\(\)\.)?({re.escape(name)})" if name else r"(?<![\w.])([^\W\d]\w*)"
    for m in islice(re.finditer(rf"{called}\(", text), MANY):
        end = closing(text, m.end() - 1)
        args = arguments(text[m.end() - 1 : end], params, defaults) if end else None
        if args is not None:
            found.append((m.start(), m[1], args, end))
    return found


def arguments(
    text: str, params: Sequence[str] = (), defaults: Mapping[str, Any] | None = None
) -> tuple | None:
    """Return the values of a call's arguments, ``(1, k=2)``; None if they are not all literals."""
    try:
        call = ast.parse(f"f{text}", mode="eval").body
        values = list(map(ast.literal_eval, call.args))
        named = {k.arg: ast.literal_eval(k.value) for k in call.keywords}
        if not named:
            return tuple(values)
        given = dict(defaults or {}) | named
        if named.keys() - set(params[len(values) :]):
            return None  # none of the parameters, or one that has its value already
        return (*values, *(given[name] for name in params[len(values) :]))
    except (*UNREADABLE, AttributeError, KeyError):
        return None


def closing(text: str, start: int) -> int:
    """Return the end of the bracket that opens at ``start``, 0 if it never closes."""
    depth, quote = 0, ""
    for place in range(start, min(len(text), start + 2_000)):
        c = text[place]
        if quote:
            quote = "" if c == quote and text[place - 1] != "\\" else quote
        elif c in "'\"":
            quote = c
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if not depth:
                return place + 1
    return 0


def literal(text: str) -> Any:
    """Return the plain data that a text writes, or None where it writes none."""
    try:
        return ast.literal_eval(text)
    except UNREADABLE:
        return None


def leading_literal(text: str, start: int) -> tuple[Any, int]:
    """Return the plain data that a text begins with from ``start`` on, and where it ends."""
    if text[start : start + 1] in tuple("([{"):
        end = closing(text, start)
        value = literal(text[start:end]) if end else None
        return (value, end) if value is not None else (None, start)
    m = PLAIN.match(text, start)
    return (literal(WORDS.get(m[0], m[0])), m.end()) if m else (None, start)
