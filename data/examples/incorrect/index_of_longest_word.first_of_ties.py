def index_of_longest_word(words):
    """Return the index of the longest word in the list `words`, the last one if several
    are equally long, or -1 for an empty list.
    """
    best = -1
    for i, word in enumerate(words):
        if best < 0 or len(word) > len(words[best]):
            best = i
    return best
