def hidden_word(word: str, text: str) -> list[int] | None:
    """Find the letters of `word` in `text` in the same order, possibly with gaps.

    Return the list of their positions, each as far left as possible, or None when
    the word cannot be found. Upper and lower case count as equal, and an empty word
    gives an empty list.
    """
    positions = []
    start = 0
    for letter in word.lower():
        found = text.lower().find(letter, start)
        if found == -1:
            return None
        positions.append(found)
        start = found
    return positions
