"""What a text says not to do: "without sorting", "do not reverse", "in the same order".

The parse tells what a "not" or "without" is about. What is denied of a thing ("the words that do
not contain a digit") is a condition, and still names an operation; what is not to be done is none.
"""

from codegarden.description import lexicon

DENYING = frozenset(("without", "instead", "than"))  # prepositions: "rather than sorting"
CLAUSES = ("relcl", "acl")


def is_denied(token) -> bool:
    """Return whether a "not", "never", "no" or "without" stands before a word, by its grammar."""
    if any(c.dep_ == "neg" or c.lower_ in ("not", "never", "no") for c in token.children):
        return True
    head = token.head
    if token.tag_ == "VBG" and neighbour(token, -1) in DENYING:
        return True
    if token.dep_ == "pcomp":  # "instead of sorting": the "of" stands below the "instead"
        return bool(DENYING & {head.lower_, head.head.lower_})
    if token.dep_ == "conj" and is_denied(head):
        joined = {c.lower_ for c in head.children if c.dep_ in ("cc", "preconj")}
        return bool(joined & {"or", "nor"}) or (head.dep_ == "pcomp" and "and" in joined)
    return False


def is_unheard(token) -> bool:
    """Return whether a word names an operation that the text does not ask for."""
    if is_not_to_be_done(token) or is_order_kept(token):
        return True
    return token.doc.has_annotation("DEP") and token.dep_ == "amod" and is_order_kept(token.head)


def is_not_to_be_done(token) -> bool:
    """Return whether an action is denied: one that has no subject, or that should not be."""
    if not token.doc.has_annotation("DEP"):
        return _is_forbidden(token)
    if not (token.pos_ == "VERB" or token.lower_.endswith("ing")) or not is_denied(token):
        return False
    clause = [*token.children, *(c for aux in token.children for c in aux.children)]
    stated = any(c.dep_ in ("nsubj", "nsubjpass", "mark") for c in clause)
    modal = any(c.tag_ == "MD" for c in clause)
    return (modal or not stated) and token.dep_ not in CLAUSES


def _is_forbidden(token) -> bool:
    """Return whether the words before one forbid it, where there is no parse."""
    *_, third, second, last = ["", "", "", *(t.lower_ for t in token.doc[: token.i])]
    if last in DENYING:
        return token.lower_.endswith("ing")
    orders = not third or third in (",", ";", ".", "and", "but")  # "do not": nobody who does not
    return last == "never" or ((second, last) in (("do", "not"), ("do", "n't")) and orders)


def is_order_kept(token) -> bool:
    """Return whether the noun "order" speaks of an order that is there, and asks for no sorting.

    An order to sort in has a direction ("ascending", "alphabetical") or is any ("in order", "in
    order of size"); one that is kept is a certain one ("the same order", "their order"), or what a
    verb is about ("preserving order").
    """
    if token.lower_ != "order":
        return False
    before, after = (neighbour(token, -1), neighbour(token, 1))
    if not token.doc.has_annotation("DEP"):
        return before not in (*lexicon.ORDERS, "in", "by", "") or after == "to"
    if token.pos_ == "VERB" or before in lexicon.ORDERS:
        return False
    certain = any(c.dep_ in ("det", "poss") or c.lower_ == "same" for c in token.children)
    return certain or after == "to" or token.dep_ != "pobj"


def neighbour(token, step: int) -> str:
    """Return the word beside another, in small letters; "" where there is none."""
    place = token.i + step
    return token.doc[place].lower_ if 0 <= place < len(token.doc) else ""
