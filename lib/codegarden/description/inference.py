"""Parameters and the type of the result, from header, examples and noun phrases."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from codegarden.description import lexicon
from codegarden.description.elements import Parameter, Span
from codegarden.description.phrases import Phrase, phrases
from codegarden.description.types import ANY, BOOL, FLOAT, INT, STR, Type, join, list_of, type_of

LEFT_OUT = object()  # in an example: an argument that has a default


def parameters_of(header, found, said, spans, text, kind) -> tuple[Parameter, ...]:
    """Return the parameters: from the header and the examples, else from the text's phrases."""
    if header and header.parameters:
        names = [p.name for p in header.parameters]
        declared = [p.type for p in header.parameters]
    else:
        names, declared = [], []
    arities = {len(each.args) for each in found}
    if arities and max(arities) and (len(names) >= max(arities) if names else len(arities) == 1):
        columns = list(zip_longest(*(each.args for each in found), fillvalue=LEFT_OUT))
        columns += [()] * (len(names) - len(columns))
        types = [join(type_of(v) for v in column if v is not LEFT_OUT) for column in columns]
        types = [settle(t, d) for t, d in zip(types, declared or types, strict=True)]
        names = names or names_for(types)
        return tuple(Parameter(n, t) for n, t in zip(names, types, strict=True))
    if names:
        return header.parameters
    if kind.startswith("file"):
        return file_parameters(text, spans, kind)
    return tuple(parameters_said(said, text))


def settle(seen: Type, declared: Type) -> Type:
    """Return the type of a parameter whose values and annotation may each tell a part."""
    return declared if seen.name in ("unknown", "any") else _known(seen)


def _known(type_: Type) -> Type:
    """Return a type in which what no value tells is ``any``."""
    return ANY if type_.name == "unknown" else Type(type_.name, tuple(map(_known, type_.args)))


def parameters_said(said: list[Phrase], text: str) -> list[Parameter]:
    """Return the parameters that the phrases speak of: the first container, then what is given."""
    given = [
        p
        for p in said
        if p.count > 1
        or re.search(
            r"(given|of|in|from|two|three|whether|if|a|an|the|to)\s+(?:\w+\s+)?$",
            text[: p.span.start].lower(),
        )
    ]
    given = [p for p in given if p is given[-1] or not PART.match(text[p.span.end :])]
    containers = [p for p in given if p.type.args and not RESULT.search(text[: p.span.start])]
    told = [p for p in containers if GIVEN.search(text[: p.span.start])]
    containers = told or containers
    if len(containers) > 1 and not SECOND.search(text):
        containers = containers[:1]
    chosen = containers[:2] if containers else given[:1]
    chosen += [p for p in given if p.type == STR and p not in chosen][: 1 if not containers else 0]
    types = [p.type for p in chosen for _ in range(p.count)]
    owners = [p.span for p in chosen for _ in range(p.count)]
    if not types and (shape := SHAPES.search(text)):
        types, owners = [INT], [Span(shape.start(), shape.end(), "data")]
    if re.search(r"\b(n|k|m)(-th|th|'th)?\b|\b(specified|given) (position|index)", text) and (
        INT not in types
    ):
        types.append(INT)
        owners.append(None)
    return [Parameter(n, t, s) for n, t, s in zip(names_for(types), types, owners, strict=True)]


PART = re.compile(r"\s+(?:of|in|from)\s+(?:an?|the|each|every)\b", re.I)  # the digits of a number
GIVEN = re.compile(r"\bgiven\s+(?:\w+\s+)?$", re.I)
SECOND = re.compile(
    r"\b(another|other|two|both|second|and (?:the |a )?(?:list|set|tuple|dict))", re.I
)
RESULT = re.compile(  # what follows is made, and not given
    r"\b(?:(?:convert|change|turn|transform|group|pack)\w*\b[^.]*\b(?:in)?to|create|build|generate)\s+"
    r"(?:an? |the )?(?:\w+ )?$",
    re.I,
)
SHAPES = re.compile(
    r"\b(circle|sphere|square|cube|cone|cylinder|triangle|rectangle|rhombus|polygon|tetrahedron"
    r"|angle|degrees|radius)\b",
    re.I,
)
EACH = re.compile(
    r"\b(?:of|for|from) (?:each|every)\b|\bindividual (?:element|number|item)s\b", re.I
)
SEVERAL = re.compile(
    r"\b(?:find|get|extract|access|select|return) (?:all |out )?(?:the )?"
    r"((?:first n )?(?:\w+ )?"
    r"(?:numbers|values|elements|items|words|strings|lists|tuples|pairs|indices|keys))\b",
    re.I,
)
EXTREME = re.compile(r"\b(?:longest|shortest) (?:word|string|name|sentence)\b", re.I)


def file_parameters(text: str, spans: list[Span], kind: str) -> tuple[Parameter, ...]:
    """Return the parameters of a program about files: the names that the text gives them."""
    names = [s for s in spans if s.label == "snake" and re.fullmatch(r"\w+", text[s.start : s.end])]
    if kind == "file write":
        found = [Parameter(text[s.start : s.end], STR, s) for s in names[:2]]
        return (
            tuple(found)
            if len(found) == 2
            else (Parameter("contents", STR), Parameter("path", STR))
        )
    if names:
        return (Parameter(text[names[0].start : names[0].end], STR, names[0]),)
    return (Parameter("path", STR),)


def names_for(types: Sequence[Type]) -> list[str]:
    """Return a name for each parameter, telling of its type and unlike the others.

    >>> names_for([list_of(INT), INT, INT, STR])
    ['items', 'n', 'k', 'text']
    """
    pools = {
        "int": ("n", "k", "m", "r", "s", "t"),
        "float": ("x", "y", "z"),
        "str": ("text", "other", "third"),
        "list": ("items", "others", "more"),
        "tuple": ("items", "others", "more"),
        "set": ("items", "others", "more"),
        "dict": ("table", "second", "extra"),
    }
    names: list[str] = []
    for place, each in enumerate(types):
        pool = (*pools.get(each.name, ("value", "that", "next_one")), f"arg{place}")
        names.append(next(name for name in pool if name not in names))
    return names


def return_type(header, found, kind, text, steps, said) -> Type:
    """Return the type of the result."""
    if found:
        return _known(join(type_of(each.expected) for each in found))
    if header and header.returns:
        return header.returns
    if kind == "predicate":
        return BOOL
    operations = [step.operation for step in steps]
    into = re.search(r"\bconvert.*?\b(?:in)?to (?:an? |the )?(?:single )?([\w ]+)", text)
    if "convert" in operations and into and (goal := phrases(into[1])):
        return goal[0].type
    if EACH.search(text) and "count" not in operations:
        return list_of(next((p.type for p in said if not p.type.args), ANY))
    if (several := SEVERAL.search(text)) and "count" not in operations[:1]:
        return list_of(next((p.type for p in phrases(several[1]) if not p.type.args), ANY))
    nested = [p.type for p in said if p.type.name == "list" and p.type.args]
    if "flatten" in operations and nested and nested[0].args[0].args:
        return nested[0].args[0]
    if "join" in operations and list_of(STR) in nested[:1]:
        return STR
    if EXTREME.search(text) and not {"length", "count"} & set(operations):
        return STR
    for operation in operations:
        if operation in ("count", "length", "index", "digits", "perimeter"):
            return INT
        if operation == "split":
            return list_of(STR)
        if operation == "group":
            return Type("dict", (STR, list_of(INT)))
        if operation in ("average", "median", "root", "volume", "divide", "area"):
            return FLOAT
        if operation in ("sum", "subtract", "multiply", "maximum", "minimum", "factorial", "power"):
            elementwise = operation in ("subtract", "multiply") and any(p.count > 1 for p in said)
            return said[0].type if elementwise else INT
        if operation in ("divisor", "multiple", "remainder", "fibonacci", "prime"):
            return INT
        if operation in lexicon.TRANSFORMS and said:
            return next((p.type for p in said if p.type.args), said[0].type)
    if re.search(r"\b(all|list)\b", text) and said:
        return list_of(said[0].type if not said[0].type.args else said[0].type.args[0])
    if kind == "calculation":
        return INT
    return said[0].type if said and kind == "search" and not said[0].type.args else ANY
