"""The operations that a text names, with arguments and conditions, from the dependency parse.

Without a parser the words that follow an operation stand in for its arguments.
"""

from codegarden.description import lexicon
from codegarden.description.elements import Span, Step
from codegarden.description.negation import is_unheard
from codegarden.description.phrases import phrases
from codegarden.description.words import stem

STEMS = {
    stem(word): operation
    for operation, words in reversed(lexicon.OPERATIONS.items())
    for word in words.split()
}


def steps_of(doc) -> tuple[Step, ...]:
    """Return the operations that a text names, in order, linked by its grammar."""
    steps: list[Step] = []
    numbers: dict[int, int] = {}
    parsed = doc.has_annotation("DEP")
    for token in doc:
        operation = "count" if counts(token) else STEMS.get(stem(token.lower_))
        if operation is None or _is_filler(token, operation) or is_unheard(token):
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


def _is_filler(token, operation: str) -> bool:
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
