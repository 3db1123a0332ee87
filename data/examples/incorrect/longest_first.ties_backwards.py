def longest_first(sentence):
    """Sort the distinct words of `sentence` so that the longest come first; words of
    the same length are in alphabetical order. Return a list.
    """
    return sorted(set(sentence.split()), key=lambda word: (len(word), word), reverse=True)
