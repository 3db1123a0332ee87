def longest_first(sentence):
    """Sort the distinct words of `sentence` so that the longest come first; words of
    the same length are in alphabetical order. Return a list.
    """
    words = sorted(set(sentence.split()))
    words.sort(key=len, reverse=True)
    return words
