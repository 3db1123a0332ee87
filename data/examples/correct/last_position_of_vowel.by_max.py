def last_position_of_vowel(word):
    """Find the position of the last vowel in `word`, counted from 1, or 0 if the word
    has no vowel. Capital letters count as well.
    """
    return max((i for i, c in enumerate(word.lower(), 1) if c in "aeiou"), default=0)
