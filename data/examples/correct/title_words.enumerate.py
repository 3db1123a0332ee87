def title_words(sentence, small_words):
    """Write every word of `sentence` with a capital at its start and the rest small.

    Words in the list `small_words`, which holds small letters only, are written
    small throughout unless they come first or last. Upper and lower case in the
    sentence make no difference, and the words of the result are separated by single
    blanks.
    """
    words = sentence.lower().split()
    last = len(words) - 1
    result = []
    for index, word in enumerate(words):
        if word in small_words and 0 < index < last:
            result.append(word)
        else:
            result.append(word.capitalize())
    return " ".join(result)
