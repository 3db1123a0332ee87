def index_of_longest_word(words):
    """Return the index of the longest word in the list `words`, the last one if several
    are equally long, or -1 for an empty list.
    """
    return max(range(len(words)), key=lambda i: (len(words[i]), i), default=-1)
