"""A description, with what signature and tests there are, read into a ``Specification``.

Types come from the values of the examples where there are any, else from annotations, else from
the noun phrases of the text. Steps come from the words of the lexicon, and their arguments and
conditions from the dependency parse, or from the words that follow where there is no parser.
"""

import builtins
import re
import unicodedata
from collections.abc import Sequence
from keyword import iskeyword
from typing import Any

from codegarden.description import lexicon
from codegarden.description.elements import Example, Parameter, Span, Step
from codegarden.description.examples import examples_in
from codegarden.description.headers import (
    Signature,
    defaults_of,
    named_in,
    renamed,
    signature_in,
    signature_of,
)
from codegarden.description.inference import parameters_of, return_type
from codegarden.description.negation import is_unheard
from codegarden.description.phrases import Phrase, phrases
from codegarden.description.pipeline import LIMIT, model_name, parse
from codegarden.description.spans import code_spans, constants_in
from codegarden.description.specification import Specification
from codegarden.description.statements import stated_examples
from codegarden.description.steps import steps_of
from codegarden.description.types import type_of

HOW = re.compile(  # how it is to be done, which is not what is to be done
    r"\b(?:by |with the help of )?using (?:an? |the )?[\w ,]{0,30}?"
    r"(?:regex|lambda|functions?|module|algorithm|recursion|operators?|method|queue|expression)s?\b"
)
LONGEST = 4 * LIMIT  # characters in which a header and examples are looked for
KNOWN = ("int", "float", "bool", "str", "list", "tuple", "set", "dict")
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
    whole = cleaned(description)
    text = whole[:LONGEST]
    header = header_of(text, signature)
    doc = parse(HOW.sub(lambda m: " " * len(m[0]), prose(text)), model)
    spans = code_spans(text[:LIMIT])
    found = given_examples(text, header, model)
    named = header.name if header else next((e.function for e in found if is_own(e.function)), "")
    found += [Example(tuple(args), result) for args, result in examples]
    told = without(prose(text), found)
    said = phrases(told[:LIMIT])
    steps = steps_of(doc)
    kind = kind_of(prose(text), steps)
    parameters = parameters_of(header, found, said, spans, text, kind)
    returns = return_type(header, found, kind, prose(text), steps, said)
    unheard = [token for token in doc if is_unheard(token)]
    words = [token.lower_ for token in doc if token not in unheard]
    missing = missing_from(text, steps, found, parameters)
    if len(whole) > LIMIT:
        missing += (f"only the first {LIMIT} of {len(whole)} characters were parsed",)
    if signature and signature_of(cleaned(signature)[:LONGEST]) is None:
        missing += (f"the signature {signature[:60]!r} was not read: write def f(xs, k=2)",)
    labelled = [Span(t.idx, t.idx + len(t), "unheard") for t in unheard]
    labelled += [*spans, *(Span(*_ends(s.span), "operation") for s in steps if s.span)]
    labelled += [p.span for p in said] + [e.span for e in found if e.span]
    return Specification(
        text=text,
        kind="unclear" if not steps and not found and not header and kind == "function" else kind,
        entry_point=named or name_for(steps, said),
        parameters=parameters,
        returns=returns,
        steps=steps,
        constants=constants_in(told[:LIMIT], code_spans(told[:LIMIT])),
        filters=tuple(w for w in lexicon.FILTERS if w in words),
        order=tuple(w for w in lexicon.ORDERS if w in words),
        examples=tuple(found),
        missing=missing,
        reader=model_name(model),
        header=header.header if header else "",
        spans=tuple(sorted(labelled, key=lambda s: (s.start, s.end))),
    )


def header_of(text: str, signature: str | None = None) -> Signature | None:
    """Return the header that is given apart, or in a text; else what it says of the function.

    A signature that is only a name goes with the parameters that the text gives.
    """
    text = cleaned(text)[:LONGEST]
    given = signature_of(cleaned(signature or "")[:LONGEST])
    if given and given.header:
        return given
    said = signature_in(text) or named_in(text[:LIMIT])
    return renamed(said, given.name) if said and given else said or given


def cleaned(text: str) -> str:
    """Return a text without the half surrogate pairs that it may hold, and with plain line ends."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").strip()


def given_examples(text: str, header: Signature | None, model: str) -> list[Example]:
    """Return the examples that a text gives for a header, or for whatever function it calls."""
    if not header:
        found = examples_in(text)
    else:
        names = [p.name for p in header.parameters]
        found = examples_in(text, header.name, names, defaults_of(header))
    if not any(each.function for each in found):
        arity = len(header.parameters) if header else 0
        stated = stated_examples(without(prose(text), found)[:LIMIT], arity, model)
        found += [each for each in stated if not header or each.function in ("", header.name)]
    return [each for each in found if header is None or is_plausible(each, header.parameters)]


def is_own(name: str) -> bool:
    """Return whether a name is one for a function of one's own: none of Python's."""
    return bool(name) and not hasattr(builtins, name) and not iskeyword(name)


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


def is_plausible(example: Example, parameters: Sequence[Parameter]) -> bool:
    """Return whether an example's values are of the types that a header declares."""
    if not parameters or len(example.args) > len(parameters):
        return not parameters
    groups = {"float": "int", "bool": "int", "tuple": "list", "set": "list"}
    for value, parameter in zip(example.args, parameters, strict=False):
        seen, declared = type_of(value).name, parameter.type.name
        alike = groups.get(seen, seen) == groups.get(declared, declared)
        if not alike and declared in KNOWN and value is not None:
            return False
    return True


def without(text: str, found: Sequence[Example]) -> str:
    """Return the text with its examples blanked out: their values are no part of the request."""
    return blanked(text, [each.span for each in found if each.span])


def blanked(text: str, spans: Sequence[Span]) -> str:
    """Return the text with spaces for some spans, in the lines that they are in."""
    for span in spans:
        blank = re.sub(r"[^\n]", " ", text[span.start : span.end])
        text = text[: span.start] + blank + text[span.end :]
    return text


def request_in(specification: Specification) -> str:
    """Return the words of a description that ask: no header, no examples, nothing denied."""
    text = without(prose(specification.text), specification.examples)
    unheard = [span for span in specification.spans if span.label == "unheard"]
    return " ".join(blanked(text, unheard).split())


def kind_of(text: str, steps: tuple[Step, ...]) -> str:
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


def name_for(steps: tuple[Step, ...], said: list[Phrase]) -> str:
    """Return a function's name made of the first operation and what it works on."""
    parts = [s.operation.replace(" ", "_") for s in steps[:1]] + [p.head for p in said[:1]]
    name = "_".join(re.sub(r"\W", "", part.lower()) for part in parts)
    if hasattr(builtins, name):  # a function called sum could not call sum
        name = f"{name}_of"
    return name if name.isidentifier() else "solution"


def missing_from(text, steps, found, parameters) -> tuple[str, ...]:
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
