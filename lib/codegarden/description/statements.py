"""Examples that sentences state: "'ab' becomes 'ba'", "if the input is 5, the output is 10".

The parse tells: a sentence has a subject and a verb, the result is what the verb says of it, and
the arguments are what it is said of, or under which condition. What asks ("add 2 to [1, 2]") has no
subject and states nothing, and neither does what is denied. A literal is read as the noun that it
is there: it is parsed under a name of its own, as no parser knows ``[1, 2]``.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Any

from codegarden.description.elements import Example, Span
from codegarden.description.examples import GOES_ON, MANY, calls, leading_literal
from codegarden.description.negation import is_denied
from codegarden.description.pipeline import parse

NAMES = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta")
SENTENCES, LONGEST = 24, 300  # sentences with values that are parsed, and characters of one
ENDS = re.compile(r"[.!?](?=\s|$)|\n\s*\n|\n(?=\s*[-*>\d])")
OPERATORS = (*"+-*/%|&^<>", "==", "!=", "<=", ">=")
AFTER = re.compile(r"\w|\.\w|\(|\[|\s*[-+*/%|&^<>=]")
LITERAL = re.compile(r"(?<![\w.\"'])(?=[\[({'\"\d-]|True\b|False\b|None\b)")
GIVEN = frozenset(("input", "argument", "parameter", "value"))  # nouns for what a function takes
UNDER = frozenset(("for", "with", "given", "on", "of"))  # prepositions of what it is given


@dataclass(frozen=True)
class Value:
    """A literal of a text, or a call with literal arguments, and where it stands."""

    start: int
    end: int
    value: Any
    function: str = ""


def stated_examples(text: str, arity: int = 0, model: str = "") -> list[Example]:
    """Return the examples that the sentences of a text state; none without a parser.

    >>> [(e.args, e.expected) for e in stated_examples("An input of 5 gives 10.")]
    [((5,), 10)]
    """
    found = []
    text = text.replace("`", " ")
    for values in sentences(values_in(text), text)[:SENTENCES]:
        found += stated(text, values, model)
    arities = Counter(len(each.args) for each in found)
    wanted = arity or (arities.most_common(1)[0][0] if arities else 0)
    return [each for each in found if len(each.args) == wanted]


def values_in(text: str) -> list[Value]:
    """Return the literals of a text and its calls with literal arguments, none inside another."""
    found = [Value(start, end, args, name) for start, name, args, end in calls(text)]
    place = 0
    for m in islice(LITERAL.finditer(text), MANY):
        value, end = leading_literal(text, m.start())
        before = text[max(0, m.start() - 4) : m.start()].rstrip()
        is_part = before.endswith(OPERATORS) or AFTER.match(text, end)  # of an expression
        if end > m.start() >= place and not is_part:
            found.append(Value(m.start(), end, value))
            place = end
    found.sort(key=lambda each: (each.start, -each.end))
    apart: list[Value] = []
    for each in found:
        if not apart or each.start >= apart[-1].end:
            apart.append(each)
    return apart


def sentences(values: list[Value], text: str) -> list[list[Value]]:
    """Return the values of each sentence that has two or more, and is short enough to be parsed."""
    groups: list[list[Value]] = [[]]
    for value in values:
        if groups[-1] and ENDS.search(text, groups[-1][-1].end, value.start):
            groups.append([])
        groups[-1].append(value)
    return [
        group
        for group in groups
        if 2 <= len(group) <= len(NAMES) and group[-1].end - group[0].start <= LONGEST
    ]


def stated(text: str, values: list[Value], model: str) -> list[Example]:
    """Return the examples that one sentence states."""
    before = [m.end() for m in ENDS.finditer(text, 0, values[0].start)]
    first = max([values[0].start - LONGEST, 0, *before[-1:]])
    pieces, place, named = [], first, {}
    for name, value in zip(NAMES, values, strict=False):
        pieces += [text[place : value.start], name]
        place, named[name] = value.end, value
    last = ENDS.search(text, place)
    pieces.append(text[place : min(last.start() if last else len(text), place + LONGEST)])
    doc = parse(" ".join("".join(pieces).split()) + ".", model)
    found = []
    for verb in doc if doc.has_annotation("DEP") else ():
        result = said_of(verb, named)
        args = said_under(verb, named) if result else []
        calls_there = [each for each in args if each.function]
        if not args or (calls_there and len(args) > 1) or GOES_ON.match(text, result.end):
            continue
        given = args[0].value if calls_there else tuple(each.value for each in args)
        span = Span(min(each.start for each in args), result.end, "example")
        found.append(Example(given, result.value, span, args[0].function))
    return found


def said_of(verb, named: dict[str, Value]) -> Value | None:
    """Return the literal that a verb says of its subject, None if it has none or denies it."""
    has_subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    if not (has_subject or attributes(verb.head, named)) or is_denied(verb):
        return None
    right = [c for c in verb.children if c.i > verb.i]
    objects = [c for c in right if c.dep_ in ("attr", "dobj", "oprd", "npadvmod")]
    preps = [c for c in right if c.dep_ == "prep" and c.lower_ in ("to", "into", "in")]
    objects += [o for prep in preps for o in prep.children if o.dep_ == "pobj"]
    found = [named[o.text] for o in objects if o.text in named]
    return found[0] if len(found) == 1 and not found[0].function else None


def said_under(verb, named: dict[str, Value]) -> list[Value]:
    """Return the values of which a verb says something, or under which it holds."""
    found = []
    for child in (c for c in verb.children if c.i < verb.i):
        if child.dep_ in ("nsubj", "nsubjpass"):
            found += noun_values(child, named)
        elif child.dep_ == "prep" and child.lower_ in UNDER:
            for noun in (c for c in child.children if c.dep_ in ("pobj", "dep", "npadvmod")):
                found += noun_values(noun, named)
        elif child.dep_ in ("advcl", "ccomp"):
            found += attributes(child, named)
    if not found and verb.dep_ in ("conj", "ccomp"):
        found = attributes(verb.head, named)
    return found


def noun_values(noun, named: dict[str, Value]) -> list[Value]:
    """Return the values that a noun is, or is of: ``5 and 6``, ``an input of 5``."""
    if noun.text in named:
        both = [named.get(each.text) for each in (noun, *noun.conjuncts)]
        return both if None not in both else []  # a value and a noun are no list of arguments
    many = "Plur" in noun.morph.get("Number") or noun.lower_.endswith("s")
    if many or any(c.lower_ in ("each", "every") for c in noun.children):
        return []
    preps = [c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"]
    nouns = [o for prep in preps for o in prep.children if o.dep_ == "pobj"]
    nouns += [c for c in noun.children if c.dep_ == "appos"]
    return [named[each.text] for o in nouns for each in (o, *o.conjuncts) if each.text in named]


def attributes(verb, named: dict[str, Value]) -> list[Value]:
    """Return what a clause says that the input is."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    if not any(c.lemma_ in GIVEN or len(c.text) == 1 for c in subjects):
        return []
    objects = [c for c in verb.children if c.dep_ in ("attr", "dobj") and c.i > verb.i]
    return [named[each.text] for o in objects for each in (o, *o.conjuncts) if each.text in named]
