def words_by_page(index):
    """Turn a book index around: `index` maps each word to the list of pages it occurs
    on, in any order and possibly with repeats. Return a dictionary that maps each page
    to the alphabetical list of the words on it, each word once; an empty index gives an
    empty dictionary.
    """
    pages = {page for numbers in index.values() for page in numbers}
    return {
        page: sorted(word for word in index if page in index[word]) for page in pages
    }
