SKIPPED = {"a", "an", "and", "of", "the"}


def make_acronym(phrase: str) -> str:
    """Build an acronym from the first letters of the words of `phrase`.

    The acronym is in capital letters; words are separated by blanks and hyphens.
    The words a, an, and, of and the are left out whatever their case, and a phrase
    without any other words gives an empty string.
    """
    words = phrase.lower().split()
    return "".join(word[0].upper() for word in words if word not in SKIPPED)
