def falling_words(words):
    """Keep only the words whose first letter comes later in the alphabet than their
    last letter, no matter whether it is a capital or a small letter. Empty words are
    dropped.
    """
    return [word for word in words if word and word[0] > word[-1]]
