def sort_words_by_length(words: list[str]) -> list[str]:
    """Return `words` sorted from the shortest to the longest, with words of equal
    length in alphabetical order regardless of upper and lower case. Words that still
    tie keep the order in which they came.
    """
    return sorted(words, key=lambda word: (len(word), word))
