"""Regular expressions: what the module ``re`` does, and the parts that patterns are made of."""

from codegarden.synthesis.production import Production as P


def _atom(text: str, about: str) -> P:
    """Return a production for a part of patterns, as the documentation of ``re`` lists them."""
    return P("() -> regex", repr(text).replace("\\\\", "\\").join(("r", "")), about)


PRODUCTIONS = (
    _atom(r"\d", "a digit"),
    _atom(r"\D", "no digit"),
    _atom(r"\s", "white space"),
    _atom(r"\S", "no white space"),
    _atom(r"\w", "a letter, digit or underscore: word"),
    _atom(r"\W", "neither letter, digit nor underscore: special, punctuation"),
    _atom("[a-z]", "a small letter: lowercase"),
    _atom("[A-Z]", "a capital letter: uppercase"),
    _atom("[a-zA-Z]", "a letter: alphabet"),
    _atom(".", "any character"),
    P("(p: regex) -> regex", "p + '+'", "one or more: consecutive, sequence"),
    P("(p: regex) -> regex", "p + '*'", "none or more"),
    P("(p: regex) -> regex", "p + '?'", "one or none: optional"),
    P("(p: regex, n: int) -> regex", "p + '{%d}' % n", "exactly so many", {"n": 100}),
    P("(p: regex, n: int) -> regex", "p + '{%d,}' % n", "at least so many", {"n": 100}),
    P("(p: regex, r: regex) -> regex", "p + r", "one after another: followed by"),
    P("(s: str) -> regex", "re.escape(s)", "a text itself"),
    P("(s: str) -> regex", "'[' + re.escape(s) + ']'", "one of some characters"),
    P("(s: str) -> regex", "'[^' + re.escape(s) + ']'", "none of some characters"),
    P("(p: regex, s: str) -> list[str]", "re.findall(p, s)", "all matches: find, extract"),
    P("(p: regex, s: str) -> bool", "bool(re.search(p, s))", "whether a pattern occurs: match"),
    P("(p: regex, s: str) -> bool", "bool(re.match(p, s))", "whether a text begins so: match"),
    P("(p: regex, s: str) -> bool", "bool(re.fullmatch(p, s))", "whether a text is of a form"),
    P("(p: regex, s: str) -> list[str]", "re.split(p, s)", "the parts between matches: split"),
    P("(p: regex, t: str, s: str) -> str", "re.sub(p, t, s)", "matches replaced, removed"),
    P("(p: regex, s: str) -> str", "re.search(p, s).group()", "the first match: find, extract"),
    P("(p: regex, s: str) -> int", "re.search(p, s).start()", "where the first match begins"),
    P("(p: regex, s: str) -> int", "re.search(p, s).end()", "where the first match ends"),
)
