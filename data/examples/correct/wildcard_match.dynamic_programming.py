def wildcard_match(pattern, text):
    """Check whether the whole of `text` fits `pattern`.

    In the pattern a question mark stands for exactly one character and a star for
    any number of characters, also none. Every other character stands for itself,
    and case matters.
    """
    fits = [True] + [False] * len(text)
    for symbol in pattern:
        if symbol == "*":
            for end in range(1, len(text) + 1):
                fits[end] = fits[end] or fits[end - 1]
        else:
            for end in range(len(text), 0, -1):
                fits[end] = fits[end - 1] and symbol in ("?", text[end - 1])
            fits[0] = False
    return fits[-1]
