import re


def make_acronym(phrase: str) -> str:
    """Build an acronym from the first letters of the words of `phrase`.

    The acronym is in capital letters; words are separated by blanks and hyphens.
    The words a, an, and, of and the are left out whatever their case, and a phrase
    without any other words gives an empty string.
    """
    words = re.findall(r"[^ -]+", phrase)
    skipped = re.compile(r"a|an|and|of|the", re.IGNORECASE)
    return "".join(word[0].upper() for word in words if not skipped.match(word))
