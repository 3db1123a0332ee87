def falling_words(words):
    """Keep only the words whose first letter comes later in the alphabet than their
    last letter, no matter whether it is a capital or a small letter. Empty words are
    dropped.
    """
    kept = []
    for word in words:
        small = word.lower()
        if small and small[0] > small[len(small) - 1]:
            kept.append(word)
    return kept
