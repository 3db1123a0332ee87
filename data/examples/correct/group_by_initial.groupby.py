from itertools import groupby


def initial(word):
    return word[0].lower()


def group_by_initial(words):
    """Group `words` by their first character in lower case. The result maps each such
    character to the list of its words, unchanged and in their original order; empty
    words are skipped.
    """
    named = sorted((word for word in words if word), key=initial)
    return {letter: list(group) for letter, group in groupby(named, key=initial)}
