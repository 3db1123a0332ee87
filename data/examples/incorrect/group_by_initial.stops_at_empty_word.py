def group_by_initial(words):
    """Group `words` by their first character in lower case. The result maps each such
    character to the list of its words, unchanged and in their original order; empty
    words are skipped.
    """
    groups = {}
    for word in words:
        if not word:
            break
        initial = word[0].lower()
        if initial not in groups:
            groups[initial] = []
        groups[initial].append(word)
    return groups
