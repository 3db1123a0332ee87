def without_suffixes(words, ending):
    """Remove the suffix `ending` from every word that has it, and drop the words that
    become empty by that.
    """
    shortened = [word.removesuffix(ending) for word in words]
    return [word for word in shortened if word]
