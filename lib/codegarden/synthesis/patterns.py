"""Regular expressions that a description spells out in words: "an a followed by two to three b".

A pattern is a chain of parts joined by "followed by"; a part is a quantity and a quoted text or a
class of characters. Rules from the usual wording of such requests, in English.
"""

import re

CLASSES = {
    r"lower ?-?case letters?": "[a-z]",
    r"small letters?": "[a-z]",
    r"upper ?-?case letters?": "[A-Z]",
    r"capital letters?": "[A-Z]",
    r"letters?": "[a-zA-Z]",
    r"digits?": r"\d",
    r"numbers?": r"\d+",
    r"vowels?": "[aeiouAEIOU]",
    r"(?:white)?spaces?": r"\s",
    r"underscores?": "_",
    r"words?": r"\w+",
}
COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
COUNT = rf"(?:{'|'.join(COUNTS)}|\d)"
QUANTITY = (
    rf"zero or more|one or more|zero or one|at least {COUNT}|{COUNT} (?:to|or) {COUNT}"
    rf"|exactly {COUNT}|{COUNT}|any number of"
)
QUOTE = "['\"\u2018\u2019\u201c\u201d`]"
PART = re.compile(
    rf"(?:an?\s+|the\s+)?(?:(?P<quantity>{QUANTITY})\s+)?"
    rf"(?:{QUOTE}(?P<text>[^'\"\u2018\u2019\u201c\u201d`\n]{{1,12}}){QUOTE}"
    rf"|(?P<kind>{'|'.join(CLASSES)}|anything)\b|(?P<letter>[a-z])(?:'s)?\b)",
    re.I,
)
JOIN = re.compile(
    r"\s*,?\s*(?:that (?:is|are) )?(?:immediately )?(followed by|joined (?:with|by))\s+"
)
END = re.compile(r"\s*,?\s*(?:and )?end(?:s|ing)? (?:in|with)\s+")


def patterns_in(text: str) -> list[str]:
    """Return the regular expressions that a text spells out, the whole chains first.

    >>> patterns_in("a string that has an a followed by zero or more b's")
    ['ab*', '^ab*$']
    >>> patterns_in("an 'a' followed by anything, ending in 'b'")
    ['a.*b$']
    """
    found: list[str] = []
    last = 0
    for m in PART.finditer(text):
        if m.start() < last:
            continue
        pattern, place, joined = part(m), m.end(), False
        while True:
            join, end = JOIN.match(text, place), END.match(text, place)
            following = PART.match(text, (join or end).end()) if join or end else None
            if following is None:
                break
            if join and join[1].startswith("joined"):  # letters joined with an underscore
                pattern = f"{pattern}{part(following)}{pattern}"
            else:
                pattern += part(following) + ("" if join else "$")
            place, joined = following.end(), True
        if joined:
            last = place
            found += [pattern] if pattern.endswith("$") else [pattern, f"^{pattern}$"]
    return [pattern for pattern in dict.fromkeys(found) if is_valid(pattern)]


def is_valid(pattern: str) -> bool:
    """Return whether a pattern can be compiled; what is misread may not be."""
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def part(m: re.Match) -> str:
    """Return the regular expression of one part."""
    kind = m["kind"]
    if kind and kind.lower() == "anything":
        return ".*"
    if kind:
        atom = next(a for k, a in CLASSES.items() if re.fullmatch(k, kind, re.I))
    else:
        atom = re.escape(m["text"] or m["letter"])
    plural = bool(kind) and kind.lower().endswith("s") and not m["quantity"]
    if len(m["text"] or "") > 1 and m["quantity"]:
        atom = f"(?:{atom})"
    return atom + (quantifier((m["quantity"] or "").lower()) or ("+" if plural else ""))


def quantifier(words: str) -> str:
    """Return the quantifier that words name.

    >>> [quantifier(w) for w in ("zero or more", "two to three", "at least 2", "one", "")]
    ['*', '{2,3}', '{2,}', '', '']
    """
    usual = {"zero or more": "*", "any number of": "*", "one or more": "+", "zero or one": "?"}
    numbers = [COUNTS.get(w) or int(w) for w in re.findall(rf"\b{COUNT}\b", words)]
    if words in usual or not numbers:
        return usual.get(words, "")
    if words.startswith("at least"):
        return f"{{{numbers[0]},}}"
    if len(numbers) == 2:
        return f"{{{numbers[0]},{numbers[1]}}}"
    return f"{{{numbers[0]}}}" if numbers[0] > 1 else ""
