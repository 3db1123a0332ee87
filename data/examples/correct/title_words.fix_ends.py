def title_words(sentence, small_words):
    """Write every word of `sentence` with a capital at its start and the rest small.

    Words in the list `small_words`, which holds small letters only, are written
    small throughout unless they come first or last. Upper and lower case in the
    sentence make no difference, and the words of the result are separated by single
    blanks.
    """
    words = sentence.lower().split()
    titled = [word if word in small_words else word.capitalize() for word in words]
    if titled:
        titled[0] = titled[0].capitalize()
        titled[-1] = titled[-1].capitalize()
    return " ".join(titled)
