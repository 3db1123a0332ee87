def swapped_case_of_long(words):
    """Swap upper and lower case in all words of at least four letters, leave shorter
    words alone, and join the words with commas.
    """
    return ",".join(word.swapcase() if len(word) >= 4 else word for word in words)
