def letter_positions(word):
    """Make a dictionary that maps every distinct letter of `word` to its first position
    counted from 1, with the letters in alphabetical order.
    """
    positions = {}
    for i, letter in enumerate(word, 1):
        positions.setdefault(letter, i)
    return dict(sorted(positions.items()))
