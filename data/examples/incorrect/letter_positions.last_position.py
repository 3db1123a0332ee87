def letter_positions(word):
    """Make a dictionary that maps every distinct letter of `word` to its first position
    counted from 1, with the letters in alphabetical order.
    """
    return {letter: word.rindex(letter) + 1 for letter in sorted(set(word))}
