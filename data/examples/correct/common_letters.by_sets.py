def common_letters(left, right):
    """Return the letters that `left` and `right` have in common, each once and in
    alphabetical order, as one string.
    """
    return "".join(sorted(set(left) & set(right)))
