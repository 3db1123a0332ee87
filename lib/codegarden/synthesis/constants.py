"""The constants of a search: what a description gives, and what programs usually hold."""

from collections.abc import Iterable

from codegarden.description.types import FLOAT, INT, STR, Type
from codegarden.synthesis.expressions import Expression

REGEX = Type("regex")
SIGNS = {  # by the stems of their names
    **{"comma": ",", "space": " ", "whitespace": " ", "hyphen": "-", "dash": "-", "colon": ":"},
    **{"underscore": "_", "semicolon": ";", "dot": ".", "slash": "/", "zero": "0"},
}
UNITS = {  # what a unit that is named is made of
    **{"minut": (60,), "second": (60,), "hour": (60, 24), "month": (12,), "week": (7,)},
    **{"quarter": (4,), "percent": (100,), "percentag": (100,), "dozen": (12,), "alphabet": (26,)},
}
DIGITS = ("", "0", "1")
ROUND = frozenset(["circle", "sphere", "cylinder", "cone", "circumference", "ellipse", "radiu"])
REGEXES = (
    *(r"\d+", r"\d", r"\D", r"\D+", r"\s+", r" +", r"\s", r"\w+", r"\W+", r"[^a-zA-Z0-9]"),
    *(
        r"[A-Z][^A-Z]*",
        r"[A-Z][a-z]*",
        r"[A-Z]",
        r"[a-z]+",
        r"[a-zA-Z]+",
        r"[aeiou]",
        r"[aeiouAEIOU]",
    ),
    *(r"\([^)]*\)", r" ?\([^)]*\)", r"[^aeiouAEIOU]", r"[0-9]+$", r"\d$", r"^\d", r"[^\d]"),
    *(r"\b\w{4,}\b", r"\b\w{3,5}\b", r"\b\w{4}\b", r"\".*?\"", r"[^\w\s]", r"^[a-z]+_[a-z]+$"),
    *(r"(?<!^)(?=[A-Z])", r"_([a-z])", r"^\w+", r"\w+\S*$", r"[.,]", r"[ ,.]", r"https?://\S+"),
    r"^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$",
    r"^[\w.+-]+@[\w-]+\.[\w.]+$",
)


def told_constants(words: set[str], given: Iterable) -> list:
    """Return the constants of a text: those that it gives, and the signs that it names."""
    return [*given, *(sign for word, sign in SIGNS.items() if word in words)]


def constants(
    words: set[str],
    given: Iterable,
    rows: int,
    patterns: Iterable[str] = (),
    with_text: bool = True,
) -> list[Expression]:
    """Return the constants of a search as leaves: usual ones, and those that the text gives.

    ``patterns`` are regular expressions that the text spells out. Without any text in what is given
    and wanted, ``with_text`` is false, and only digits are texts.
    """
    leaves = []

    def add(value, type_: Type, cost: int, text: str = "") -> None:
        leaves.append(Expression(type_, [value] * rows, cost, text=text or repr(value)))

    seen = set()
    for value in told_constants(words, given):
        kind = {int: INT, float: FLOAT, str: STR}.get(type(value))
        if kind is not None and repr(value) not in seen:
            seen.add(repr(value))
            add(value, kind, 2 if value not in (0, 1, "") else 3)
    for value in (value for word in sorted(words & UNITS.keys()) for value in UNITS[word]):
        if repr(value) not in seen:
            seen.add(repr(value))
            add(value, INT, 3)
    usual = [(1, 2), (2, 2), (0, 3), (3, 5), (10, 4), (-1, 5), (4, 6), (100, 7), (7, 7), (5, 7)]
    usual += [("", 4), (" ", 4), (",", 6), (", ", 6), ("-", 7), ("_", 7), ("0", 6), ("1", 6)]
    for value, cost in usual:
        if repr(value) not in seen and (with_text or value in DIGITS or type(value) is int):
            add(value, INT if isinstance(value, int) else STR, cost)
    for pattern in patterns:
        add(pattern, REGEX, 1, "r" + repr(pattern).replace("\\\\", "\\"))
    regex_cost = 4 if words & {"regex", "match", "pattern", "string", "text"} else 7
    for place, pattern in enumerate(REGEXES if with_text else ()):
        add(
            pattern,
            REGEX,
            regex_cost + (place > 8) + (place > 24),
            "r" + repr(pattern).replace("\\\\", "\\"),
        )
    if words & ROUND:  # as people write pi
        for value in (3.14, 3.1415, 3.14159):
            add(value, FLOAT, 4)
    if "vowel" in words or "consonant" in words:
        add("aeiouAEIOU", STR, 2)
    return leaves
