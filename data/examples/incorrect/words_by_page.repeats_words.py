from collections import defaultdict


def words_by_page(index):
    """Turn a book index around: `index` maps each word to the list of pages it occurs
    on, in any order and possibly with repeats. Return a dictionary that maps each page
    to the alphabetical list of the words on it, each word once; an empty index gives an
    empty dictionary.
    """
    found = defaultdict(list)
    for word, pages in index.items():
        for page in pages:
            found[page].append(word)
    return {page: sorted(words) for page, words in found.items()}
