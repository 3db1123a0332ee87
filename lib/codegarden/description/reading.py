"""A description, with what signature and tests there are, read into a ``Specification``.

Types come from the values of the examples where there are any, else from annotations, else from
the noun phrases of the text. Steps come from the words of the lexicon, and their arguments and
conditions from the dependency parse, or from the words that follow where there is no parser.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from codegarden.description import lexicon
from codegarden.description.phrases import Phrase, phrases
from codegarden.description.pipeline import LIMIT, model_name, parse
from codegarden.description.spans import (
    Signature,
    code_spans,
    constants_in,
    examples_in,
    returned,
    signature_in,
)
from codegarden.description.specification import Example, Parameter, Span, Specification, Step
from codegarden.description.types import ANY, BOOL, FLOAT, INT, STR, Type, join, list_of, type_of
from codegarden.description.words import stem

STEMS = {
    stem(word): operation
    for operation, words in reversed(lexicon.OPERATIONS.items())
    for word in words.split()
}
HOW = re.compile(  # how it is to be done, which is not what is to be done
    r"\b(?:by |with the help of )?using (?:an? |the )?[\w ,]{0,30}?"
    r"(?:regex|lambda|functions?|module|algorithm|recursion|operators?|method|queue|expression)s?\b"
)
READING = re.compile(r"\b(read|load|open)\b.{0,60}\bfile\b|\bfile\b.{0,40}\bprint\b", re.I | re.S)
ASKING = re.compile(
    r"\b(check|whether|verif\w+|validate\w*|determine if|tests? if|returns? true|true if)\b"
)
WRITING = re.compile(
    r"\b(write|save|store|append|dump)\b.{1,60}\b(in)?to (the |a )?(text )?file\b", re.I | re.S
)


def read(
    description: str,
    signature: str | None = None,
    examples: Sequence[tuple[tuple, Any]] = (),
    model: str = "",
) -> Specification:
    """Return what a description says.

    ``signature`` is a function's header, or only its name; ``examples`` are pairs of arguments and
    result, taken beside those in the text. ``model`` names a spaCy pipeline, ``"rules"`` the one
    without a model. Never raises for a text: what cannot be told is listed under ``missing``.
    """
    text = description.encode("utf-8", "replace").decode("utf-8")  # no lone surrogates
    text = text.replace("\r\n", "\n").strip()
    header = signature_in(signature or "") or signature_in(text)
    if header is None and signature and signature.strip().isidentifier():
        header = Signature(signature.strip(), ())
    doc = parse(HOW.sub(lambda m: " " * len(m[0]), prose(text)), model)
    spans = code_spans(text[:LIMIT])
    named = header.name if header else ""
    found = examples_in(text[: 4 * LIMIT], named) if text else []
    found += [Example(tuple(args), result) for args, result in examples]
    said = phrases(prose(text)[:LIMIT])
    steps = steps_of(doc)
    kind = kind_of(prose(text), steps, said)
    parameters = parameters_of(header, found, said, spans, text, kind)
    returns = return_type(header, found, kind, prose(text), steps, said)
    words = [token.lower_ for token in doc]
    missing = missing_from(text, steps, found, parameters, kind)
    labelled = [*spans, *(Span(*_ends(s.span), "operation") for s in steps if s.span)]
    labelled += [p.span for p in said] + [e.span for e in found if e.span]
    return Specification(
        text=text[: 4 * LIMIT],
        kind="unclear" if not steps and not found and not header and kind == "function" else kind,
        entry_point=named or name_for(steps, said),
        parameters=parameters,
        returns=returns,
        steps=steps,
        constants=constants_in(prose(text)[:LIMIT], code_spans(prose(text)[:LIMIT])),
        filters=tuple(w for w in lexicon.FILTERS if w in words),
        order=tuple(w for w in lexicon.ORDERS if w in words),
        examples=tuple(found),
        missing=missing,
        reader=model_name(model),
        spans=tuple(sorted(labelled, key=lambda s: (s.start, s.end))),
    )


def _ends(span: Span) -> tuple[int, int]:
    """Return where a span starts and ends."""
    return span.start, span.end


def prose(text: str) -> str:
    """Return the text with code blanked out: headers, quotes of docstrings, interpreter sessions.

    Every character keeps its place.
    """

    def blank(m: re.Match) -> str:
        return re.sub(r"[^\n]", " ", m[0])

    text = re.sub(r'"""|\'\'\'', blank, text)
    text = re.sub(r"^[ \t]*(?:from [\w.]+ )?import [^\n]*$", blank, text, flags=re.M)
    text = re.sub(r"\bdef\s+\w+\s*\([^\n]*$", blank, text, flags=re.M)
    return re.sub(r"^[ \t]*>>>[^\n]*\n?[^\n]*$", blank, text, flags=re.M)


def steps_of(doc) -> tuple[Step, ...]:
    """Return the operations that a text names, in order, linked by its grammar."""
    steps: list[Step] = []
    numbers: dict[int, int] = {}
    parsed = doc.has_annotation("DEP")
    for token in doc:
        operation = "count" if counts(token) else STEMS.get(stem(token.lower_))
        if operation is None or _is_filler(token, operation, parsed):
            continue
        if steps and steps[-1].operation == operation:
            continue
        arguments, condition = _arguments(token) if parsed else _following(doc, token)
        after = tuple(
            numbers[each.i] for each in (token.subtree if parsed else ()) if each.i in numbers
        )
        if not after and steps and not parsed:
            after = (len(steps),)
        numbers[token.i] = len(steps) + 1
        span = Span(token.idx, token.idx + len(token), "operation")
        steps.append(Step(operation, arguments, condition, after, span))
    return tuple(steps[:40])


def counts(token) -> bool:
    """Return whether a word begins "number of" or "how many"."""
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    return (token.lower_, after) in (("number", "of"), ("how", "many"))


def _is_filler(token, operation: str, parsed: bool) -> bool:
    """Return whether a word only frames the request: "write a function", "is", "if"."""
    word = token.lower_
    if word in ("is", "if"):
        return True
    if word == "common":
        return any(t.lower_ in ("divisor", "multiple", "factor") for t in token.doc)
    if operation == "write":
        return not any(t.lower_.startswith("file") for t in token.doc)
    return operation == "find" and token.lower_ == "find" and _finds_operation(token)


def _finds_operation(token) -> bool:
    """Return whether "find" only introduces another operation: "find the sum of"."""
    following = [t for t in token.doc[token.i + 1 : token.i + 5] if t.is_alpha]
    return any(STEMS.get(stem(t.lower_)) not in (None, "find") for t in following[:3])


def _arguments(token) -> tuple[tuple[str, ...], str]:
    """Return what an operation works on, and its condition, from the dependency parse."""
    arguments = []
    queue = [
        c for c in token.children if c.dep_ in ("dobj", "obj", "prep", "nsubjpass", "compound")
    ]
    for child in queue:
        for noun in [child] if child.dep_ != "prep" else list(child.children):
            nouns = [noun, *noun.conjuncts] if noun.dep_ in ("pobj", "dobj", "obj") else [noun]
            arguments += [n.text for n in nouns if n.pos_ in ("NOUN", "PROPN", "X", "NUM", "SYM")]
    clause = next(
        (t for t in token.subtree if t.dep_ in ("relcl", "advcl", "acl") and t.i > token.i), None
    )
    condition = clause.doc[clause.left_edge.i : clause.right_edge.i + 1].text if clause else ""
    if not condition:
        adjectives = [
            t.text for t in token.subtree if t.dep_ == "amod" and t.lower_ in lexicon.FILTERS
        ]
        condition = " ".join(adjectives)
    return tuple(dict.fromkeys(arguments))[:6], " ".join(condition.split())[:120]


def _following(doc, token) -> tuple[tuple[str, ...], str]:
    """Return the data words after an operation, and its filter words, without a parser."""
    window = [t for t in doc[token.i + 1 : token.i + 9] if not t.is_punct]
    nouns = [t.text for t in window if phrases(t.text) or not t.is_alpha][:3]
    condition = " ".join(t.text for t in window if t.lower_ in lexicon.FILTERS)
    return tuple(dict.fromkeys(nouns)), condition


def kind_of(text: str, steps: tuple[Step, ...], said: list[Phrase]) -> str:
    """Return the program type: what sort of work the first words ask for."""
    if WRITING.search(text):
        return "file write"
    if READING.search(text):
        return "file read"
    operations = [step.operation for step in steps]
    first = text.lower()
    if ASKING.search(first):
        return "predicate"
    if re.search(r"\b(generate|create|build|construct|produce)\b", first):
        return "construction"
    if set(operations[:2]) & set(lexicon.CALCULATES) and not set(operations) & {"sum", "count"}:
        return "calculation"
    for operation in operations:
        if operation in AGGREGATES_FIRST and operations.index(operation) <= 1:
            return "aggregation"
        if operation in lexicon.TRANSFORMS:
            return "transformation"
        if operation in lexicon.CALCULATES:
            return "calculation"
        if operation in SEARCHES:
            nth = re.search(r"\b(\w*th|formula|calculate|compute)\b.*\b(number|term|area)\b", first)
            return "calculation" if nth else "search"
    return (
        "calculation" if re.search(r"\b(calculate|compute|nth|n'th|n-th)\b", first) else "function"
    )


AGGREGATES_FIRST = frozenset(lexicon.AGGREGATES)
SEARCHES = ("find", "extract", "index", "match", "prime", "intersect", "subset", "palindrome")


def parameters_of(header, found, said, spans, text, kind) -> tuple[Parameter, ...]:
    """Return the parameters: from the header and the examples, else from the text's phrases."""
    if header and header.parameters:
        names = [p.name for p in header.parameters]
        declared = [p.type for p in header.parameters]
    else:
        names, declared = [], []
    arities = {len(each.args) for each in found}
    if len(arities) == 1 and (arity := arities.pop()) and (not names or len(names) == arity):
        types = [join(type_of(e.args[i]) for e in found) for i in range(arity)]
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
        if re.search(
            r"(given|of|in|from|two|three|whether|if|a|an|the|to)\s+(?:\w+\s+)?$",
            text[: p.span.start].lower(),
        )
    ]
    containers = [p for p in given if p.type.args]
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


SHAPES = re.compile(
    r"\b(circle|sphere|square|cube|cone|cylinder|triangle|rectangle|rhombus|polygon|tetrahedron"
    r"|angle|degrees|radius)\b",
    re.I,
)


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
        return returned(header)
    if kind == "predicate":
        return BOOL
    operations = [step.operation for step in steps]
    into = re.search(r"\b(?:in)?to (?:an? )?(?:single )?([\w ]+)", text)
    if "convert" in operations and into and (goal := phrases(into[1])):
        return goal[0].type
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


def name_for(steps: tuple[Step, ...], said: list[Phrase]) -> str:
    """Return a function's name made of the first operation and what it works on."""
    parts = [s.operation.replace(" ", "_") for s in steps[:1]] + [p.head for p in said[:1]]
    name = "_".join(re.sub(r"\W", "", part.lower()) for part in parts)
    return name if name.isidentifier() else "solution"


def missing_from(text, steps, found, parameters, kind) -> tuple[str, ...]:
    """Return what could not be told, each as a short sentence for people."""
    missing = []
    if not text:
        return ("there is no text: say what the program shall do",)
    letters = [c for c in text[:LIMIT] if c.isalpha()]
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    words = re.findall(r"[a-z]+", text[:LIMIT].lower())
    english = sum(word in lexicon.ENGLISH for word in words)
    if len(letters) > 10 and (
        latin < 0.6 * len(letters) or (len(words) > 5 and english < 0.1 * len(words))
    ):
        missing.append("the text does not look like English, which is all that is read")
    if len(text) > LIMIT:
        missing.append(f"only the first {LIMIT} of {len(text)} characters were parsed")
    if not steps:
        missing.append("no operation was recognised: name what is to be computed")
    if not parameters:
        missing.append("no parameters were recognised: give a signature or an example")
    if not found:
        missing.append("no examples: a program cannot be proven right without one")
    by_args: dict[str, set[str]] = {}
    for each in found:
        by_args.setdefault(repr(each.args), set()).add(repr(each.expected))
    missing += [
        f"the examples contradict each other: {args} gives {' and '.join(sorted(results))}"
        for args, results in by_args.items()
        if len(results) > 1
    ]
    if len({len(each.args) for each in found}) > 1:
        missing.append("the examples differ in their number of arguments")
    return tuple(missing)
