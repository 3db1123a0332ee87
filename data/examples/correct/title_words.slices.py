def title_words(sentence, small_words):
    """Write every word of `sentence` with a capital at its start and the rest small.

    Words in the list `small_words`, which holds small letters only, are written
    small throughout unless they come first or last. Upper and lower case in the
    sentence make no difference, and the words of the result are separated by single
    blanks.
    """
    words = [word.capitalize() for word in sentence.split()]
    middle = [
        word.lower() if word.lower() in small_words else word for word in words[1:-1]
    ]
    words[1:-1] = middle
    return " ".join(words)
