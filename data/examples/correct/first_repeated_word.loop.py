def first_repeated_word(text):
    """Return the first word of `text` that has occurred before, in lower case and
    without regard to capital letters, or an empty string if no word occurs twice.
    """
    seen = set()
    for word in text.lower().split():
        if word in seen:
            return word
        seen.add(word)
    return ""
