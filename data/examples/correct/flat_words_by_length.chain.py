from itertools import chain


def flat_words_by_length(pages):
    """Flatten the lists of words in `pages` into one list, keep the words with an even
    number of letters and sort them by length, shortest first. Words of equal length
    keep their order.
    """
    words = chain.from_iterable(pages)
    return sorted((word for word in words if len(word) % 2 == 0), key=len)
