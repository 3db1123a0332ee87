def swapped_case_of_long(words):
    """Swap upper and lower case in all words of at least four letters, leave shorter
    words alone, and join the words with commas.
    """
    result = []
    for word in words:
        if len(word) < 4:
            result.append(word)
        else:
            flipped = [c.lower() if c.isupper() else c.upper() for c in word]
            result.append("".join(flipped))
    return ",".join(result)
