def common_letters(left, right):
    """Return the letters that `left` and `right` have in common, each once and in
    alphabetical order, as one string.
    """
    shared = ""
    for letter in sorted(left):
        if letter in right and letter not in shared:
            shared += letter
    return shared
