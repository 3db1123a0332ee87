def first_repeated_word(text):
    """Return the first word of `text` that has occurred before, in lower case and
    without regard to capital letters, or an empty string if no word occurs twice.
    """
    words = text.lower().split()
    return next((word for i, word in enumerate(words) if word in words[:i]), "")
