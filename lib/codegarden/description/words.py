"""Word stems: what is left of an English word without number and tense."""

import re
from functools import cache


@cache
def stem(word: str) -> str:
    """Return a word without the endings that number and tense give it.

    >>> [stem(w) for w in ("occurrences", "sorted", "sorting", "dictionaries", "largest")]
    ['occurrence', 'sort', 'sort', 'dictionary', 'largest']
    """
    word = word.lower()
    for ending, instead in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
        ("ing", ""),
        ("ed", ""),
        ("s", ""),
    ):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and not (ending == "s" and rest[-1] in "su"):
            if ending in ("ing", "ed") and len(rest) > 3 and rest[-1] == rest[-2] != "l":
                rest = rest[:-1]
            return rest + instead
    return word


def stems_of(text: str) -> list[str]:
    """Return the stems of a text's words, in order."""
    return [stem(word) for word in re.findall(r"[A-Za-z]+", text)]
