def last_and_first_word(sentence):
    """Return the last and the first word of `sentence`, in this order, joined with a
    hyphen. Without any word the result is an empty string.
    """
    words = sentence.split()
    return "-".join(words[:1] + words[-1:])
