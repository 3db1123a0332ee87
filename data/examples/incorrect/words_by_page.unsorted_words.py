def words_by_page(index):
    """Turn a book index around: `index` maps each word to the list of pages it occurs
    on, in any order and possibly with repeats. Return a dictionary that maps each page
    to the alphabetical list of the words on it, each word once; an empty index gives an
    empty dictionary.
    """
    pages = {}
    for word in index:
        for page in index[word]:
            words = pages.setdefault(page, [])
            if word not in words:
                words.append(word)
    return pages
