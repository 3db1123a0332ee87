def flat_words_by_length(pages):
    """Flatten the lists of words in `pages` into one list, keep the words with an even
    number of letters and sort them by length, shortest first. Words of equal length
    keep their order.
    """
    kept = [word for page in pages for word in page if not len(word) % 2]
    kept.sort(key=len)
    return kept
