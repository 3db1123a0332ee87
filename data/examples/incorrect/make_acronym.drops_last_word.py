SKIPPED = {"a", "an", "and", "of", "the"}


def make_acronym(phrase: str) -> str:
    """Build an acronym from the first letters of the words of `phrase`.

    The acronym is in capital letters; words are separated by blanks and hyphens.
    The words a, an, and, of and the are left out whatever their case, and a phrase
    without any other words gives an empty string.
    """
    acronym = ""
    word = ""
    for character in phrase.lower():
        if character not in " -":
            word += character
        else:
            if word and word not in SKIPPED:
                acronym += word[0]
            word = ""
    return acronym.upper()
