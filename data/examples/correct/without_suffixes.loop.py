def without_suffixes(words, ending):
    """Remove the suffix `ending` from every word that has it, and drop the words that
    become empty by that.
    """
    kept = []
    for word in words:
        if word.endswith(ending):
            word = word[: len(word) - len(ending)]
        if word != "":
            kept.append(word)
    return kept
