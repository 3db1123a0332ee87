def hidden_word(word: str, text: str) -> list[int] | None:
    """Find the letters of `word` in `text` in the same order, possibly with gaps.

    Return the list of their positions, each as far left as possible, or None when
    the word cannot be found. Upper and lower case count as equal, and an empty word
    gives an empty list.
    """
    wanted = list(word.lower())
    positions = []
    for index, character in enumerate(text.lower()):
        if wanted and character == wanted[0]:
            positions.append(index)
            wanted.pop(0)
    return None if wanted else positions
